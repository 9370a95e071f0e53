"""How fast the stores load and freeze: 1M interactions of 100k people on each."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice, product
from pathlib import Path

from bench.worlds import SIZES, made_records
from graph.model.interaction import Interaction
from graph.opening import open_store
from graph.port.batch import Batch, Record
from graph.port.store import GraphStore

HEADER = ("store", "what", "seconds", "per second")
_BATCH = 10_000
_LATE = 1_000


def run(sizes: Sequence[str] = ("M",), stores: Sequence[str] = ("sqlite", "neo4j")) -> Iterator[tuple[str, ...]]:
    """Measure each store; the rows of the table as they come."""
    for size, kind in product(sizes, stores):
        made = made_records(*SIZES[size])
        with tempfile.TemporaryDirectory() as folder, _opened(kind, Path(folder)) as store:
            yield from _measure(kind, store, made)


def _measure(kind: str, store: GraphStore, made: list[Record]) -> Iterator[tuple[str, ...]]:
    yield _row(kind, f"load {len(made):,} interactions", len(made), _load(store, made, "first"))
    yield _row(kind, "load the same input again", len(made), _load(store, made, "first"))
    yield _row(kind, "load a newer input that says the same", len(made), _load(store, made, "second"))
    started = time.perf_counter()
    snapshot = store.view().snapshot()
    yield _row(kind, "freeze the snapshot", len(made), time.perf_counter() - started)
    started = time.perf_counter()
    store.view().snapshot()
    yield _row(kind, "map the kept snapshot", len(made), time.perf_counter() - started)
    late = [replace(r, id=f"{r.id}-late") for r in made[:_LATE] if isinstance(r, Interaction)]
    _load(store, late, "late")
    started = time.perf_counter()
    store.view().snapshot(snapshot)
    yield _row(kind, f"refresh it after {len(late):,} new ones", len(late), time.perf_counter() - started)


def _load(store: GraphStore, made: Sequence[Record], name: str) -> float:
    """Write ready-made records, without the time that reading and translating a file would take."""
    iterator = iter(made)
    started = time.perf_counter()
    with store.writer("bench", name) as writer:
        while part := list(islice(iterator, _BATCH)):
            writer.write(Batch(part))
    return time.perf_counter() - started


def _row(kind: str, what: str, count: int, took: float) -> tuple[str, ...]:
    return kind, what, f"{took:.2f}", f"{count / took:,.0f}"


@contextmanager
def _opened(kind: str, folder: Path) -> Iterator[GraphStore]:
    if kind == "sqlite":
        with open_store(f"sqlite:///{folder / 'bench.db'}") as store:
            yield store
        return
    from tests.neo4j_server import running

    with running() as server, open_store(server.url, state=folder / "state") as store:
        yield store
