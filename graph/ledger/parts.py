"""Parts: which records each batch of a load spoke of, kept compactly for counting, sweeping and undoing."""

import zlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from graph.rows.row_store import RowReader
from graph.rows.table import RECORD_TABLES, Table

if TYPE_CHECKING:
    from graph.ledger.applying import Applied

NAMED_ACCOUNTS = "named_accounts"
NAMED_POSTS = "named_posts"


def part_rows(load: str, number: int, applied: "Applied") -> list[dict[str, Any]]:
    """Rows that remember what one batch spoke of."""
    kinds: dict[str, Iterable[str]] = {table.value: applied.delivered[table] for table in RECORD_TABLES}
    kinds[NAMED_ACCOUNTS] = applied.named_accounts
    kinds[NAMED_POSTS] = applied.named_posts
    return [
        {"id": f"{load}/{number:08d}/{kind}", "load": load, "kind": kind, "members": pack(ids)}
        for kind, ids in kinds.items()
        if ids
    ]


def pack(ids: Iterable[str]) -> bytes:
    """Ids as one compressed text."""
    return zlib.compress("\x00".join(ids).encode(), 1)


def unpack(members: bytes) -> list[str]:
    """Ids of a packed part.

    >>> unpack(pack(["x:1", "x:2"]))
    ['x:1', 'x:2']
    """
    return zlib.decompress(members).decode().split("\x00")


def members(reader: RowReader, load: str, kind: Table | str) -> Iterator[str]:
    """Ids that a load spoke of; one that stands in several batches comes several times."""
    for row in reader.find(Table.PARTS, "load", [load]):
        if row["kind"] == str(kind):
            yield from unpack(bytes(row["members"]))
