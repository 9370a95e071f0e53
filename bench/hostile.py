"""What hostile questions cost: the processor time of each, and what it does to everybody else.

Processor time is that of the whole process, in which the service is asked without a socket between. What others wait
for is measured over HTTP, beside a client that sends the whole corpus again and again.
"""

import asyncio
import http.client
import json
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Final

import httpx

from api.http.server import create_app
from api.settings import read_settings
from api.workspace.workspace import Workspace
from bench.questions import PERSON
from bench.served import Server, demo_store, ours
from tests.api.hostile import hostile_bodies

HEADER = ("what", "status", "CPU ms", "p50 ms", "p95 ms", "target", "met")

_ROUNDS: Final = 5
_MOST_CPU_MS: Final = 50.0
_ASKED: Final = 300
_JSON: Final = {"content-type": "application/json"}


def run(_: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """Measure on the demo world; the rows of the table as they come."""
    with tempfile.TemporaryDirectory() as folder:
        store = demo_store(Path(folder))
        with Workspace(read_settings(store=store, rate_per_second=0), create=False) as workspace:
            workspace.refresh()
            rows = asyncio.run(_costs(workspace))
        for name, status, cpu in rows:
            met = "yes" if cpu < _MOST_CPU_MS else "no"
            yield (name, str(status), f"{cpu:.1f}", "", "", f"{_MOST_CPU_MS:g} ms", met)
        with ours(store) as server:
            yield ("person, alone", "", "", *_latency(server), "", "")
            over = threading.Event()
            sending = threading.Thread(target=_send_all, args=(server, over), daemon=True)
            sending.start()
            yield ("person, beside somebody who sends all of these", "", "", *_latency(server), "", "")
            over.set()
            sending.join()


async def _costs(workspace: Workspace) -> list[tuple[str, int, float]]:
    """Name, status and milliseconds of processor time of each, dearest first."""
    transport = httpx.ASGITransport(create_app(workspace, keep_fresh=False))
    found = []
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost") as client:
        corpora = [dict(hostile_bodies(number)) for number in range(_ROUNDS)]
        for name in corpora[0]:
            times = []
            for corpus in corpora:  # another document each time, so that neither it nor its answer was seen before
                before = time.process_time()
                response = await client.post("/graphql", content=corpus[name], headers=_JSON)
                times.append((time.process_time() - before) * 1000)
            found.append((name, response.status_code, median(times)))
    return sorted(found, key=lambda row: -row[2])


def _send_all(server: Server, over: threading.Event) -> None:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    variation = 0
    while not over.is_set():
        variation += 1
        for _, body in hostile_bodies(variation):
            connection.request("POST", "/graphql", body, _JSON)
            connection.getresponse().read()


def _latency(server: Server) -> tuple[str, str]:
    """p50 and p95 of one client who asks for one person after the other, in milliseconds."""
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    times = []
    for number in range(_ASKED):
        body = json.dumps({"query": PERSON, "variables": {"id": "x:1", "n": time.time_ns() + number}})
        started = time.perf_counter()
        connection.request("POST", "/graphql", body, _JSON)
        connection.getresponse().read()
        times.append((time.perf_counter() - started) * 1000)
    return f"{median(times):.1f}", f"{quantiles(times, n=20)[-1]:.1f}"
