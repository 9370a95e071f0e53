"""The store port: a Store to open, a Writer for one load, the Decisions of people, a View to ask."""

from abc import ABC, abstractmethod
from pathlib import Path
from types import TracebackType
from typing import Self

from graph.port.decisions import GraphDecisions
from graph.port.views import GraphView
from graph.port.writer import GraphWriter
from graph.rows.publishing import Publisher


class GraphStore(ABC):
    """A place where the graph is kept. Open one with `graph.opening.open_store(url)`."""

    @abstractmethod
    def writer(self, source: str, input: str = "") -> GraphWriter:  # noqa: A002  the word of the design
        """Open one load of a source; `input` fingerprints what is read, so that a killed load can go on."""

    @abstractmethod
    def decisions(self, actor: str) -> GraphDecisions:
        """Open the pen of decisions in somebody's name."""

    @abstractmethod
    def view(self) -> GraphView:
        """Open a view."""

    @property
    def state_folder(self) -> Path | None:
        """Where what can be made anew is kept for this store; None when there is no such place."""
        return None

    @property
    @abstractmethod
    def publisher(self) -> Publisher | None:
        """What writes findings onto this store; None when its kind cannot hold them."""

    @abstractmethod
    def commits(self) -> int:
        """A number that is another one after every commit, by whichever process; cheap to ask."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
