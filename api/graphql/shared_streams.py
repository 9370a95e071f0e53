"""Shared streams: subscribers who ask the same hear the same, so that it is answered once for all of them."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Callable, Hashable, Iterator
from contextlib import aclosing, contextmanager
from typing import Generic, TypeAlias, TypeVar

from api.errors import RateLimited, Refusal
from api.graphql.catch_up_limiter import CatchUpLimiter
from api.graphql.limits import CATCH_UP_AT_ONCE, CATCH_UP_SECONDS, MOST_BEHIND
from api.graphql.resume_window import ResumeWindow

R = TypeVar("R")
Numbered: TypeAlias = tuple[int | None, R]
"""A result, and the number of its post in the change sequence; None for what is of no post, as an error is."""

Run: TypeAlias = Callable[[ResumeWindow], AsyncGenerator[Numbered[R], None]]
"""Runs what was asked, on a window of the feed; numbers grow."""


class FellBehind(Refusal):
    """A subscriber took too little for too long."""

    code = RateLimited.code

    def __init__(self) -> None:
        super().__init__("more came than was taken; subscribe again with `after`, the last one that was seen")


class SharedStreams(Generic[R]):
    """Streams by what was asked. One an event loop.

    Nobody waits for anybody: what comes is kept for each subscriber until they take it. A stream ends when its last
    subscriber leaves.
    """

    def __init__(self) -> None:
        self._streams: dict[Hashable, Stream[R]] = {}
        self.catching_up = CatchUpLimiter(CATCH_UP_AT_ONCE, CATCH_UP_SECONDS)
        """Through which goes who has missed something: after a restart that may be everybody."""

    def running(self, key: Hashable) -> "Stream[R] | None":
        """The stream that answers this; None when there is none."""
        stream = self._streams.get(key)
        return None if stream is None or stream.is_over else stream

    @contextmanager
    def cursor(self, key: Hashable, start: int, run: Run[R], cost: int) -> "Iterator[StreamCursor[R]]":
        """A cursor in the stream that answers this; in one that begins after `start`, for this cost, else."""
        stream = self.running(key)
        if stream is None:
            stream = self._streams[key] = Stream(start, run, cost)
        cursor = stream.attach()
        try:
            yield cursor
        finally:
            stream.detach(cursor)
            if stream.is_over and self._streams.get(key) is stream:
                del self._streams[key]


class StreamCursor(Generic[R]):
    """What one subscriber has not taken yet of all that a stream gives after `place`.

    Taking raises FellBehind, and what ended the stream when it did not end by itself.
    """

    __slots__ = ("_is_cut_off", "_news", "_stream", "_waiting", "place")

    def __init__(self, stream: "Stream[R]") -> None:
        self.place = stream.place
        self._stream = stream
        self._waiting: deque[Numbered[R]] = deque()
        self._is_cut_off = False
        self._news: asyncio.Future[None] | None = None

    def give(self, result: Numbered[R]) -> None:
        """Keep a result for them."""
        if len(self._waiting) >= MOST_BEHIND:
            self._is_cut_off = True
        elif not self._is_cut_off:
            self._waiting.append(result)
        self.notify()

    def notify(self) -> None:
        """Wake them up."""
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def __aiter__(self) -> "StreamCursor[R]":
        return self

    async def __anext__(self) -> Numbered[R]:
        while not self._waiting:
            if self._stream.is_over:
                self._stream.raise_trouble()
                raise StopAsyncIteration
            if self._is_cut_off:
                raise FellBehind
            self._news = asyncio.get_running_loop().create_future()
            await self._news
        return self._waiting.popleft()


class Stream(Generic[R]):
    """One stream and those who hear it."""

    def __init__(self, start: int, run: Run[R], cost: int) -> None:
        self.place = start
        """The number up to which all was given."""
        self.cost = cost
        """What it cost whoever began it."""
        self.is_over = False
        """Whether nothing comes any more: it ended, or the last one who heard it left."""
        self._cursors: set[StreamCursor[R]] = set()
        self._trouble: Exception | None = None
        self._task = asyncio.create_task(self._run(run))

    def attach(self) -> StreamCursor[R]:
        """Begin to hear it."""
        cursor = StreamCursor(self)
        self._cursors.add(cursor)
        return cursor

    def detach(self, cursor: StreamCursor[R]) -> None:
        """Hear it no more; it ends with the last one."""
        self._cursors.discard(cursor)
        if not self._cursors:
            self.is_over = True
            self._task.cancel()

    def raise_trouble(self) -> None:
        """Raise what ended the stream, when it did not end by itself."""
        if self._trouble is not None:
            raise self._trouble

    async def _run(self, run: Run[R]) -> None:
        try:
            async with aclosing(run(ResumeWindow(self.place))) as results:
                async for number, result in results:
                    self.place = self.place if number is None else number
                    for cursor in self._cursors:
                        cursor.give((number, result))
        except Exception as error:  # it is everybody's who hears it
            self._trouble = error
        self.is_over = True
        for cursor in self._cursors:
            cursor.notify()
