"""Bursts, beside what one writes with SciPy: hours that stand out of a running median, by their robust z-score."""

from collections.abc import Iterator
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import label, median_filter

from algorithms.volume.bursts import HOUR, Burst, find_bursts
from bench.posts import MadePosts
from bench.text import AnalysedGraph, Step

_HOURS: Final = 180 * 24
_BURSTS: Final = 6
_BURST_HOURS: Final = 10
_SHARE_IN_BURSTS: Final = 0.1
_STANDS_OUT: Final = 5.0
_MAD_TO_DEVIATION: Final = 1.4826


def of_bursts(made: MadePosts) -> Iterator[AnalysedGraph]:
    """As many posts as were made, in half a year with the rhythm of day and week, a tenth of them in planted bursts."""
    posts = made.themes.size
    at, people, planted = _moments(posts)

    def same(mine: list[Burst], found: list[tuple[int, int]]) -> str:
        ours = [(burst.start // HOUR, burst.end // HOUR) for burst in mine]
        return f"planted bursts to the hour: {_told(ours, planted)}, plain {_told(found, planted)}"

    step = Step("bursts", lambda: find_bursts(at, people, 0, _HOURS * HOUR), same)
    yield AnalysedGraph(posts, "bincount, median_filter, z-score", lambda: _standing_out(at), [step])


def _moments(posts: int, seed: int = 7) -> tuple[NDArray[np.int64], NDArray[np.int32], list[tuple[int, int]]]:
    """Moments of posts, microseconds, sorted; who wrote them; and the first and last hour (excluded) of each burst."""
    random = np.random.default_rng(seed)
    hour = np.arange(_HOURS)
    rhythm = (1.2 + np.sin(2 * np.pi * (hour - 9) / 24)) * np.where(hour // 24 % 7 < 5, 1.0, 0.6)
    bursting = int(posts * _SHARE_IN_BURSTS)
    quiet = random.choice(_HOURS, posts - bursting, p=rhythm / rhythm.sum())
    starts = (np.arange(_BURSTS) + 0.5) * _HOURS // _BURSTS + random.integers(0, 24, _BURSTS)
    planted = [(int(start), int(start) + _BURST_HOURS) for start in starts]
    loud = starts[np.arange(bursting) % _BURSTS] + np.arange(bursting) // _BURSTS % _BURST_HOURS
    hours = np.concatenate([quiet, loud.astype(np.int64)])
    at = np.sort(hours * HOUR + random.integers(0, HOUR, posts))
    return at, random.integers(0, posts // 10, posts).astype(np.int32), planted


def _standing_out(at: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Runs of hours with far more posts than the median of the week around them."""
    counts = np.bincount(at // HOUR, minlength=_HOURS).astype(np.float64)
    usual = median_filter(counts, size=7 * 24 + 1)
    deviation = _MAD_TO_DEVIATION * median_filter(np.abs(counts - usual), size=7 * 24 + 1)
    runs, count = label((counts - usual) / np.maximum(deviation, 1.0) > _STANDS_OUT)
    return [(int(where[0]), int(where[-1]) + 1) for where in (np.flatnonzero(runs == n + 1) for n in range(count))]


def _told(found: list[tuple[int, int]], planted: list[tuple[int, int]]) -> str:
    """How many of the planted bursts were found as they are, and how many others."""
    right = len(set(found) & set(planted))
    return f"{right} of {len(planted)} and {len(found) - right} others"
