"""A store that is opened, and so made, only when something is written to it or read from it."""

from collections.abc import Callable
from pathlib import Path

from typing_extensions import override

from graph.port.decisions import GraphDecisions
from graph.port.store import GraphStore
from graph.port.views import GraphView
from graph.port.writer import GraphWriter
from graph.rows.publishing import Publisher


class StoreOnDemand(GraphStore):
    """Stands for a store until it is needed: a load that is refused at its input leaves no empty store behind."""

    def __init__(self, open_it: Callable[[], GraphStore]) -> None:
        self._open_it = open_it
        self._opened: GraphStore | None = None

    @override
    def writer(self, source: str, input: str = "") -> GraphWriter:
        return self._store().writer(source, input)

    @override
    def decisions(self, actor: str) -> GraphDecisions:
        return self._store().decisions(actor)

    @override
    def view(self) -> GraphView:
        return self._store().view()

    @property
    @override
    def state_folder(self) -> Path | None:
        return self._store().state_folder

    @property
    @override
    def publisher(self) -> Publisher | None:
        return self._store().publisher

    @override
    def commits(self) -> int:
        return self._store().commits()

    @override
    def close(self) -> None:
        if self._opened is not None:
            self._opened.close()

    def _store(self) -> GraphStore:
        if self._opened is None:
            self._opened = self._open_it()
        return self._opened
