"""Concurrency limit: a few questions of one caller are answered at once, further ones wait, all others come between."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.auth.limits import AT_ONCE, MOST_WAITING
from api.errors import RateLimited


class ConcurrencyLimit:
    """Lets each caller have a few questions answered at once. One an event loop."""

    def __init__(self, at_once: int = AT_ONCE, most_waiting: int = MOST_WAITING) -> None:
        self._at_once = at_once
        self._most = at_once + most_waiting
        self._lines: dict[str, _Line] = {}

    @asynccontextmanager
    async def turn(self, who: str) -> AsyncIterator[None]:
        """Wait for a turn, first come, first served. Raises RateLimited for one too many."""
        line = self._lines.setdefault(who, _Line(self._at_once))
        if line.standing >= self._most:
            raise RateLimited(1)
        line.standing += 1
        try:
            async with line.served:
                yield
        finally:
            line.standing -= 1
            if not line.standing:
                del self._lines[who]


class _Line:
    def __init__(self, at_once: int) -> None:
        self.served = asyncio.Semaphore(at_once)
        self.standing = 0
        """How many are served or wait."""
