"""Cleansing: what a record refers to and may not, because a tombstone lies on it."""

from collections.abc import Callable
from typing import Any, Final

from graph.model.column import Reference
from graph.rows.rows import references
from graph.rows.table import RECORD_TABLES, Table

_ANSWERED: Final = "reply_to_author"
_HANGS_ON: Final = {
    table: tuple(column for column in references(table, Reference.ACCOUNT, lists=False) if column != _ANSWERED)
    for table in RECORD_TABLES
}
"""References without which a record is nothing: to whoever it is by, or is done to."""

_MAY_LACK: Final = {
    table: references(table, Reference.POST) + ((_ANSWERED,) if table is Table.POSTS else ()) for table in RECORD_TABLES
}
"""References that a record can lose."""

_LISTS: Final = {table: references(table, Reference.ACCOUNT, lists=True) for table in RECORD_TABLES}
"""References to many, of which a record can lose each."""


def cleanse(gone: Callable[[str], bool], table: Table, content: dict[str, Any]) -> bool:
    """Take references to what is gone out of a statement; returns whether anything is left of it.

    `gone` says of an id whether it may not be referred to; tombstones of all references have been looked up.
    """
    if any(_is(gone, content[column]) for column in _HANGS_ON[table]):
        return False
    for column in _MAY_LACK[table]:
        if _is(gone, content[column]):
            content[column] = None
    for column in _LISTS[table]:
        content[column] = [identifier for identifier in content[column] if not gone(identifier)]
    return table is not Table.INTERACTIONS or content["target"] is not None or content["post"] is not None


def _is(gone: Callable[[str], bool], identifier: str | None) -> bool:
    return identifier is not None and gone(identifier)
