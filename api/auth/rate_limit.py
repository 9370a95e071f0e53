"""Rate limit: how much one caller may ask for, as a bucket of cost that fills up again."""

import math
import time
from collections.abc import Callable

from cachetools import LRUCache

from api.auth.limits import MOST_PRINCIPALS


class RateLimit:
    """A token bucket for each caller: `size` holds what may be asked at once, `per_second` fills it up again.

    Those who have not asked for longest are forgotten first; their buckets had the most time to fill up.
    """

    def __init__(self, size: int, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Make the buckets; with `per_second` 0 there is no limit."""
        self._size = float(size)
        self._per_second = per_second
        self._clock = clock
        self._levels: LRUCache[str, tuple[float, float]] = LRUCache(MOST_PRINCIPALS)

    def take(self, who: str, cost: int) -> int:
        """Take the cost of a question; 0 when it was there, else after how many seconds it will be.

        >>> rate_limit = RateLimit(10, 2, clock=lambda: 0.0)
        >>> rate_limit.take("ada", 10), rate_limit.take("ada", 3), rate_limit.take("ben", 3)
        (0, 2, 0)
        """
        seconds = self.wait(who, cost)
        if not seconds and self._per_second and cost > 0:
            self._keep(who, self._level(who) - min(cost, self._size))
        return seconds

    def wait(self, who: str, cost: int) -> int:
        """After how many seconds the cost of a question will be there, which is not taken; 0 when it is."""
        if not self._per_second or cost <= 0:
            return 0
        missing = min(cost, self._size) - self._level(who)
        return math.ceil(missing / self._per_second) if missing > 0 else 0

    def debit_afterwards(self, who: str, cost: int) -> None:
        """Take what a question turned out to cost when it was answered already, whether it was there or not.

        >>> rate_limit = RateLimit(10, 2, clock=lambda: 0.0)
        >>> rate_limit.debit_afterwards("ada", 12)
        >>> rate_limit.take("ada", 2)
        2
        """
        if self._per_second and cost > 0:
            self._keep(who, self._level(who) - cost)

    def _level(self, who: str) -> float:
        now = self._clock()
        level, at = self._levels.get(who, (self._size, now))
        return min(self._size, level + (now - at) * self._per_second)

    def _keep(self, who: str, level: float) -> None:
        self._levels[who] = (level, self._clock())
