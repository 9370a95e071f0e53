"""A store in memory, for what loading does with one: batches, cursors, and going on where a killed load was."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from typing_extensions import override

from graph.model.tombstone import Reason
from graph.port.batch import Batch, Cursor, Erasure, Load, Record, Rejected, Written
from graph.port.decisions import GraphDecisions
from graph.port.store import GraphStore
from graph.port.views import GraphView
from graph.port.writer import GraphWriter

START = datetime(2026, 1, 1, tzinfo=UTC)


class Killed(Exception):
    """Stands for the power that fails."""


class FakeStore(GraphStore):
    """Keeps the records of every load by id; breaks before the batch of number `breaks_at`, if given."""

    def __init__(self) -> None:
        self.kept: dict[str, Record] = {}
        self.rejected: list[Rejected] = []
        self.batches: list[tuple[int, int]] = []  # (pieces in it, position after it)
        self.unfinished: dict[tuple[str, str], int] = {}
        self.totals: dict[tuple[str, str], Written] = {}
        self.finished: list[tuple[str, str]] = []
        self.breaks_at: int | None = None
        self.swept: list[bool] = []

    @override
    def writer(self, source: str, input: str = "") -> GraphWriter:
        return FakeWriter(self, source, input)

    @override
    def decisions(self, actor: str) -> GraphDecisions:
        raise NotImplementedError

    @override
    def view(self) -> GraphView:
        return cast(GraphView, FakeView(self))

    @property
    @override
    def publisher(self) -> None:
        return None

    @override
    def commits(self) -> int:
        raise NotImplementedError

    @override
    def close(self) -> None:
        return None


class FakeView:
    """The one question that loading asks of a view."""

    def __init__(self, store: FakeStore) -> None:
        self._store = store

    def rejected(self, load: str, first: int) -> list[tuple[int, str, Rejected]]:
        return [(number, load, letter) for number, letter in enumerate(self._store.rejected[:first], start=1)]


class FakeWriter(GraphWriter):
    """Writes to the dictionaries of a FakeStore."""

    def __init__(self, store: FakeStore, source: str, key: str) -> None:
        self._store = store
        self._key = (source, key)
        self._resumed_at = store.unfinished.setdefault(self._key, 0)
        self._written = store.totals.setdefault(self._key, Written())

    @property
    @override
    def load(self) -> Load:
        return Load(id="load:1", source=self._key[0], input=self._key[1], started_at=START, written=self._written)

    @property
    @override
    def resumed_at(self) -> int:
        return self._resumed_at

    @override
    def write(self, batch: Batch, cursor: Cursor | None = None) -> Written:
        store = self._store
        if store.breaks_at is not None and len(store.batches) >= store.breaks_at:
            raise Killed
        new = sum(store.kept.get(record.id) != record for record in batch.records)
        store.kept.update({record.id: record for record in batch.records})
        store.rejected += batch.rejected
        assert cursor is not None
        store.unfinished[self._key] = cursor.position
        store.batches.append((len(batch.records) + len(batch.rejected), cursor.position))
        read = len(batch.records) + len(batch.rejected)
        written = Written(read, new, len(batch.records) - new, len(batch.rejected))
        self._written = store.totals[self._key] = self._written + written
        return written

    @override
    def sweep(self, *, yes: bool = False) -> int:
        self._store.swept.append(yes)
        return 0

    @override
    def erase(self, account_ids: Sequence[str], reason: Reason = Reason.ERASED) -> list[Erasure]:
        raise NotImplementedError

    @override
    def finish(self) -> Load:
        del self._store.unfinished[self._key], self._store.totals[self._key]
        self._store.finished.append(self._key)
        return self.load

    @override
    def close(self) -> None:
        return None
