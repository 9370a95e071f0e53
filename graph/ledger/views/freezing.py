"""The graph as a whole: its state and its snapshots."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from typing_extensions import override

from graph.errors import HalfRestored
from graph.ledger.keyed import HALF_RESTORED, RESTORING
from graph.port.views import FreezingView, StoreState
from graph.rows.row_store import RowReader, RowStore
from graph.rows.table import Table
from graph.snapshot.snapshot import Snapshot

if TYPE_CHECKING:
    from graph.snapshot.generations import Generations


class LedgerFreezing(FreezingView):
    """The graph as a whole; see `FreezingView`."""

    _row_store: RowStore
    _generations: Callable[[], "Generations"] | None

    @override
    def seq(self) -> int:
        return self._row_store.read(lambda reader: reader.seq)

    @override
    def state(self) -> StoreState:
        kind, version = self._row_store.version()
        return self._row_store.read(
            lambda reader: StoreState(
                kind, version, reader.schema, reader.seq, {table.value: reader.count(table) for table in Table}
            )
        )

    @override
    def former_snapshots(self) -> Iterator[Snapshot]:
        return iter(()) if self._generations is None else self._generations().kept()

    @override
    def snapshot(self, since: Snapshot | None = None) -> Snapshot:
        if self._generations is None:
            raise RuntimeError("this view was opened without a state folder")
        return self._row_store.read(lambda reader: self._take(reader, since))

    def _take(self, reader: RowReader, since: Snapshot | None) -> Snapshot:
        if since is not None and since.seq == reader.seq:
            return since
        if reader.meta(RESTORING):
            raise HalfRestored(HALF_RESTORED)
        assert self._generations is not None  # noqa: S101  checked by the caller
        return self._generations().take(reader)
