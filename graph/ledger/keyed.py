"""A row store that is written only with the key that its tombstones were made with."""

import hmac
from collections.abc import Callable
from typing import Final, TypeVar

from typing_extensions import override

from graph.errors import HalfRestored, OtherTombstoneKey
from graph.ledger.tombstones import tombstone_name
from graph.model.tombstone import Reason
from graph.rows.change_log import note_erasure
from graph.rows.publishing import Publisher
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.table import Table

T = TypeVar("T")

_DIGEST: Final = "tombstone_key"
"""Name of the setting in the store that tells its key from others, and tells nobody the key."""

RESTORING: Final = "restoring"
"""Name of the setting in the store that says that it is being restored, and holds nothing whole until that is done."""

HALF_RESTORED: Final = (
    "the store holds a part of a backup: restoring it was not finished; run kith restore FILE again, which begins anew"
)

_PURPOSE: Final = b"kith: the key of the tombstones"


class KeyedRowStore(RowStore):
    """The row store below, whose writes raise OtherTombstoneKey where tombstones would not be recognised.

    Who was erased could come back with such a write. The digest of the key lies in the store; while there is no
    tombstone, the key that writes is the key of the store.
    """

    def __init__(self, row_store: RowStore, key: bytes, *, restoring: bool = False) -> None:
        self._row_store = row_store
        self._restoring = restoring
        self._key = key
        self._digest = hmac.digest(key, _PURPOSE, "sha256").hex()

    def holds(self) -> bool:
        """Whether the tombstones that are there were made with this key."""
        return self._row_store.read(self._fits)

    @override
    def read(self, work: Callable[[RowReader], T]) -> T:
        return self._row_store.read(work)

    @override
    def read_long(self, work: Callable[[RowReader], T]) -> T:
        return self._row_store.read_long(work)

    @property
    @override
    def rows_a_transaction(self) -> int | None:
        return self._row_store.rows_a_transaction

    @override
    def write(self, work: Callable[[RowWriter], T]) -> T:
        def checked(writer: RowWriter) -> T:
            self._check(writer)
            return work(writer)

        return self._row_store.write(checked)

    @property
    @override
    def publisher(self) -> Publisher | None:
        return self._row_store.publisher

    @override
    def commits(self) -> int:
        return self._row_store.commits()

    @override
    def version(self) -> tuple[str, str]:
        return self._row_store.version()

    @override
    def faults(self) -> list[str]:
        return self._row_store.faults()

    @override
    def scrub(self) -> bool:
        return self._row_store.scrub()

    @override
    def close(self) -> None:
        self._row_store.close()

    def _check(self, writer: RowWriter) -> None:
        if not self._restoring and writer.meta(RESTORING):
            raise HalfRestored(HALF_RESTORED)
        if writer.meta(_DIGEST) == self._digest:
            return
        if not self._fits(writer):
            raise OtherTombstoneKey(
                "who was erased from this store could come back, so nothing is written: its tombstones were made with"
                " another key; put the former tombstone.key back into the state folder (KITH_STATE), or set"
                " KITH_TOMBSTONE_KEY"
            )
        if writer.meta(_DIGEST) is None and _holds_erasures(writer):
            note_erasure(writer)  # by a Kith that cleared away nothing after it
        writer.set_meta(_DIGEST, self._digest)

    def _fits(self, reader: RowReader) -> bool:
        digest = reader.meta(_DIGEST)
        if digest == self._digest or not reader.count(Table.TOMBSTONES):
            return True
        return digest is None and self._fits_undigested(reader)

    def _fits_undigested(self, reader: RowReader) -> bool:
        """Whether the tombstones of a store that was written before digests were kept are of this key.

        They lie on accounts that are hidden or came back, and on what was removed; where nothing is either, they are of
        records that never came, and nobody can tell.
        """
        hidden: set[str] = set()
        names: set[str] = set()
        for block in reader.scan(Table.ACCOUNTS, ["id", "hidden"]):
            hidden |= {name for name, reason in zip(block["id"], block["hidden"], strict=True) if reason is not None}
            names |= {tombstone_name(self._key, identifier) for identifier in block["id"]}
        removed = {key for block in reader.scan(Table.CHANGES, ["key"]) for key in block["key"]}
        names |= {tombstone_name(self._key, identifier) for identifier in removed}
        if not (hidden or removed) or reader.get(Table.TOMBSTONES, sorted(names), ["id"]):
            return True
        return not hidden and not _holds_erasures(reader)


def _holds_erasures(reader: RowReader) -> bool:
    """Whether somebody was erased, or opted out, for ever."""
    reasons = {reason for block in reader.scan(Table.TOMBSTONES, ["reason"]) for reason in block["reason"]}
    return any(reason.value in reasons for reason in Reason if reason.for_ever)
