"""The pen of one load."""

from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import override

from graph.ledger.applying import Application, Applied, Origin
from graph.ledger.counting import count_load
from graph.ledger.erasing import erase_accounts
from graph.ledger.loads import open_load, parts_of, stated_at, to_load, totals_of
from graph.ledger.parts import part_rows
from graph.ledger.sweeping import sweep_source
from graph.ledger.tombstones import Stones
from graph.ledger.unit_of_work import Draft
from graph.model.tombstone import Reason
from graph.port.batch import Batch, Counts, Cursor, Erasure, Load, Rejected, Written
from graph.port.store import GraphWriter
from graph.rows.row_store import ReadShelf, Shelf, WriteShelf
from graph.rows.table import Table


class LedgerWriter(GraphWriter):
    """Writes one load to a shelf; see `GraphWriter`."""

    def __init__(self, shelf: Shelf, key: bytes, source: str, load_input: str, now: Callable[[], int]) -> None:
        self._shelf = shelf
        self._key = key
        self._now = now
        self._row, self._stated_at = shelf.write(lambda s: self._open(s, source, load_input))
        self._resumed_at = int(self._row["position"])

    def _open(self, shelf: WriteShelf, source: str, load_input: str) -> tuple[dict[str, Any], int]:
        row = open_load(shelf, source, load_input, self._now())
        return row, stated_at(shelf, row)

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
        row, written = self._shelf.write(lambda shelf: self._write(shelf, batch, cursor))
        self._row = row
        return written

    @override
    def sweep(self, *, yes: bool = False) -> int:
        removed = sweep_source(self._shelf, self._key, self._row["source"], self._row["id"], yes=yes)
        load = self.load
        self._keep(written=load.written, counts=load.counts, removed=load.removed + removed)
        return removed

    @override
    def erase(self, account_ids: Sequence[str], reason: Reason = Reason.ERASED) -> list[Erasure]:
        return self._shelf.write(lambda shelf: erase_accounts(shelf, self._key, account_ids, reason, self._now()))

    @override
    def finish(self) -> Load:
        counts = self._shelf.read(lambda shelf: count_load(shelf, self._row["id"]))
        load = self.load
        self._keep(written=load.written, counts=counts, removed=load.removed, finished_at=self._now())
        return self.load

    @override
    def close(self) -> None:
        """Nothing is held between batches."""

    def _write(self, shelf: WriteShelf, batch: Batch, cursor: Cursor | None) -> tuple[dict[str, Any], Written]:
        draft, stones = Draft(shelf), Stones(shelf, self._key)
        origin = Origin(self._row["source"], self._row["id"], self._stated_at)
        applied = Application(draft, stones, origin).apply(batch.records)
        draft.write()
        stones.write(shelf)
        _note_networks(shelf, applied)
        _keep_rejected(shelf, origin.load, batch.rejected)
        read = len(batch.records) + len(batch.rejected)
        written = applied.tally(read, len(batch.rejected))
        parts = parts_of(self._row) + 1
        shelf.put(Table.PARTS, part_rows(origin.load, parts, applied))
        load = to_load(self._row)
        row = {
            **self._row,
            "position": cursor.position if cursor else load.position,
            "totals": totals_of(load.written + written, load.counts, load.removed, parts),
        }
        shelf.put(Table.LOADS, [row])
        return row, written

    def _keep(self, *, written: Written, counts: Counts, removed: int, finished_at: int | None = None) -> None:
        totals = totals_of(written, counts, removed, parts_of(self._row))
        row = {**self._row, "finished_at": finished_at, "totals": totals}
        self._shelf.write(lambda shelf: shelf.put(Table.LOADS, [row]))
        self._row = row


def known_networks(shelf: ReadShelf) -> list[str]:
    """Networks of which the store has had accounts."""
    return (shelf.meta("networks") or "").split()


def _note_networks(shelf: WriteShelf, applied: Applied) -> None:
    known = known_networks(shelf)
    new = sorted({a.partition(":")[0] for a in applied.named_accounts} - set(known))
    if new:
        shelf.set_meta("networks", " ".join([*known, *new]))


def _keep_rejected(shelf: WriteShelf, load: str, rejected: Sequence[Rejected]) -> None:
    if not rejected:
        return
    first = int(shelf.meta("rejected") or 0) + 1
    shelf.set_meta("rejected", str(first + len(rejected) - 1))
    rows = [
        {
            "id": f"{number:020d}",
            "number": number,
            "load": load,
            "at": letter.at,
            "reason": letter.reason,
            "raw": letter.raw,
            "account": letter.account,
        }
        for number, letter in enumerate(rejected, first)
    ]
    shelf.put(Table.REJECTED, rows)
