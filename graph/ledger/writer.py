"""The pen of one load."""

from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import override

from graph.ledger.applying import Application, Applied, Origin
from graph.ledger.counting import count_load
from graph.ledger.erasing import erase_accounts
from graph.ledger.letters import keep_rejected, known_networks
from graph.ledger.loads import open_load, parts_of, stated_at, to_load, totals_of
from graph.ledger.parts import part_rows
from graph.ledger.sweeping import sweep_source
from graph.ledger.tombstones import Tombstones
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.tombstone import Reason
from graph.port.batch import Batch, Counts, Cursor, Erasure, Load, Written
from graph.port.writer import GraphWriter
from graph.rows.row_store import RowStore, RowWriter
from graph.rows.table import Table


class LedgerWriter(GraphWriter):
    """Writes one load to a row store; see `GraphWriter`."""

    def __init__(
        self,
        row_store: RowStore,
        key: bytes,
        source: str,
        load_input: str,
        now: Callable[[], int],
        tidy: Callable[[RowWriter], None] = lambda _: None,
    ) -> None:
        """Open a load; `tidy` is run at its end."""
        self._row_store = row_store
        self._key = key
        self._now = now
        self._tidy = tidy
        self._row, self._stated_at = row_store.write(lambda s: self._open(s, source, load_input))
        self._resumed_at = int(self._row["position"])

    def _open(self, writer: RowWriter, source: str, load_input: str) -> tuple[dict[str, Any], int]:
        row = open_load(writer, source, load_input, self._now())
        return row, stated_at(writer, row)

    @property
    @override
    def load(self) -> Load:
        return to_load(self._row)

    @property
    @override
    def resumed_at(self) -> int:
        return self._resumed_at

    @override
    def write(self, batch: Batch, cursor: Cursor | None = None) -> Written:
        row, written = self._row_store.write(lambda writer: self._write(writer, batch, cursor))
        self._row = row
        return written

    @override
    def sweep(self, *, yes: bool = False) -> int:
        removed = sweep_source(self._row_store, self._key, self._row["source"], self._row["id"], yes=yes)
        load = self.load
        self._keep(written=load.written, counts=load.counts, removed=load.removed + removed)
        return removed

    @override
    def erase(self, account_ids: Sequence[str], reason: Reason = Reason.ERASED) -> list[Erasure]:
        return self._row_store.write(lambda writer: erase_accounts(writer, self._key, account_ids, reason, self._now()))

    @override
    def finish(self) -> Load:
        counts = self._row_store.read(lambda reader: count_load(reader, self._row["id"]))
        load = self.load
        finished_at = max(self._now(), self._row["started_at"])
        self._keep(written=load.written, counts=counts, removed=load.removed, finished_at=finished_at)
        self._row_store.write(self._tidy)
        return self.load

    @override
    def close(self) -> None:
        """Nothing is held between batches."""

    def _write(self, writer: RowWriter, batch: Batch, cursor: Cursor | None) -> tuple[dict[str, Any], Written]:
        unit, tombstones = UnitOfWork(writer), Tombstones(writer, self._key)
        origin = Origin(self._row["source"], self._row["id"], self._stated_at)
        applied = Application(unit, tombstones, origin).apply(batch.records)
        unit.write()
        tombstones.write(writer)
        _note_networks(writer, applied)
        letters = keep_rejected(writer, tombstones, origin.load, batch.rejected)
        applied.suppressed += len(batch.rejected) - letters
        written = applied.tally(len(batch.records) + len(batch.rejected), letters)
        parts = parts_of(self._row) + 1
        writer.put(Table.PARTS, part_rows(origin.load, parts, applied))
        load = to_load(self._row)
        row = {
            **self._row,
            "position": cursor.position if cursor else load.position,
            "totals": totals_of(load.written + written, load.counts, load.removed, parts),
        }
        writer.put(Table.LOADS, [row])
        return row, written

    def _keep(self, *, written: Written, counts: Counts, removed: int, finished_at: int | None = None) -> None:
        totals = totals_of(written, counts, removed, parts_of(self._row))
        row = {**self._row, "finished_at": finished_at, "totals": totals}
        self._row_store.write(lambda writer: writer.put(Table.LOADS, [row]))
        self._row = row


def _note_networks(writer: RowWriter, applied: Applied) -> None:
    known = known_networks(writer)
    new = sorted({a.partition(":")[0] for a in applied.named_accounts} - set(known))
    if new:
        writer.set_meta("networks", " ".join([*known, *new]))
