"""Patience: how long tests wait for what must come, before they say that it did not. All of it comes from here.

Seconds are those of a machine that has nothing else to do; the busier it is, the more of them a test waits. Nothing
else gives way: what is compared, counted or ordered is the same on every machine. `tests/test_patience.py` finds
time-outs that are written anywhere else.
"""

import os
import time
from collections.abc import Callable
from typing import Final

SLOWEST: Final = 20.0
"""So many times the seconds of an idle machine at most: what hangs is told on a busy machine, too."""


def slowness() -> float:
    """How many times longer something may take now than on an idle machine, from 1 to SLOWEST.

    Twice the load of a core: the load is the mean of the last minute, and who starts a server adds to it.
    """
    load, _, _ = os.getloadavg()
    return min(max(1.0, 2 * load / (os.cpu_count() or 1)), SLOWEST)


def patience(seconds: float) -> float:
    """So many seconds on an idle machine, more on a busy one."""
    return seconds * slowness()


class Deadline:
    """The end of waiting; it moves on while the machine gets busier, and never back."""

    def __init__(self, seconds: float) -> None:
        """Begin to wait so many seconds of an idle machine."""
        self._began = time.monotonic()
        self._seconds = seconds
        self._longest = 0.0

    def is_over(self) -> bool:
        """Whether what was waited for should have come by now."""
        self._longest = max(self._longest, patience(self._seconds))
        return time.monotonic() - self._began > self._longest


def wait_until(is_so: Callable[[], bool], seconds: float = 60, why: str = "it never was", every: float = 0.05) -> None:
    """Wait until something is so, looking `every` so many seconds; the test fails, and says why, when it never is."""
    deadline = Deadline(seconds)
    while not is_so():
        assert not deadline.is_over(), why
        time.sleep(every)


def service_limits() -> dict[str, float]:
    """The limits that the service itself sets to waiting, as settings, for tests that are about something else."""
    from api.settings import Settings  # by those alone who have a service

    return {name: patience(Settings.model_fields[name].default) for name in ("body_seconds", "query_deadline_seconds")}


def service_environment() -> dict[str, str]:
    """The same as a process that serves reads them from its environment."""
    return {f"KITH_{name.upper()}": str(seconds) for name, seconds in service_limits().items()}
