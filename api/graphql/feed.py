"""The feed: posts of watches as they arrive, whichever process loads them, for all who listen in this one."""

import asyncio
import logging
from collections import deque
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from algorithms.analysis.watched import posts_of_watch
from api.errors import BadInput, NotFound
from api.graphql.generations import Generations
from api.graphql.limits import MOST_KEPT_POSTS
from api.graphql.resume_window import ResumeWindow
from api.workspace.workspace import Workspace
from graph.errors import GraphError
from graph.model.watch import Watch
from graph.snapshot.arrivals import Arrivals

_LOG = logging.getLogger("kith.feed")

_LOOK_EVERY_SECONDS: Final = 0.5
_LONGEST_WAIT_SECONDS: Final = 30.0
_AT_ONCE: Final = 100

Arrived = tuple[int, str]
"""The number of the change sequence at which a post came, and its id."""


@dataclass(slots=True, eq=False)
class _Channel:
    """What arrived for one watch after `start`, for its `listeners`; `kept` are the latest, first come first."""

    watch: Watch
    start: int
    listeners: int = 0
    kept: deque[Arrived] = field(default_factory=deque)
    analysis: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by whoever reads from the store: many who come back at once ask for much the same."""

    def add(self, arrived: list[Arrived]) -> None:
        """Keep what arrived; what is too much is forgotten, oldest first."""
        self.kept.extend(arrived)
        while len(self.kept) > MOST_KEPT_POSTS:
            self.start = self.kept.popleft()[0]

    def add_before(self, position: int, until: int, arrived: list[Arrived]) -> None:
        """Keep what came after a number up to another, for the next who goes back, unless it is too much or a part."""
        earlier = [one for one in arrived if one[0] <= self.start]
        if position < self.start <= until and len(self.kept) + len(earlier) <= MOST_KEPT_POSTS:
            self.kept.extendleft(reversed(earlier))
            self.start = position

    def begin(self, position: int) -> None:
        """Keep nothing but what comes after a number."""
        self.kept.clear()
        self.start = position

    def after(self, position: int) -> list[Arrived]:
        """What came after a number that is not before `start`, so many at once."""
        arrivals: list[Arrived] = []
        for arrived in self.kept:
            if arrived[0] > position:
                arrivals.append(arrived)
                if len(arrivals) == _AT_ONCE:
                    break
        return arrivals


class Feed:
    """Looks for new posts while somebody listens, once for all, and hands them on. One an event loop.

    Nobody waits for anybody: who listens asks for what came after what they had last, and gets it from what is kept,
    or, when they are far behind, from the store.
    """

    def __init__(
        self,
        workspace: Workspace,
        look_every_seconds: float = _LOOK_EVERY_SECONDS,
    ) -> None:
        self._workspace = workspace
        self._wait = look_every_seconds
        self.generations = Generations(workspace, look_every_seconds)
        """Findings as they are taken up, for those who listen to these."""
        self._channels: dict[str, _Channel] = {}
        self._position = -1
        self._news = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    @property
    def listeners(self) -> int:
        """How many listen now."""
        return sum(channel.listeners for channel in self._channels.values())

    async def listen(
        self, watch: str, after: str | None = None, window: ResumeWindow | None = None
    ) -> AsyncIterator[list[Arrived]]:
        """Posts of a watch as they arrive, some at a time, after the last one that was seen or of a window.

        It ends when the watch is removed, or the window is over, which then tells how far it reached.
        Raises NotFound for a watch, and BadInput for a post, that is not there.
        """
        window = window or ResumeWindow()
        channel, position = await self._open(watch, after, window.start)
        end = None if window.end is None else max(window.end, self._position)
        channel.listeners += 1
        try:
            while self._channels.get(watch) is channel:
                if end is not None and position >= end:
                    window.reached = position
                    return
                news = self._news
                arrived, position = await self._since(channel, position)
                if arrived:
                    yield arrived
                elif end is None or position < end:
                    await news.wait()
        finally:
            channel.listeners -= 1
            self._leave(watch, channel)

    async def stop(self) -> None:
        """Stop looking; who listens hears no more."""
        await self.generations.stop()
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
            self._looking = None
        self._channels.clear()
        self._tell()

    async def _open(self, name: str, after: str | None, start: int | None) -> tuple[_Channel, int]:
        after = after if start is None else None
        watches, now, born = await asyncio.to_thread(self._read, after)
        if name not in watches:
            raise NotFound(f"there is no watch {name[:200]!r}")
        if after is not None and born is None:
            raise BadInput("after", "the id of a post that was delivered, or nothing for what comes from now on", after)
        if self._looking is None:
            self._position = now
            self._looking = asyncio.create_task(self._keep_looking())
        channel = self._channels.setdefault(name, _Channel(watches[name], self._position))
        begins = (start, born, now)
        return channel, next(number for number in begins if number is not None)

    def _read(self, after: str | None) -> tuple[dict[str, Watch], int, int | None]:
        view = self._workspace.view()
        born = None if after is None else view.born([after])[0]
        return {watch.id: watch for watch in view.watches()}, view.seq(), born

    async def _since(self, channel: _Channel, position: int) -> tuple[list[Arrived], int]:
        """What came after a position, and the position after it: from what is kept, or the store when it goes back."""
        while position < channel.start:
            async with channel.analysis:
                if position >= channel.start:
                    break
                watch = channel.watch
                part = await asyncio.to_thread(lambda after: self._workspace.view().arrivals(after), position)
                arrivals = await asyncio.to_thread(_of_watch, part, watch)
                if watch == channel.watch:
                    channel.add_before(position, part.seq, arrivals)
            if arrivals:
                return arrivals, part.seq
            position = part.seq
        arrived = channel.after(position)
        return arrived, arrived[-1][0] if arrived else max(position, self._position)

    def _leave(self, name: str, channel: _Channel) -> None:
        if channel.listeners == 0 and self._channels.get(name) is channel:
            del self._channels[name]
        if not self._channels and self._looking is not None:
            self._looking.cancel()
            self._looking = None

    def _tell(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    async def _keep_looking(self) -> None:
        wait = self._wait
        while True:
            await asyncio.sleep(wait)
            try:
                await self._look()
                wait = self._wait
            except GraphError as error:
                _LOG.error("looking for new posts failed, and is tried again: %s", error)
                wait = min(wait * 2, _LONGEST_WAIT_SECONDS)
            except Exception:
                _LOG.exception("looking for new posts failed, and is tried again")
                wait = min(wait * 2, _LONGEST_WAIT_SECONDS)

    async def _look(self) -> None:
        watches, now, _ = await asyncio.to_thread(self._read, None)
        self._follow(watches)
        while self._position < now:
            part = await asyncio.to_thread(lambda after: self._workspace.view().arrivals(after), self._position)
            channels = list(self._channels.values())
            arrivals = await asyncio.to_thread(_of_watches, part, [channel.watch for channel in channels])
            for channel, arrived in zip(channels, arrivals, strict=True):
                channel.add([one for one in arrived if one[0] > channel.start])
            for channel in self._channels.values():
                if channel not in channels:  # opened meanwhile: what it missed is read from the store
                    channel.begin(part.seq)
            self._position = part.seq
            self._tell()

    def _follow(self, watches: dict[str, Watch]) -> None:
        """A watch that was changed is listened to as it is now; one that was removed ends."""
        gone = [name for name in self._channels if name not in watches]
        for name in gone:
            del self._channels[name]
        for name, channel in self._channels.items():
            channel.watch = watches[name]
        if gone:
            self._tell()


def _of_watches(part: Arrivals, watches: Sequence[Watch]) -> list[list[Arrived]]:
    return [_of_watch(part, watch) for watch in watches]


def _of_watch(part: Arrivals, watch: Watch) -> list[Arrived]:
    speaks = posts_of_watch(part.posts, watch)[part.rows]
    ids = part.posts.posts.ids
    pairs = zip(part.born[speaks].tolist(), part.rows[speaks].tolist(), strict=True)
    return [(born, str(ids[row].as_py())) for born, row in pairs]
