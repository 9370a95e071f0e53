"""The logical tables that every store keeps. Columns of records follow from their declarations in `graph.model`."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from graph.model.account import Account
from graph.model.column import Column, columns_of, content_columns
from graph.model.interaction import Interaction
from graph.model.judgement import Judgement
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.model.watch import Watch


class Table(StrEnum):
    """What a store keeps rows of. The first four hold records, on which sources make statements."""

    ACCOUNTS = "accounts"
    POSTS = "posts"
    INTERACTIONS = "interactions"
    TRANSACTIONS = "transactions"
    JUDGEMENTS = "judgements"
    TEAM = "team"
    WATCHES = "watches"
    LOADS = "loads"
    PARTS = "parts"
    REJECTED = "rejected"
    TOMBSTONES = "tombstones"
    CHANGES = "changes"


RECORDS: Final[dict[Table, type]] = {
    Table.ACCOUNTS: Account,
    Table.POSTS: Post,
    Table.INTERACTIONS: Interaction,
    Table.TRANSACTIONS: Transaction,
}
"""What the rows of the record tables are rows of."""

RECORD_TABLES: Final = tuple(RECORDS)

CASE_FOLDED: Final = "case_folded"
"""The fact about a store that some of its ids were made from case-folded handles, by a Kith before schema 5."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Columns of a table, name to type (`text`, `int`, `real`, `bool`, `bytes`, `texts` for a list of texts).

    Every table has the key `id`, a text, first. `indexed` columns can be searched with `find`.
    """

    columns: dict[str, str]
    indexed: tuple[str, ...] = ()


_STATED: Final = {
    "id": "text",
    "seq": "int",  # number of the change that last touched the row
    "hash_hi": "int",  # 128-bit hash of the content, as two signed halves; 0, 0 for what is not known
    "hash_lo": "int",
    "known": "bool",  # delivered by a source, not only referred to
    "source": "text",  # whose statement the row shows
    "load": "text",
    "stated_at": "int",
    "timed": "bool",  # the source itself said when; else stated_at is the moment of the first load of that input
    "said": "text",  # JSON list of the statements that the row does not show; null when there is none
}

CONTENT: Final[dict[Table, tuple[str, ...]]] = {
    table: tuple(column.name for column in content_columns(record)) for table, record in RECORDS.items()
}
"""What a source states of a record; all other columns are kept by the store itself."""


_OF_ACCOUNTS: Final = {
    "handle_key": "text",  # network:folded-handle, what handles are looked up by
    "email_key": "text",  # folded e-mail
    "alias_of": "text",  # the real account, for a provisional one that was re-pointed
    "born": "int",  # sequence at which the account was first seen
    "person": "text",  # id of the person it belongs to
    "opted_out": "bool",
    "hidden": "text",  # reason why the source hides the account for now
    "hidden_at": "int",
}
_OF_POSTS: Final = {"born": "int"}  # sequence at which a source delivered it; null for what is not known


def _shape(
    columns: tuple[Column, ...],
    before: Mapping[str, str] = MappingProxyType({}),
    after: Mapping[str, str] = MappingProxyType({}),
    indexed: tuple[str, ...] = (),
) -> Shape:
    """Declared columns, between those that the store adds; what refers to a record is indexed."""
    declared = {column.name: column.type for column in columns}
    references = tuple(column.name for column in columns if column.refers_to)
    return Shape({**before, **declared, **after}, (*indexed, *references))


SHAPES: Final[dict[Table, Shape]] = {
    Table.ACCOUNTS: _shape(
        content_columns(Account), _STATED, _OF_ACCOUNTS, ("seq", "handle_key", "email_key", "alias_of", "person")
    ),
    Table.POSTS: _shape(content_columns(Post), _STATED, _OF_POSTS, ("seq",)),
    Table.INTERACTIONS: _shape(content_columns(Interaction), _STATED, indexed=("seq",)),
    Table.TRANSACTIONS: _shape(content_columns(Transaction), _STATED, indexed=("seq",)),
    Table.JUDGEMENTS: _shape(columns_of(Judgement)),
    Table.TEAM: Shape({"id": "text", "relation": "text", "by": "text", "at": "int"}),
    Table.WATCHES: _shape(columns_of(Watch)),
    Table.LOADS: Shape(
        {
            "id": "text",
            "source": "text",
            "input": "text",
            "started_at": "int",
            "finished_at": "int",
            "position": "int",
            "totals": "text",  # JSON of Written, Counts and removed
        },
        ("source",),
    ),
    # which records a load had, as packed hashes of their ids: what a sweep and the undoing of a load go by
    Table.PARTS: Shape({"id": "text", "load": "text", "kind": "text", "members": "bytes"}, ("load",)),
    Table.REJECTED: Shape(
        {
            "id": "text",
            "number": "int",
            "load": "text",
            "at": "text",
            "reason": "text",
            "raw": "text",
            "account": "text",
        },
        ("load", "number", "account"),
    ),
    Table.TOMBSTONES: Shape({"id": "text", "reason": "text", "at": "int"}),
    Table.CHANGES: Shape({"id": "text", "seq": "int", "kind": "text", "key": "text"}, ("seq",)),
}
