"""Loads and dead letters, from rows."""

from collections.abc import Sequence

from typing_extensions import override

from graph.ledger.loads import all_loads
from graph.port.batch import Load, Rejected
from graph.port.views import LoadsView, SourceState
from graph.rows.row_store import RowReader, RowStore
from graph.rows.table import Table


class LedgerLoads(LoadsView):
    """What was loaded; see `LoadsView`."""

    _row_store: RowStore

    @override
    def loads(self) -> list[Load]:
        return self._row_store.read(all_loads)

    @override
    def rejected(self, load: str | None = None, first: int = 100, after: int = 0) -> list[tuple[int, str, Rejected]]:
        return self._row_store.read(lambda reader: _rejected(reader, load, first, after))

    @override
    def sources(self) -> list[SourceState]:
        return _sources(self.loads())


def _rejected(reader: RowReader, load: str | None, first: int, after: int) -> list[tuple[int, str, Rejected]]:
    matching = None if load is None else ("load", load)
    rows = reader.page(Table.REJECTED, "number", after, first, matching)
    return [(r["number"], r["load"], Rejected(r["at"], r["reason"], r["raw"] or "", r["account"])) for r in rows]


def _sources(loads: Sequence[Load]) -> list[SourceState]:
    by_name: dict[str, list[Load]] = {}
    for load in loads:
        by_name.setdefault(load.source, []).append(load)
    return [
        SourceState(
            name=name,
            loads=len(group),
            records=sum(load.written.written for load in group),
            rejected=sum(load.written.rejected for load in group),
            last_at=max(load.finished_at or load.started_at for load in group),
        )
        for name, group in sorted(by_name.items())
    ]
