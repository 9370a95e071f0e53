"""Bursts in series that are spiky all the time: planted windows found, and false hours a week, beside a robust z-score.

Six generators of five-minute counts, none of which is what the detector assumes, 55 days each, with four planted
anomalies a series (`bench.spiky_series`). A window is found when a burst touches it; hours of bursts outside of all
windows are false.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import median_filter

from algorithms.volume.bursts import HOUR, find_bursts
from bench.spiky_series import BINS_AN_HOUR, GENERATORS, HOURS, WEEKS, SpikySeries, spiky_series

HEADER: Final = (
    "generator",
    "detector",
    "windows",
    "found",
    "share",
    "false hours",
    "false hours a week",
    "s a series",
)
_SEEDS: Final = range(100, 120)
_MAD_TO_DEVIATION: Final = 1.4826

Detector = Callable[[SpikySeries], NDArray[np.bool_]]


def run(_sizes: Sequence[str] = ()) -> Iterator[tuple[str, ...]]:
    """A row for each generator and detector, and one for all generators."""
    detectors: dict[str, Detector] = {
        "find_bursts": hours_of_bursts,
        "robust z above 5": lambda series: _standing_out(series, 5.0),
        "robust z above 8": lambda series: _standing_out(series, 8.0),
    }
    for name, detector in detectors.items():
        rows = [_measured(generator, detector) for generator in GENERATORS]
        sums = np.sum(rows, axis=0)
        for generator, row in zip((*GENERATORS, "all"), (*rows, sums), strict=True):
            series = len(_SEEDS) * (len(GENERATORS) if generator == "all" else 1)
            yield _row(generator, name, row, series)


def hours_of_bursts(series: SpikySeries) -> NDArray[np.bool_]:
    """The hours of bursts, bool (HOURS)."""
    at, people = series.posts()
    hours = np.zeros(HOURS, dtype=np.bool_)
    for burst in find_bursts(at, people, 0, HOURS * HOUR):
        hours[burst.start // HOUR : burst.end // HOUR] = True
    return hours


def _standing_out(series: SpikySeries, least: float) -> NDArray[np.bool_]:
    """Hours whose robust z-score against the median of the week around them is above the least."""
    counts = series.counts.reshape(-1, BINS_AN_HOUR).sum(axis=1).astype(np.float64)
    usual = median_filter(counts, size=7 * 24 + 1)
    deviation = _MAD_TO_DEVIATION * median_filter(np.abs(counts - usual), size=7 * 24 + 1)
    return np.asarray((counts - usual) / np.maximum(deviation, 1.0) > least)


def _measured(generator: str, detector: Detector) -> NDArray[np.float64]:
    """Windows, those found, false hours and seconds."""
    total = np.zeros(4)
    for seed in _SEEDS:
        series = spiky_series(generator, seed)
        started = time.perf_counter()
        hours = detector(series)
        seconds = time.perf_counter() - started
        total += (len(series.windows), *series.compare(hours), seconds)
    return total


def _row(generator: str, name: str, total: NDArray[np.float64], series: int) -> tuple[str, ...]:
    windows, hits, false, seconds = total.tolist()
    return (
        generator,
        name,
        f"{windows:.0f}",
        f"{hits:.0f}",
        f"{hits / windows:.2f}",
        f"{false:.0f}",
        f"{false / series / WEEKS:.2f}",
        f"{seconds / series:.3f}",
    )
