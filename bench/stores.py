"""How fast the stores load and freeze: 1M interactions of 100k people on each."""

import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from bench.worlds import make, records
from graph.batch import Batch, Record
from graph.opening import open_store
from graph.port import GraphStore

HEADER = ("store", "what", "seconds", "per second")
_BATCH = 10_000


def run(size: str = "M", stores: tuple[str, ...] = ("sqlite", "neo4j")) -> Iterator[tuple[str, ...]]:
    """Measure each store; the rows of the table as they come."""
    people, interactions = {"S": (10_000, 100_000), "M": (100_000, 1_000_000)}[size]
    made = list(records(make(people, interactions)))
    for kind in stores:
        with tempfile.TemporaryDirectory() as folder, _opened(kind, Path(folder)) as store:
            yield from _measure(kind, store, made, Path(folder))


def _measure(kind: str, store: GraphStore, made: list[Record], folder: Path) -> Iterator[tuple[str, ...]]:
    yield _row(kind, f"load {len(made):,} interactions", len(made), _load(store, made))
    yield _row(kind, "load them again, nothing new", len(made), _load(store, made))
    started = time.perf_counter()
    snapshot = store.view().snapshot()
    yield _row(kind, "freeze the snapshot", len(made), time.perf_counter() - started)
    started = time.perf_counter()
    store.view().snapshot()
    yield _row(kind, "map the kept snapshot", len(made), time.perf_counter() - started)
    few = list(records(make(1_000, 1_100, seed=8)))[:1_000]
    changed = [_renamed(r) for r in few]
    _load(store, changed)
    started = time.perf_counter()
    store.view().snapshot(snapshot)
    yield _row(kind, f"refresh it after {len(changed):,} new ones", len(changed), time.perf_counter() - started)


def _renamed(record: Record) -> Record:
    from dataclasses import replace

    return replace(record, id=record.id.replace("bench", "late", 1))


def _load(store: GraphStore, made: list[Record]) -> float:
    iterator = iter(made)
    started = time.perf_counter()
    with store.writer("bench") as writer:
        while part := list(islice(iterator, _BATCH)):
            writer.write(Batch(part))
    return time.perf_counter() - started


def _row(kind: str, what: str, count: int, took: float) -> tuple[str, ...]:
    return kind, what, f"{took:.2f}", f"{count / took:,.0f}"


def _opened(kind: str, folder: Path) -> GraphStore:
    if kind == "sqlite":
        return open_store(f"sqlite:///{folder / 'bench.db'}")
    from bench.neo4j_server import fresh_server

    return open_store(fresh_server(folder), state=folder / "state")
