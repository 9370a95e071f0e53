"""Metrics: what the service counts of itself, in the words of Prometheus.

Labels come from closed lists, never from what a client chooses. Several workers of one service count into files that
they share, so that whichever is asked tells the sum.
"""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

MEDIA_TYPE: Final = CONTENT_TYPE_PLAIN_0_0_4
_SECONDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)


class Metrics:
    """The metrics of one process; `shared` is the folder of those of all workers, None for a single one."""

    def __init__(self, shared: Path | None = None) -> None:
        self._shared = shared
        if shared is not None:
            _forget_dead(shared)
        self._registry = registry = CollectorRegistry()
        self._requests = Counter("kith_http_requests", "Answers over HTTP.", ["status"], registry=registry)
        self._seconds = Histogram(
            "kith_graphql_seconds",
            "Time that operations took, by kind; kept answers are those that were given before.",
            ["operation", "kept"],
            buckets=_SECONDS,
            registry=registry,
        )
        self._cost = Counter("kith_graphql_cost", "Cost of what was asked.", registry=registry)
        self._errors = Counter("kith_graphql_errors", "Errors shown, by code.", ["code"], registry=registry)
        self._analyses = Counter("kith_analyses", "Analyses of what is new, by their end.", ["end"], registry=registry)
        self._gauges = {
            name: Gauge(f"kith_{name}", text, multiprocess_mode="mostrecent", registry=registry)
            for name, text in _GAUGES.items()
        }
        self._subscribers = Gauge(
            "kith_subscribers", "Subscriptions that are open.", multiprocess_mode="livesum", registry=registry
        )

    def answered(self, status: int) -> None:
        """Count an answer over HTTP."""
        self._requests.labels(str(status)).inc()

    def operated(self, operation: str, seconds: float, cost: int, codes: Iterable[str], *, kept: bool) -> None:
        """Count an operation: `query`, `mutation` or `none`, when it was none that could be run."""
        self._seconds.labels(operation, "yes" if kept else "no").observe(seconds)
        self._cost.inc(cost)
        for code in codes:
            self._errors.labels(code).inc()

    def subscribed(self, subscriptions: int) -> None:
        """Count subscriptions that begin, or end where there are fewer than 0."""
        self._subscribers.inc(subscriptions)

    def analysed(self, end: str) -> None:
        """Count an analysis that ended `well` or `badly`."""
        self._analyses.labels(end).inc()

    def set(self, name: str, value: float) -> None:
        """Set one of the gauges about the store and the findings."""
        self._gauges[name].set(value)

    def exposed(self) -> bytes:
        """All metrics as text: those of all workers where there are several."""
        if self._shared is None:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together, path=str(self._shared))  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def end(self) -> None:
        """Say that this process counts no more."""
        if self._shared is not None:
            mark_process_dead(os.getpid(), path=str(self._shared))  # type: ignore[no-untyped-call]


def _forget_dead(shared: Path) -> None:
    """Let go of what processes that were killed told of their present; what they counted stays."""
    processes = {int(file.stem.rpartition("_")[2]) for file in shared.glob("gauge_live*.db")}
    for process in processes:
        if not _lives(process):
            with suppress(FileNotFoundError):  # another one that begins did the same
                mark_process_dead(process, path=str(shared))  # type: ignore[no-untyped-call]


def _lives(process: int) -> bool:
    """Whether a process lives, as far as can be told: on Windows to ask would be to interrupt it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except PermissionError:  # somebody else's
        return True
    except ProcessLookupError:
        return False
    return True


_GAUGES: Final = {
    "changes_behind": "Changes of the store that the findings do not hold yet.",
    "findings_age_seconds": "Seconds since the findings that answer were computed.",
    "last_load_age_seconds": "Seconds since anything was loaded.",
    "rejected_records": "Records that were refused and kept with their reason, over all loads.",
    "tombstones": "Tombstones: of accounts that are erased, their handles and their posts.",
}
