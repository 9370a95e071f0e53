"""How fast the GraphQL service answers, beside the same schema on stock Strawberry.

Requests a second come from `wrk` (Debian: apt-get install wrk) with four connections, ours and stock taking turns;
latencies from one client that asks about other people each time, so that no answer was given before.
"""

import http.client
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any, Final

from bench.questions import INFLUENCERS, MAP, PATHS, PERSON
from bench.served import Server, demo_store, ours, stock, world_store

HEADER = ("world", "question", "what", "requests/s", "stock", "ratio", "p50 ms", "p95 ms", "target", "met")

_ROUNDS: Final = 3
_SECONDS: Final = 4
_ASKED: Final = 200
_TIMES_STOCK: Final = 5.0
_LATENCIES: Final = (
    ("relationshipMap(depth: 2, limit: 100)", MAP, 50.0),
    ("pathsToCustomers(k: 5, maxHops: 4)", PATHS, 60.0),
    ("person with three connections", PERSON, 15.0),
)
"""Question, document, and the p95 in milliseconds that it is to stay under on the world of 100k people."""


def run(sizes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Measure on the demo world and on worlds of these sizes; the rows of the table as they come."""
    with tempfile.TemporaryDirectory() as folder:
        if shutil.which("wrk"):
            yield from _requests(demo_store(Path(folder)), Path(folder))
        else:
            yield ("demo", "influencers", "not measured: wrk is not installed", *[""] * 7)
        for size in sizes:
            store, people = world_store(Path(folder), size)
            with ours(store) as server:
                for name, query, target in _LATENCIES:
                    yield _latency(size, name, server, query, people, target)


def _requests(store: str, folder: Path) -> Iterator[tuple[str, ...]]:
    """Requests a second for the first page of influencers with the parts of each."""
    same, other = folder / "same.lua", folder / "other.lua"
    same.write_text(_script(fresh=False))
    other.write_text(_script(fresh=True))
    with ours(store) as server, stock(store) as peer:
        if _answered(server, INFLUENCERS) != _answered(peer, INFLUENCERS):
            raise AssertionError("expected the same answer from both")
        found: dict[str, list[float]] = {"kept": [], "computed": [], "stock": []}
        for _ in range(_ROUNDS):
            found["kept"].append(_per_second(server, same))
            found["computed"].append(_per_second(server, other))
            found["stock"].append(_per_second(peer, same))
    plain = median(found["stock"])
    for what, said in (("kept", "the same question again"), ("computed", "another question each time")):
        rate = median(found[what])
        target = f"{_TIMES_STOCK:g}x" if what == "kept" else ""
        met = ("yes" if rate >= _TIMES_STOCK * plain else "no") if target else ""
        shown = (f"{rate:,.0f}", f"{plain:,.0f}", f"{rate / plain:.1f}x", "", "", target, met)
        yield ("demo", "influencers(first: 50) with parts", said, *shown)


def _script(*, fresh: bool) -> str:
    """What wrk sends; when `fresh`, with a variable that nothing uses and that is another one each time."""
    body = json.dumps({"query": INFLUENCERS, "variables": {"n": "COUNT"}})
    before, after = (json.dumps(part) for part in body.split('"COUNT"'))
    number = "tostring(count)" if fresh else '"0"'
    return (
        'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\nlocal count = os.time() * 1000\n'
        "request = function()\n  count = count + 1\n"
        f"  return wrk.format(nil, nil, nil, {before} .. {number} .. {after})\nend\n"
    )


def _per_second(server: Server, script: Path) -> float:
    command = ["wrk", "-t1", "-c4", f"-d{_SECONDS}s", "-s", str(script), f"{server.url}/graphql"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in told:
        raise AssertionError(told)
    return float(next(line.split()[1] for line in told.splitlines() if line.startswith("Requests/sec")))


def _answered(server: Server, query: str, **variables: Any) -> Any:
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    return _ask(connection, query, variables)


def _ask(connection: http.client.HTTPConnection, query: str, variables: dict[str, Any]) -> Any:
    body = json.dumps({"query": query, "variables": variables})
    connection.request("POST", "/graphql", body, {"content-type": "application/json"})
    found = json.loads(connection.getresponse().read())
    if "errors" in found:
        raise AssertionError(found["errors"])
    return found["data"]


def _latency(size: str, name: str, server: Server, query: str, people: Sequence[str], target: float) -> tuple[str, ...]:
    """How long one client waits, each time for another person's answer."""
    connection = http.client.HTTPConnection(server.host, server.port, timeout=60)
    for person in people[_ASKED : 2 * _ASKED]:  # a server that has just become ready still makes indices
        _ask(connection, query, {"id": person})
    times = []
    for person in people[:_ASKED]:
        started = time.perf_counter()
        _ask(connection, query, {"id": person})
        times.append((time.perf_counter() - started) * 1000)
    p95 = quantiles(times, n=20)[-1]
    shown = ("", "", "", f"{median(times):.1f}", f"{p95:.1f}", f"{target:g} ms", "yes" if p95 <= target else "no")
    return (size, name, "one client", *shown)
