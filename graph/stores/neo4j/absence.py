"""Absence: a server that did not answer a moment ago is not waited for again at once.

Without it, each of many readers waits until its own attempts have failed, and all threads wait for a server that is
known to be away, those included that could answer from memory.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from neo4j.exceptions import ServiceUnavailable, SessionExpired

from graph.errors import StoreUnavailable

AGAIN_SECONDS: Final = 2.0
"""Seconds after which one reader tries whether a server that was away is there again."""


class Absence:
    """Whether the server at a URL is away. Threads may share it."""

    def __init__(self, url: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._url = url
        self._clock = clock
        self._lock = threading.Lock()
        self._again_at: float | None = None
        """When to try again; None while the server is there."""

    @contextmanager
    def noticed(self) -> Iterator[None]:
        """Do something with the server. Raises StoreUnavailable at once while it is away; one at a time tries again."""
        self._check()
        try:
            yield
        except (ServiceUnavailable, SessionExpired):
            self._again_at = self._clock() + AGAIN_SECONDS
            raise
        self._again_at = None

    def _check(self) -> None:
        with self._lock:
            if self._again_at is None:
                return
            now = self._clock()
            if now < self._again_at:
                raise StoreUnavailable(f"no Neo4j answers at {self._url}; is the server running?")
            self._again_at = now + AGAIN_SECONDS
