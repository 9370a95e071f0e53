"""The store: a ledger over a shelf, with its state folder."""

import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from graph.ledger.decisions import LedgerDesk
from graph.ledger.view import LedgerView
from graph.ledger.writer import LedgerWriter
from graph.port.store import GraphStore
from graph.rows.row_store import Shelf, WriteShelf
from graph.snapshot.state import of_server, prepare, tombstone_key

if TYPE_CHECKING:
    from graph.snapshot.generations import Generations


class LedgerStore(GraphStore):
    """All meaning over one shelf: the same answers whatever the shelf is made of."""

    def __init__(self, shelf: Shelf, state: Path | None = None) -> None:
        self._shelf = shelf
        self.store_id = shelf.read(lambda s: s.meta("store_id")) or shelf.write(_give_id)
        self.state_folder = prepare(state or of_server(self.store_id))
        self._key = tombstone_key(self.state_folder)
        self._last = 0

    @property
    def shelf(self) -> Shelf:
        """What lies below, for those who work on one kind of store (publishing to Neo4j, doctor)."""
        return self._shelf

    @override
    def writer(self, source: str, input: str = "") -> LedgerWriter:
        return LedgerWriter(self._shelf, self._key, source, input, self._now)

    @override
    def desk(self, actor: str) -> LedgerDesk:
        return LedgerDesk(self._shelf, self._key, actor, self._now)

    @override
    def view(self) -> LedgerView:
        return LedgerView(self._shelf, self._generations)

    @override
    def commits(self) -> int:
        return self._shelf.commits()

    @override
    def close(self) -> None:
        self._shelf.close()

    def _generations(self) -> "Generations":
        from graph.snapshot.generations import Generations  # noqa: PLC0415  pandas and pyarrow take half a second to import

        return Generations(self.state_folder, self.store_id)

    def _now(self) -> int:
        """Microseconds UTC, never the same twice in one process, so that what came later is later."""
        self._last = max(time.time_ns() // 1000, self._last + 1)
        return self._last


def _give_id(shelf: WriteShelf) -> str:
    known = shelf.meta("store_id")
    if known is None:
        known = uuid.uuid4().hex
        shelf.set_meta("store_id", known)
    return known
