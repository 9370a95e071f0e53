"""Freezing people: who they are called, what they are to us, whether they opted out."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from graph import arrow_compute as pc
from graph.model.account import PersonKind, Relation
from graph.model.people_names import call_all
from graph.model.relation import BY_STATUS, STRONGEST_FIRST
from graph.model.transaction import TransactionStatus
from graph.snapshot.snapshot import PeopleColumns, TransactionColumns

_KINDS = [kind.value for kind in PersonKind]
_RELATIONS = [relation.value for relation in Relation]
_RANK = np.array([STRONGEST_FIRST.index(relation) for relation in Relation], np.int8)
"""Relation code to rank, 0 the strongest."""
_CODE = np.argsort(_RANK).astype(np.int8)
"""Rank to relation code."""
_STATUS_RANK = np.array([STRONGEST_FIRST.index(BY_STATUS[status]) for status in TransactionStatus], np.int8)


def freeze_people(
    accounts: Any, team: Mapping[str, Relation], transactions: TransactionColumns
) -> tuple[PeopleColumns, NDArray[np.int32]]:
    """People of visible accounts (an Arrow table ordered by id), ordered by id, and each account's row of people."""
    persons = accounts["person"].combine_chunks()
    ids = pc.unique(persons)
    ids = ids.take(pc.sort_indices(ids)) if len(ids) else pa.array([], pa.large_string())
    person = pc.index_in(persons, value_set=ids).to_numpy(zero_copy_only=False).astype(np.int32)
    count = len(ids)
    relation = np.full(count, len(STRONGEST_FIRST) - 1, np.int8)
    np.minimum.at(relation, person, _account_ranks(accounts, team))
    if transactions.account.size:
        np.minimum.at(relation, person[transactions.account], _STATUS_RANK[transactions.status])
    opted_out = np.zeros(count, np.bool_)
    opted_out[person[_flags(accounts, "opted_out")]] = True
    names, kinds = call_all(accounts, person)
    columns = PeopleColumns(
        ids=ids,
        names=names,
        kind=_codes(kinds, _KINDS),
        relation=_CODE[relation],
        opted_out=opted_out,
    )
    return columns, person


def _account_ranks(accounts: Any, team: Mapping[str, Relation]) -> NDArray[np.int8]:
    ranks = _RANK[_codes(accounts["relation"].combine_chunks(), _RELATIONS)]
    if team:
        names = pa.array(list(team), pa.large_string())
        place = pc.fill_null(pc.index_in(accounts["id"].combine_chunks(), value_set=names), -1)
        rows = place.to_numpy(zero_copy_only=False)
        ours = np.array([STRONGEST_FIRST.index(relation) for relation in team.values()], np.int8)
        mine = rows >= 0
        ranks[mine] = np.minimum(ranks[mine], ours[rows[mine]])
    return ranks


def _codes(words: Any, values: list[str]) -> NDArray[np.int8]:
    codes = pc.index_in(words, value_set=pa.array(values, pa.large_string()))
    missing = values.index("UNKNOWN")
    filled: NDArray[np.int32] = pc.fill_null(codes, missing).to_numpy(zero_copy_only=False)
    return filled.astype(np.int8)


def _flags(accounts: Any, name: str) -> NDArray[np.bool_]:
    values: NDArray[np.bool_] = pc.fill_null(accounts[name].combine_chunks(), False).to_numpy(zero_copy_only=False)
    return values
