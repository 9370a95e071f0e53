"""Cleansing: what a record refers to and may not, because a tombstone lies on it."""

from typing import Any, Final

from graph.ledger.tombstones import Tombstones
from graph.rows.table import Table

_HANGS_ON: Final = {
    Table.ACCOUNTS: (),
    Table.POSTS: ("author",),
    Table.INTERACTIONS: ("actor", "target"),
    Table.TRANSACTIONS: ("account",),
}
"""References without which a record is nothing."""

_MAY_LACK: Final = {
    Table.ACCOUNTS: (),
    Table.POSTS: ("reply_to", "repost_of", "quote_of"),
    Table.INTERACTIONS: ("post",),
    Table.TRANSACTIONS: (),
}
"""References that a record can lose."""


def cleanse(tombstones: Tombstones, table: Table, content: dict[str, Any]) -> bool:
    """Take references to what is gone out of a statement; returns whether anything is left of it.

    The tombstones of all references have been looked up.
    """
    if any(tombstones.gone(content[column]) for column in _HANGS_ON[table]):
        return False
    for column in _MAY_LACK[table]:
        if tombstones.gone(content[column]):
            content[column] = None
    if table is Table.POSTS:
        content["mentions"] = [m for m in content["mentions"] if not tombstones.gone(m)]
    return table is not Table.INTERACTIONS or content["target"] is not None or content["post"] is not None
