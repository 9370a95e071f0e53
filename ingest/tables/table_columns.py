"""The columns of Kith's own tables: those that a record declares, and what a row can say besides."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from graph.model.account import Account
from graph.model.column import columns_of
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.tombstone import Reason
from graph.model.transaction import Transaction


class TableKind(StrEnum):
    """What a table holds, by the names of the project's own files."""

    PEOPLE = "people"
    POSTS = "posts"
    INTERACTIONS = "interactions"
    TRANSACTIONS = "transactions"
    DELETIONS = "deletions"


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column by its name in a table, what it holds, the words it may have if they are few, and if it is a moment."""

    name: str
    help: str
    words: tuple[str, ...] = ()
    moment: bool = False


RETURNED: Final = "RETURNED"
"""In place of a reason for a deletion: the account is back."""

_NETWORK: Final = TableColumn("network", "the network of native ids and handles in the row")
_FURTHER: Final[Mapping[TableKind, tuple[TableColumn, ...]]] = {
    TableKind.PEOPLE: (_NETWORK,),
    TableKind.POSTS: (
        _NETWORK,
        TableColumn("author_handle", "the author's handle"),
        TableColumn("reply_to_handle", "the handle of the account that it answers"),
        TableColumn("author_name", "the name that the author shows"),
    ),
    TableKind.INTERACTIONS: (
        _NETWORK,
        TableColumn("from_handle", "the handle of the account that acts"),
        TableColumn("to_handle", "the handle of the account that it is done to"),
    ),
    TableKind.TRANSACTIONS: (_NETWORK, TableColumn("account_handle", "the handle of the account that buys")),
}
"""What a row can say that is no column of its record."""

_UNSAID: Final = frozenset({"known", "alias_of", "evidence"})
"""Columns of records that no table has: the store works them out, or another source brings them."""

_CALLED: Final[Mapping[tuple[type, str], str]] = {(Interaction, "actor"): "from", (Interaction, "target"): "to"}
"""Names in tables that are not those of the record."""


def name_in_tables(record: type, column: str) -> str:
    """What a table calls a column of a record."""
    return _CALLED.get((record, column), column)


def _columns(record: type, further: tuple[TableColumn, ...]) -> dict[str, TableColumn]:
    declared = [
        TableColumn(name_in_tables(record, column.name), column.help, column.words, column.values is datetime)
        for column in columns_of(record)
        if column.name not in _UNSAID
    ]
    return {column.name: column for column in (*declared, *further)}


COLUMNS: Final[Mapping[TableKind, Mapping[str, TableColumn]]] = {
    TableKind.PEOPLE: _columns(Account, _FURTHER[TableKind.PEOPLE]),
    TableKind.POSTS: _columns(Post, _FURTHER[TableKind.POSTS]),
    TableKind.INTERACTIONS: _columns(Interaction, _FURTHER[TableKind.INTERACTIONS]),
    TableKind.TRANSACTIONS: _columns(Transaction, _FURTHER[TableKind.TRANSACTIONS]),
    TableKind.DELETIONS: {
        "id": TableColumn("id", "what is deleted: an account, or any record by its full id"),
        "at": TableColumn("at", "when that became known", moment=True),
        "reason": TableColumn(
            "reason",
            "why; `source_deleted` when empty, and `returned` for an account that is back",
            (*(reason.name for reason in Reason), RETURNED),
        ),
        "network": _NETWORK,
    },
}
"""The columns of each of the project's own tables, by name."""

NEEDED: Final[Mapping[TableKind, tuple[tuple[str, ...], ...]]] = {
    TableKind.PEOPLE: (("id", "handle"),),
    TableKind.POSTS: (("id",), ("author", "author_handle"), ("text",)),
    TableKind.INTERACTIONS: (("from", "from_handle"), ("to", "to_handle", "post"), ("kind",)),
    TableKind.TRANSACTIONS: (
        ("id",), ("account", "account_handle"), ("kind",), ("status",), ("amount", "lines"), ("currency",), ("at",),
    ),
    TableKind.DELETIONS: (("id",), ("at",)),
}  # fmt: skip
"""What a table cannot do without: of each group one."""
