"""Servers to measure: Kith's own, and the same schema on stock Strawberry."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Final

import httpx

from api.settings import read_settings
from api.workspace.workspace import Workspace
from bench.worlds import SIZES, made_records
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.opening import open_store
from graph.port.batch import Batch, Record
from ingest.demo.source import DemoSource
from ingest.loading.loading import load

_BATCH: Final = 10_000
_CUSTOMERS: Final = 1_000
_START: Final = datetime(2026, 6, 1, tzinfo=UTC)
_PATIENCE_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Server:
    """Where a server answers."""

    host: str
    port: int
    process: int

    def resident_kib(self) -> int:
        """How much memory its process keeps resident."""
        lines = Path(f"/proc/{self.process}/status").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{self.host}:{self.port}"


def demo_store(folder: Path) -> str:
    """The demo world, loaded and analysed; the URL of its store."""
    store = f"sqlite:///{folder / 'demo.db'}"
    with open_store(store) as opened:
        load(DemoSource(), opened)
    return _analysed(store)


def world_store(folder: Path, size: str) -> tuple[str, list[str]]:
    """A made-up world of a size with posts and customers, loaded and analysed: its store, and people who are in it."""
    store = f"sqlite:///{folder / f'{size}.db'}"
    made = made_records(*SIZES[size])
    people = [f"bench:{number}" for number in range(0, SIZES[size][0], 7)]
    with open_store(store) as opened, opened.writer("bench") as writer:
        records = iter([*made, *_around(SIZES[size][0])])
        while part := list(islice(records, _BATCH)):
            writer.write(Batch(part))
    _analysed(store)
    with Workspace(read_settings(store=store), create=False) as workspace:
        there = workspace.view().resolve(people)
    return store, [person for person in there if person is not None]


def _around(people: int) -> Iterator[Record]:
    """A post by each person, and some customers."""
    for number in range(people):
        text = f"Word {number % 97} of street {number % 13} and house {number % 7}"
        yield Post(id=f"post:bench:{number}", author=f"bench:{number}", at=_START, text=text, language="en")
    for number in range(0, people, max(people // _CUSTOMERS, 1)):
        yield Transaction(
            id=f"transaction:bench:{number}",
            account=f"bench:{number}",
            kind="order",
            status=TransactionStatus.WON,
            amount=Decimal(100),
            currency="EUR",
            at=_START,
        )


def _analysed(store: str) -> str:
    with Workspace(read_settings(store=store), create=False) as workspace:
        workspace.analyse()
    return store


@contextmanager
def ours(store: str) -> Iterator[Server]:
    """Kith's own server."""
    with _running(["-m", "api", "serve"], store) as server:
        yield server


@contextmanager
def served_by(checkout: Path, store: str, **settings: str) -> Iterator[Server]:
    """The server of a checkout, with its own code; `settings` are variables of its environment."""
    with _running(["-m", "api", "serve"], store, checkout, PYTHONPATH=str(checkout), **settings) as server:
        yield server


@contextmanager
def stock(store: str) -> Iterator[Server]:
    """The same schema as Strawberry serves it by itself."""
    with _running(["-m", "bench.stock_service"], store) as server:
        yield server


@contextmanager
def _running(command: Sequence[str], store: str, folder: Path | None = None, **settings: str) -> Iterator[Server]:
    from tests.ports import free_port

    port = free_port()
    # Without a rate limit, which one client that asks as fast as it can would meet at once.
    environment = {**os.environ, "KITH_STORE": store, "KITH_LOG_LEVEL": "warning", "KITH_RATE_PER_SECOND": "0"}
    line = [sys.executable, *command, "--port", str(port)]
    process = subprocess.Popen(line, env=environment | settings, cwd=folder)
    server = Server("127.0.0.1", port, process.pid)
    try:
        _wait(server, process)
        yield server
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(server: Server, process: "subprocess.Popen[bytes]") -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while process.poll() is None and time.monotonic() < give_up:
        try:
            if httpx.get(f"{server.url}/readyz", timeout=5).status_code == 200:
                return
        except httpx.TransportError:
            pass
        time.sleep(0.2)
    raise AssertionError("expected a server that becomes ready")
