"""Timing: several runs, interleaved with the peers', medians."""

import gc
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any


def seconds(work: Callable[[], Any]) -> float:
    """Time one run."""
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def interleaved(works: Mapping[str, Callable[[], Any]], rounds: int = 3) -> dict[str, float]:
    """Median seconds of each work, taking turns, so that a busy machine is unfair to all alike."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return {name: median(values) for name, values in times.items()}
