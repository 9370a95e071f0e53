"""The log of removals: what snapshots are brought up to date by, without an id in it."""

import uuid
from collections.abc import Iterable
from hashlib import blake2b
from typing import Any, Final

from graph.rows.row_store import RowReader, RowWriter
from graph.rows.table import Table

_COMPLETE_FROM: Final = "changes_from"
_ERASED: Final = "erased_seq"
_UNSCRUBBED: Final = "unscrubbed"
_AT_ONCE: Final = 10_000


def log_removals(writer: RowWriter, removals: Iterable[tuple[Table, str]], first: int) -> None:
    """Log rows that were removed, by their mark; they have the numbers of the change sequence from `first` on."""
    salt = salt_of(writer)
    rows: list[dict[str, Any]] = [
        {"id": f"{number:020d}", "seq": number, "kind": table.value, "key": removal_mark(salt, identifier)}
        for number, (table, identifier) in enumerate(removals, first)
    ]
    for start in range(0, len(rows), _AT_ONCE):
        writer.put(Table.CHANGES, rows[start : start + _AT_ONCE])


def salt_of(reader: RowReader) -> bytes:
    """What the marks of a store are keyed with: its own id, which differs from store to store."""
    return (reader.meta("store_id") or "").encode()[:64]


def removal_mark(salt: bytes, identifier: str) -> str:
    """What the log holds in place of an id: a keyed hash, which tells who has the id that it was removed."""
    return blake2b(identifier.encode(), key=salt, digest_size=16).hexdigest()


def forget_changes(writer: RowWriter, up_to: int) -> None:
    """Take out of the log what was removed up to a number of the change sequence."""
    last = 0
    while rows := writer.page(Table.CHANGES, "seq", -1, _AT_ONCE):
        rows = [row for row in rows if row["seq"] <= up_to]
        if not rows:
            break
        writer.delete(Table.CHANGES, [row["id"] for row in rows])
        last = int(rows[-1]["seq"])
    if last > complete_from(writer):
        writer.set_meta(_COMPLETE_FROM, str(last))


def begin_anew(writer: RowWriter) -> None:
    """Have every snapshot made before frozen anew: what the store holds was put in place of what it held.

    Take a number of the change sequence first: they are told apart by it.
    """
    forget_changes(writer, writer.seq)
    writer.set_meta(_COMPLETE_FROM, str(writer.seq))


def complete_from(reader: RowReader) -> int:
    """The number of the change sequence from which on the log holds all removals; what is older is frozen anew."""
    return int(reader.meta(_COMPLETE_FROM) or 0)


def note_erasure(writer: RowWriter) -> None:
    """Say that somebody was erased just now: what was made of the store before may still hold them."""
    writer.set_meta(_ERASED, str(writer.seq))
    writer.set_meta(_UNSCRUBBED, uuid.uuid4().hex)


def unscrubbed(reader: RowReader) -> str:
    """Names the last erasure of which the files of the store may still hold something; empty when there is none."""
    return reader.meta(_UNSCRUBBED) or ""


def note_scrubbed(writer: RowWriter, erasure: str) -> bool:
    """Say that the files hold nothing any more of what was deleted; False when another erasure came meanwhile."""
    if unscrubbed(writer) != erasure:
        return False
    writer.set_meta(_UNSCRUBBED, "")
    return True


def erased_seq(reader: RowReader) -> int:
    """The number of the change sequence at which somebody was last erased; 0 when nobody was."""
    return int(reader.meta(_ERASED) or 0)
