"""How the service holds: a thousand subscribers on one worker, and its memory over ten minutes of mixed load.

Memory is what the process keeps resident (Linux tells). Posts come from another process than the server's. Subscribers
who come back do so all at once, to a server that was just started, and have missed some posts. The load mixes what
front ends ask with loads, with what is refused, and with subscribers who come and go.
"""

import asyncio
import json
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, Final

import httpx
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from api.http.running import allow_files
from bench.questions import INFLUENCERS, MAP, PATHS, PERSON
from bench.served import Server, demo_store, ours
from graph.model.post import Post
from graph.model.watch import Watch, WatchKind
from graph.opening import open_store
from graph.port.batch import Batch
from graph.port.store import GraphStore

HEADER = ("what", "value", "target", "met")

_SUBSCRIBERS: Final = 1_000
_MOST_KIB: Final = 100.0
_LOADS: Final = 20
_A_LOAD: Final = 10
_MINUTES: Final = 10
_SETTLING_SECONDS: Final = 20
_PROTOCOL: Final = Subprotocol("graphql-transport-ws")
_WATCH: Final = Watch(id="watch:endurance", name="Endurance", kind=WatchKind.ACTION, terms=("endurance",))
_ASKED: Final = "subscription ($watch: ID!, $after: ID) { posts(watch: $watch, after: $after) { id text } }"
_QUESTIONS: Final = (INFLUENCERS, MAP, PATHS, PERSON, "{ nope }", '{ person(id: "nobody") { id } }')


def run(_: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """Measure on the demo world; the rows of the table as they come."""
    allow_files(2 * _SUBSCRIBERS)
    with tempfile.TemporaryDirectory() as folder:
        url = demo_store(Path(folder))
        with open_store(url) as store:
            store.decisions("bench").save_watch(_WATCH)
            with ours(url) as server:
                yield from asyncio.run(_coming_back(server, store))
            with ours(url) as server:
                yield from asyncio.run(_subscribers(server, store))
                yield from asyncio.run(_mixed(server, store))


async def _subscribers(server: Server, store: GraphStore) -> list[tuple[str, ...]]:
    async with AsyncExitStack() as stack:
        before = await _warmed_up(server, store, stack)
        listeners = [_Listener(server) for _ in range(_SUBSCRIBERS)]
        for listener in listeners:
            await stack.enter_async_context(listener)
        idle = server.resident_kib()
        most = _Most(server)
        slowest = await _served(store, listeners, most)
        most.stop()
    wrong = _lost_or_twice(listeners, _LOADS)
    return [
        (
            f"{_SUBSCRIBERS:,} subscribers, each, while nothing comes",
            f"{(idle - before) / _SUBSCRIBERS:.0f} KiB",
            "",
            "",
        ),
        _held(f"{_SUBSCRIBERS:,} subscribers, each, at most", (most.kib - before) / _SUBSCRIBERS, _MOST_KIB, "KiB"),
        _held(f"lost or heard twice of {_SUBSCRIBERS * _LOADS * _A_LOAD:,} posts", wrong, 0, "posts"),
        _held(f"{_A_LOAD} posts from their load to the last of {_SUBSCRIBERS:,}", slowest, 2, "s"),
    ]


async def _coming_back(server: Server, store: GraphStore) -> list[tuple[str, ...]]:
    """All come back at once, to a server that knows nothing of them, and have missed some posts."""
    who = f"{_SUBSCRIBERS:,} subscribers who came back with `after`"
    async with AsyncExitStack() as stack:
        before = await _warmed_up(server, store, stack)
        seen = await asyncio.to_thread(_load, store)
        await asyncio.to_thread(_load, store)
        listeners = [_Listener(server, seen) for _ in range(_SUBSCRIBERS)]
        most, came = _Most(server), time.perf_counter()
        await asyncio.gather(*(stack.enter_async_context(listener) for listener in listeners))
        for listener in listeners:
            await listener.until(_A_LOAD)
        caught_up = time.perf_counter() - came
        slowest = await _served(store, listeners, most, heard=_A_LOAD)
        most.stop()
    wrong = _lost_or_twice(listeners, _LOADS + 1)
    return [
        (f"{who}, until the last has the {_A_LOAD} posts that each missed", f"{caught_up:.1f} s", "", ""),
        _held(f"{who}, each, at most", (most.kib - before) / _SUBSCRIBERS, _MOST_KIB, "KiB"),
        _held(f"lost or heard twice by them of {_SUBSCRIBERS * (_LOADS + 1) * _A_LOAD:,} posts", wrong, 0, "posts"),
        _held(f"{_A_LOAD} posts from their load to the last of them", slowest, 2, "s"),
    ]


async def _warmed_up(server: Server, store: GraphStore, stack: AsyncExitStack) -> int:
    """What the server keeps resident once it has seen loads, the analyses after them, and one subscriber."""
    seen = await asyncio.to_thread(_load, store)
    first = await stack.enter_async_context(_Listener(server, seen))
    for number in range(_LOADS):
        await asyncio.to_thread(_load, store)
        await first.until((number + 1) * _A_LOAD)
    await _ask(server, 30)
    await asyncio.sleep(_SETTLING_SECONDS)
    return server.resident_kib()


async def _served(store: GraphStore, listeners: "Sequence[_Listener]", most: "_Most", heard: int = 0) -> float:
    """Load again and again; the most seconds from a load to the last who heard it."""
    slowest = 0.0
    for number in range(_LOADS):
        await asyncio.to_thread(_load, store)
        loaded, wanted = time.perf_counter(), heard + (number + 1) * _A_LOAD
        for listener in listeners:
            await listener.until(wanted)
        slowest = max(slowest, time.perf_counter() - loaded)
        most.look()
    return slowest


def _lost_or_twice(listeners: "Sequence[_Listener]", loads: int) -> int:
    heard = sum(len(set(listener.heard)) for listener in listeners)
    twice = sum(len(listener.heard) for listener in listeners) - heard
    return len(listeners) * loads * _A_LOAD - heard + twice


async def _mixed(server: Server, store: GraphStore) -> list[tuple[str, ...]]:
    over = asyncio.Event()
    work = [asyncio.create_task(task) for task in (_asking(server, over), _asking(server, over), _loading(store, over))]
    work += [asyncio.create_task(_coming_and_going(server, over)) for _ in range(5)]
    sizes = []
    for _ in range(_MINUTES):
        await asyncio.sleep(60)
        sizes.append(server.resident_kib() / 1024)
    over.set()
    asked = sum(await asyncio.gather(*work))
    early, late = max(sizes[: _MINUTES // 2]), max(sizes[_MINUTES // 2 :])
    return [
        (f"{_MINUTES} minutes of mixed load, each minute", " ".join(f"{size:.0f}" for size in sizes) + " MiB", "", ""),
        (f"{_MINUTES} minutes of mixed load", f"{asked:,} questions, loads and subscriptions", "", ""),
        _held("the most of the second half, over that of the first", late / early, 1.05, "times"),
    ]


def _held(what: str, value: float, target: float, unit: str) -> tuple[str, ...]:
    return (what, f"{value:.2f} {unit}", f"{target:g} {unit}", "yes" if value <= target else "no")


async def _asking(server: Server, over: asyncio.Event) -> int:
    asked = 0
    while not over.is_set():
        asked += await _ask(server, 50)
    return asked


async def _ask(server: Server, times: int) -> int:
    async with httpx.AsyncClient(base_url=server.url, timeout=60) as client:
        for number in range(times):
            variables = {"id": f"x:{number % 40 + 1}", "n": time.time_ns()}
            body = {"query": _QUESTIONS[number % len(_QUESTIONS)], "variables": variables}
            await client.post("/graphql", json=body)
    return times


async def _loading(store: GraphStore, over: asyncio.Event) -> int:
    loads = 0
    while not over.is_set():
        await asyncio.to_thread(_load, store)
        loads += 1
        await asyncio.sleep(5)
    return loads


async def _coming_and_going(server: Server, over: asyncio.Event) -> int:
    came = 0
    while not over.is_set():
        async with _Listener(server):
            came += 1
            await asyncio.sleep(0.5)
    return came


_NUMBERS: Final = count()


def _load(store: GraphStore) -> str:
    """Load some posts that the watch listens for; the id of the last."""
    posts = [_post(next(_NUMBERS)) for _ in range(_A_LOAD)]
    with store.writer("bench") as writer:
        writer.write(Batch(list(posts)))
    return posts[-1].id


def _post(number: int) -> Post:
    return Post(
        id=f"post:bench:{number}",
        author=f"bench:{number % 50}",
        at=datetime.now(UTC),
        text=f"Endurance is number {number}",
        language="en",
    )


class _Most:
    """The most that a server keeps resident, looked at all the time."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self.kib = server.resident_kib()
        self._looking = asyncio.create_task(self._keep_looking())

    def look(self) -> None:
        """Look now."""
        self.kib = max(self.kib, self._server.resident_kib())

    def stop(self) -> None:
        """Look no more."""
        self._looking.cancel()

    async def _keep_looking(self) -> None:
        while True:
            self.look()
            await asyncio.sleep(0.05)


class _Listener:
    """One subscriber, who has seen a post or asks what comes from now on: what it heard, in order."""

    def __init__(self, server: Server, after: str | None = None) -> None:
        self._url = f"ws://{server.host}:{server.port}/graphql"
        self._after = after
        self.heard: list[str] = []
        self._more = asyncio.Event()
        self._is_there = asyncio.Event()

    async def __aenter__(self) -> "_Listener":
        self._socket: ClientConnection = await connect(
            self._url, subprotocols=[_PROTOCOL], compression=None, open_timeout=60
        )
        await self._socket.send(json.dumps({"type": "connection_init"}))
        await self._socket.recv()
        asked = {"query": _ASKED, "variables": {"watch": _WATCH.id, "after": self._after}}
        await self._socket.send(json.dumps({"id": "1", "type": "subscribe", "payload": asked}))
        await self._socket.send(json.dumps({"type": "ping"}))
        self._hearing = asyncio.create_task(self._hear())
        await self._is_there.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._hearing.cancel()
        await asyncio.gather(self._hearing, return_exceptions=True)
        await self._socket.close()

    async def until(self, posts: int) -> None:
        """Wait until so many were heard, half a minute at most."""
        with suppress(TimeoutError):
            async with asyncio.timeout(30):
                while len(self.heard) < posts:
                    self._more.clear()
                    await self._more.wait()

    async def _hear(self) -> None:
        async for text in self._socket:
            said: dict[str, Any] = json.loads(text)
            if said["type"] == "pong":
                self._is_there.set()
            if said["type"] == "next":
                self.heard.append(said["payload"]["data"]["posts"]["id"])
                self._more.set()
