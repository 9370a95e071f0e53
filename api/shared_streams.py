"""Shared streams: subscribers who ask the same hear the same, so that it is answered once for all of them."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Hashable
from contextlib import aclosing
from typing import Final, Generic, TypeVar

from api.errors import RateLimited, Refusal

R = TypeVar("R")
Make = Callable[[], Awaitable[AsyncGenerator[R, None]]]
"""Makes a stream."""

MOST_BEHIND: Final = 10_000
"""So many results may wait for one subscriber; who is further behind is cut off, and can take up where they were."""


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
        self._streams: dict[Hashable, _Stream[R]] = {}

    def cost(self, asked: Hashable) -> int | None:
        """What a stream that runs cost whoever began it; None when nobody has asked this yet."""
        stream = self._streams.get(asked)
        return None if stream is None else stream.cost

    async def join(self, asked: Hashable, make: Make[R], cost: Callable[[], int]) -> AsyncGenerator[R, None]:
        """Results of a stream from now on; the first who asks has it made, and `cost` tells what that cost them.

        Raises FellBehind, and whatever making the stream or the stream itself raises.
        """
        stream = self._streams.get(asked)
        if stream is None or stream.is_over:
            stream = self._streams[asked] = _Stream(make, cost)
        seat = stream.sit()
        try:
            while True:
                while seat.waiting:
                    yield seat.waiting.popleft()
                if seat.over:
                    stream.raise_trouble()
                    return
                if seat.cut_off:
                    raise FellBehind
                await seat.wait()
        finally:
            stream.leave(seat)
            if stream.is_over and self._streams.get(asked) is stream:
                del self._streams[asked]


class _Seat(Generic[R]):
    """What one subscriber has not taken yet."""

    __slots__ = ("_news", "cut_off", "over", "waiting")

    def __init__(self) -> None:
        self.waiting: deque[R] = deque()
        self.over = self.cut_off = False
        self._news: asyncio.Future[None] | None = None

    def give(self, result: R) -> None:
        """Keep a result for them."""
        if len(self.waiting) >= MOST_BEHIND:
            self.cut_off = True
        elif not self.cut_off:
            self.waiting.append(result)
        self.tell()

    def tell(self) -> None:
        """Wake them up."""
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    async def wait(self) -> None:
        """Wait until something comes."""
        self._news = asyncio.get_running_loop().create_future()
        await self._news


class _Stream(Generic[R]):
    """One stream and those who hear it."""

    def __init__(self, make: Make[R], cost: Callable[[], int]) -> None:
        self._seats: set[_Seat[R]] = set()
        self._trouble: Exception | None = None
        self._cost = cost
        self.is_over = False
        """Whether nothing comes any more: it ended, or the last one who heard it left."""
        self._task = asyncio.create_task(self._run(make))

    @property
    def cost(self) -> int:
        """What it cost whoever began it."""
        return self._cost()

    def sit(self) -> _Seat[R]:
        """Begin to hear it."""
        seat = _Seat[R]()
        self._seats.add(seat)
        return seat

    def leave(self, seat: _Seat[R]) -> None:
        """Hear it no more; it ends with the last one."""
        self._seats.discard(seat)
        if not self._seats:
            self.is_over = True
            self._task.cancel()

    def raise_trouble(self) -> None:
        """Raise what ended the stream, when it did not end by itself."""
        if self._trouble is not None:
            raise self._trouble

    async def _run(self, make: Make[R]) -> None:
        try:
            async with aclosing(await make()) as results:
                async for result in results:
                    for seat in self._seats:
                        seat.give(result)
        except Exception as error:  # it is everybody's who hears it
            self._trouble = error
        self.is_over = True
        for seat in self._seats:
            seat.over = True
            seat.tell()
