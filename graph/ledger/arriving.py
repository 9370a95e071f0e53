"""Arrivals: what sources delivered after a number of the change sequence, as a small snapshot of its own."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pyarrow as pa

from graph.rows.row_store import RowReader
from graph.rows.table import Table
from graph.snapshot.arrivals import Arrivals
from graph.snapshot.freeze import freeze
from graph.snapshot.raw_tables import schema_of

_PARENTS: Final = ("reply_to", "repost_of", "quote_of")

_Rows = dict[str, dict[str, Any]]


def arrivals(reader: RowReader, after: int, most: int) -> Arrivals:
    """The first posts that came after a number, with what they refer to and who is in them."""
    came = sorted(_came(reader, after))
    seq = came[most - 1][0] if len(came) > most else reader.seq
    came = came[:most]
    posts = reader.get(Table.POSTS, [identifier for _, identifier in came])
    parents = {row[name] for row in posts.values() for name in _PARENTS if row[name]} - posts.keys()
    around = posts | reader.get(Table.POSTS, sorted(parents))
    raw = {
        Table.ACCOUNTS: _table(Table.ACCOUNTS, _accounts(reader, around.values())),
        Table.POSTS: _table(Table.POSTS, around),
        Table.INTERACTIONS: schema_of(Table.INTERACTIONS).empty_table(),
        Table.TRANSACTIONS: schema_of(Table.TRANSACTIONS).empty_table(),
    }
    frozen = freeze(raw, {}, seq)
    place = {identifier: row for row, identifier in enumerate(frozen.posts.ids.to_pylist())}
    pairs = [(born, place[identifier]) for born, identifier in came if identifier in place]
    born, rows = (np.array([pair[of] for pair in pairs], dtype=np.int64) for of in (0, 1))
    return Arrivals(seq=seq, posts=frozen, rows=rows, born=born)


def _came(reader: RowReader, after: int) -> Iterable[tuple[int, str]]:
    for block in reader.scan(Table.POSTS, ["id", "born"], after):
        for identifier, born in zip(block["id"], block["born"], strict=True):
            if born is not None and born > after:
                yield born, identifier


def _accounts(reader: RowReader, posts: Iterable[dict[str, Any]]) -> _Rows:
    """Rows of the accounts that wrote posts or are named in them, and of those that they were re-pointed to."""
    ids = {account for row in posts for account in (row["author"], row["reply_to_author"], *row["mentions"]) if account}
    rows = reader.get(Table.ACCOUNTS, sorted(ids))
    return rows | reader.get(Table.ACCOUNTS, sorted({row["alias_of"] for row in rows.values() if row["alias_of"]}))


def _table(table: Table, rows: _Rows) -> Any:
    schema = schema_of(table)
    ordered = [rows[identifier] for identifier in sorted(rows)]
    return pa.Table.from_pylist([{name: row[name] for name in schema.names} for row in ordered], schema=schema)
