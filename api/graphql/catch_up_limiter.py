"""Catch-up limiter: lets a few through at a time, so that many at once take less room, and keeps nobody for long."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress


class CatchUpLimiter:
    """Lets `at_once` through at a time; who has waited for so many seconds goes on all the same.

    So those who take their time inside hold up the others a little, and never for good. One an event loop.
    """

    def __init__(self, at_once: int, seconds: float) -> None:
        self._room = asyncio.Semaphore(at_once)
        self._seconds = seconds

    @asynccontextmanager
    async def through(self) -> AsyncIterator[None]:
        """Go through; there is room for the next one at the end."""
        has_room = False
        with suppress(TimeoutError):
            async with asyncio.timeout(self._seconds):
                has_room = await self._room.acquire()
        try:
            yield
        finally:
            if has_room:
                self._room.release()
