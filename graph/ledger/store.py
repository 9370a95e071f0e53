"""The store: a ledger over a row store, with its state folder."""

import logging
import time
import uuid
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from typing_extensions import override

from graph.errors import HalfRestored, StoreUnavailable
from graph.ledger.backup import Progress, write_backup
from graph.ledger.backup_file import Backup
from graph.ledger.decisions import LedgerDecisions
from graph.ledger.keyed import HALF_RESTORED, RESTORING, KeyedRowStore
from graph.ledger.put_aside import forget_put_aside
from graph.ledger.views.view import LedgerView
from graph.ledger.writer import LedgerWriter
from graph.port.store import GraphStore
from graph.rows.change_log import erased_seq, forget_changes, note_scrubbed, unscrubbed
from graph.rows.publishing import Publisher
from graph.rows.row_store import RowStore, RowWriter
from graph.snapshot.state import forget_loads, of_server, oldest_generation, prepare, tombstone_key

if TYPE_CHECKING:
    from graph.snapshot.generations import Generations


_LOG: Final = logging.getLogger("kith.store")


class LedgerStore(GraphStore):
    """All meaning over one row store: the same answers whatever the row store is made of."""

    def __init__(
        self, row_store: RowStore, state: Path | None = None, key: bytes | None = None, *, restoring: bool = False
    ) -> None:
        """Make a store over rows; `key` is that of the tombstones, by default the one in the state folder.

        One into which a backup was put in part is opened for `restoring` alone; else StoreUnavailable is raised.
        """
        self._row_store = row_store
        store_id, half_restored = row_store.read(lambda reader: (reader.meta("store_id"), reader.meta(RESTORING)))
        if half_restored and not restoring:
            raise HalfRestored(HALF_RESTORED)
        self.store_id = store_id or row_store.write(_give_id)
        self._state_folder = state or of_server(self.store_id)
        self._given_key, self._restoring = key, restoring
        self._prepare()
        forget_put_aside(self._state_folder)
        self._last = 0

    @cached_property
    def _key(self) -> bytes:
        """The key of the tombstones, without which nothing is written. Raises StoreUnavailable."""
        if self._given_key is not None:
            return self._given_key
        return tombstone_key(prepare(self.state_folder))

    @cached_property
    def _keyed(self) -> KeyedRowStore:
        return KeyedRowStore(self._row_store, self._key, restoring=self._restoring)

    def _prepare(self) -> None:
        """Have a state folder with the key; where none can be made, the store can be read all the same."""
        try:
            prepare(self.state_folder)
            self._key  # noqa: B018  made at first use
        except StoreUnavailable as error:
            if not isinstance(error.__cause__, OSError):
                raise
            _LOG.warning("%s; the store can be read and not written", error)

    @property
    @override
    def state_folder(self) -> Path:
        return self._state_folder

    @property
    def row_store(self) -> RowStore:
        """What lies below, for tests that look below."""
        return self._row_store

    def erasures_hold(self) -> bool:
        """Whether this store's tombstones were made with the key at hand; if not, nothing can be written."""
        return self._keyed.holds()

    @property
    def erased_seq(self) -> int:
        """The number of the change sequence at which somebody was last erased; 0 when nobody was."""
        return self._row_store.read(erased_seq)

    def is_unscrubbed(self) -> bool:
        """Whether somebody was erased, and files of the store may still hold what is gone from it."""
        return bool(self._row_store.read(unscrubbed))

    def scrub(self) -> bool:
        """Take a snapshot in place of those that know who was erased, and leave nothing of them in the store's files.

        Returns False when others read or write just now: then repeat it later. Cheap when nobody was erased.
        """
        erasure = self._row_store.read(unscrubbed)
        if not erasure:
            return True
        forget_loads(self._state_folder)
        self.view().snapshot()
        return self._row_store.scrub() and self._row_store.write(lambda writer: note_scrubbed(writer, erasure))

    def backup(self, path: Path, progress: Progress = lambda _stage, _share: None) -> Backup:
        """Write all that the store holds, as of one moment, to a new file. Raises StoreUnavailable."""
        return write_backup(self._row_store, path, progress)

    def restore(
        self, path: Path, backup: Backup, *, replace: bool, progress: Progress = lambda _stage, _share: None
    ) -> int:
        """Put a checked backup in place of what the store holds, but for who was erased since: `Restoring.restore`."""
        from graph.ledger.restoring import Restoring  # noqa: PLC0415  it opens a SQLite file, which others do not need

        return Restoring(self._keyed, self._key, self.state_folder, progress).restore(path, backup, replace=replace)

    @override
    def writer(self, source: str, input: str = "") -> LedgerWriter:
        return LedgerWriter(self._keyed, self._key, source, input, self._now, self._forget_changes)

    @override
    def decisions(self, actor: str) -> LedgerDecisions:
        return LedgerDecisions(self._keyed, self._key, actor, self._now)

    @override
    def view(self) -> LedgerView:
        return LedgerView(self._row_store, self._generations)

    @property
    @override
    def publisher(self) -> Publisher | None:
        return self._row_store.publisher

    @override
    def commits(self) -> int:
        return self._row_store.commits()

    @override
    def close(self) -> None:
        self._row_store.close()

    def _generations(self) -> "Generations":
        from graph.snapshot.generations import Generations  # noqa: PLC0415  pandas and pyarrow take half a second to import

        return Generations(self.state_folder, self.store_id)

    def _forget_changes(self, writer: RowWriter) -> None:
        """Forget removals that no snapshot here needs to hear of; who has an older one freezes anew."""
        oldest = oldest_generation(self.state_folder)
        forget_changes(writer, writer.seq if oldest is None else oldest)

    def _now(self) -> int:
        """Microseconds UTC, never the same twice in one process, so that what came later is later."""
        self._last = max(time.time_ns() // 1000, self._last + 1)
        return self._last


def _give_id(writer: RowWriter) -> str:
    known = writer.meta("store_id")
    if known is None:
        known = uuid.uuid4().hex
        writer.set_meta("store_id", known)
    return known
