"""Spikes: how far hours stand out at several widths, five minutes to a day, and how often the series does so."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.volume.hourly_baseline import DAY, dispersion
from algorithms.volume.spike_tail import spike_tail

BINS_AN_HOUR: Final = 12
WIDTHS: Final = (1, 3, 12, 36, 72, 144, 288)
"""Widths of windows in bins of five minutes: five and fifteen minutes, an hour, three, six and twelve, and a day."""

_HELD_BACK: Final = 5.0
"""Posts that are added to both sides of a ratio, so that three posts where none were expected are not thirty times."""

_STRETCH: Final = 6
"""Hours side by side of which the highest counts for the tail, or as many as a window is wide."""


@dataclass(frozen=True, slots=True)
class WidthView:
    """The series in windows of one width: of those that begin in each hour, the highest. Arrays are by hour, (h).

    `begin` is its first bin, int64, `height` how high it is, float64, `posts` and `expected` what it holds and would
    hold, float64. `a_week` is how often a week the series is as high by its own tail, float64, NaN where its past is
    too short to tell. `usual` are the posts that it reaches once a week at that place, NaN likewise, and `as_high` in
    how many stretches of six hours (or of a window) it does reach that height, int64. `dispersion` is by how much
    windows vary more than chance.
    """

    bins: int
    begin: NDArray[np.int64]
    height: NDArray[np.float64]
    posts: NDArray[np.float64]
    expected: NDArray[np.float64]
    a_week: NDArray[np.float64]
    usual: NDArray[np.float64]
    as_high: NDArray[np.int64]
    dispersion: float

    @property
    def hours(self) -> int:
        """Hours that a window covers, at least 1."""
        return max(self.bins // BINS_AN_HOUR, 1)


def width_views(counts: NDArray[np.int64], expected: NDArray[np.float64], finest: int = 1) -> list[WidthView]:
    """See a series at each of `WIDTHS` that fits in: `counts`, int64 (12 h), by five minutes, `expected` by hour, (h).

    Nothing is seen at fewer than `finest` bins.
    How high a window is, is the logarithm of how many times what was expected it holds, five posts added to both.
    How often the series is as high is told by `algorithms.volume.spike_tail` from the highest window of each six hours
    (of each window's own width where that is more). 8 bytes a bin and width at a time.

    >>> counts = np.where(np.arange(12 * 24 * 28) % 40 == 7, 3, 0)
    >>> counts[5000] = 60
    >>> first = width_views(counts, np.full(24 * 28, 0.9))[0]
    >>> int(first.begin[5000 // 12]), float(first.posts[5000 // 12]), bool(first.a_week[5000 // 12] < 0.01)
    (5000, 60.0, True)
    """
    whole = np.concatenate([[0.0], np.cumsum(expected)])
    would = np.interp(np.arange(counts.size + 1) / BINS_AN_HOUR, np.arange(whole.size), whole)
    sums = np.concatenate([[0.0], np.cumsum(counts)])
    return [_view(bins, sums, would) for bins in WIDTHS if finest <= bins <= counts.size // 7]


def _view(bins: int, sums: NDArray[np.float64], would: NDArray[np.float64]) -> WidthView:
    hours = sums.size // BINS_AN_HOUR
    begin, heights = _highest(bins, sums, would)
    end = np.minimum(begin + bins, sums.size - 1)
    posts, meant = sums[end] - sums[begin], would[end] - would[begin]
    stretch, weeks = max(_STRETCH, bins // BINS_AN_HOUR), hours / (7 * DAY)
    padded = np.append(heights, np.full(-hours % stretch, -np.inf))
    highest = np.sort(padded.reshape(-1, stretch).max(axis=1))
    tail = spike_tail(highest, weeks)
    if tail is None:
        a_week = usual = np.full(hours, np.nan)
    else:
        a_week = tail.times(heights) / weeks
        usual = np.maximum((meant + _HELD_BACK) * np.exp(tail.height(weeks)) - _HELD_BACK, meant)
    as_high = highest.size - np.searchsorted(highest, heights)
    return WidthView(bins, begin, heights, posts, meant, a_week, usual, as_high, _dispersion(bins, sums, would))


def _highest(
    bins: int, sums: NDArray[np.float64], would: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """First bin and height of the highest window that begins in each hour; windows of hours begin with an hour."""
    steps = BINS_AN_HOUR if bins < BINS_AN_HOUR else 1
    firsts = np.arange(0, sums.size - 1, BINS_AN_HOUR)[:, np.newaxis] + np.arange(steps)
    lasts = np.minimum(firsts + bins, sums.size - 1)
    heights = np.log((sums[lasts] - sums[firsts] + _HELD_BACK) / (would[lasts] - would[firsts] + _HELD_BACK))
    rows, best = np.arange(firsts.shape[0]), np.argmax(heights, axis=1)
    return firsts[rows, best], heights[rows, best]


def _dispersion(bins: int, sums: NDArray[np.float64], would: NDArray[np.float64]) -> float:
    """By how much windows side by side vary more than chance."""
    edges = np.arange(0, sums.size, bins)
    return max(dispersion(np.diff(sums[edges]), np.diff(would[edges])), 1.0)


def log_chance(posts: NDArray[np.float64], expected: NDArray[np.float64], dispersed: float) -> NDArray[np.float64]:
    """Logarithm to base 10 of the chance of so many posts or more, with this mean and `dispersed` times its variance.

    Negative binomial, or Poisson where `dispersed` is 1; float64, as given, at least -300.

    >>> log_chance(np.array([3.0]), np.array([1.0]), 1.0).round(3).tolist()  # 1 - 2.5 / e
    [-1.095]
    """
    if dispersed > 1 + 1e-9:
        log = scipy.stats.nbinom.logsf(posts - 1, expected / (dispersed - 1), 1 / dispersed)
    else:
        log = scipy.stats.poisson.logsf(posts - 1, expected)
    return np.asarray(np.maximum(log / np.log(10), -300.0))
