"""What people are called, and what kind they are: the one rule, for a person and for all people at once."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph import arrow_compute as pc
from graph.model.account import PersonKind
from graph.model.ids import handle_in

CALLED_BY: Final = ("name", "handle", "id")
"""A person is called by the first of these columns that one of its accounts has, and by the first account with it."""

ASKED: Final = (*CALLED_BY, "kind", "born")
"""Columns of accounts from which follows what a person is called."""


def call(accounts: Iterable[Mapping[str, Any]]) -> tuple[str, str]:
    """Name and kind of a person, by the rows of its accounts; the first account is the one that was known first.

    The kind is what the first account says that knows.

    >>> call([{"id": "crm:7", "name": "Ada Lovelace", "handle": None, "kind": "HUMAN", "born": 2},
    ...       {"id": "x:1", "name": None, "handle": "ada", "kind": "UNKNOWN", "born": 1}])
    ('Ada Lovelace', 'HUMAN')
    """
    rows = sorted(accounts, key=lambda row: (row["born"] or 0, row["id"]))
    names = (_text(row, column) for column in CALLED_BY for row in rows)
    kinds = (row["kind"] for row in rows if row["kind"] != PersonKind.UNKNOWN)
    return next(filter(None, names)), next(kinds, PersonKind.UNKNOWN.value)


def _text(row: Mapping[str, Any], column: str) -> str | None:
    """What an account has there; a handle known by itself is in its account's id."""
    return row[column] or (handle_in(row["id"]) if column == "handle" else None)


def call_all(accounts: Any, person: NDArray[np.int32]) -> tuple[Any, Any]:
    """Names and kinds of p people, as Arrow texts (p).

    `accounts` is an Arrow table with the columns `ASKED`; `person` int32 (n) is whose each account is, 0 to p - 1, each
    of them at least once. Nearly all people have one account, where nothing has to be chosen but the column.
    """
    accounts = accounts.select(ASKED)
    count = np.bincount(person)
    row = np.zeros(count.size, np.int64)
    row[person] = np.arange(person.size)
    names, kinds = (texts.take(pa.array(row)) for texts in (_called(accounts), accounts["kind"].combine_chunks()))
    crowded = np.flatnonzero(count[person] > 1)
    whose = person[crowded]
    order = np.argsort(whose, kind="stable")
    rows = accounts.take(pa.array(crowded[order])).to_pylist()
    pairs = groupby(zip(whose[order].tolist(), rows, strict=True), key=itemgetter(0))
    calls = [call(row for _, row in group) for _, group in pairs]
    mask = pa.array(count > 1)
    return tuple(
        pc.replace_with_mask(texts, mask, pa.array([one[part] for one in calls], pa.large_string()))
        for part, texts in enumerate((names, kinds))
    )


def _called(accounts: Any) -> Any:
    """What each account is called by itself."""
    ids, handles = accounts["id"].combine_chunks(), _filled(accounts["handle"].combine_chunks())
    unshown = pc.and_(pc.match_substring(ids, ":@"), pc.is_null(handles))
    named = pa.array([handle_in(identifier) for identifier in ids.filter(unshown).to_pylist()], pa.large_string())
    columns = {"id": ids, "name": accounts["name"].combine_chunks()}
    columns["handle"] = pc.replace_with_mask(handles, unshown, named)
    return pc.coalesce(*(_filled(columns[name]) for name in CALLED_BY))


def _filled(texts: Any) -> Any:
    """Texts with null for empty ones."""
    return pc.if_else(pc.equal(texts, ""), pa.scalar(None, pa.large_string()), texts)
