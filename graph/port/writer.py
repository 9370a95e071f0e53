"""One load's pen: what a load may do to a store."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from graph.model.tombstone import Reason
from graph.port.batch import Batch, Cursor, Erasure, Load, Written


class GraphWriter(ABC):
    """One load's pen. Leaving the block without an error finishes the load; else it stays unfinished and can go on.

    Opening a writer for a source and input whose last load was not finished continues that load: `resumed_at` says
    how many raw items it had taken.
    """

    @property
    @abstractmethod
    def load(self) -> Load:
        """The load being written, with its counts so far."""

    @property
    @abstractmethod
    def resumed_at(self) -> int:
        """Raw items already taken by the interrupted run of this load; 0 for a new one."""

    @abstractmethod
    def write(self, batch: Batch, cursor: Cursor | None = None) -> Written:
        """Write records, check tombstones and keep the cursor in one transaction."""

    @abstractmethod
    def sweep(self, *, yes: bool = False) -> int:
        """Remove what this source no longer has, after a complete load; returns how many records.

        Raises Refused when that is more than a fifth of the source's records and `yes` is not given.
        """

    @abstractmethod
    def erase(self, account_ids: Sequence[str], reason: Reason = Reason.ERASED) -> list[Erasure]:
        """Erase accounts for ever: tombstones first, then their posts, interactions and mentions."""

    @abstractmethod
    def finish(self) -> Load:
        """Mark the load as complete and count what it speaks of."""

    @abstractmethod
    def close(self) -> None:
        """Let go; an unfinished load stays unfinished."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        self.close()
