"""What is usual for the spikes of a series: how often it reaches which height, told from its own past."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FEWEST_STRETCHES: Final = 28
"""Of fewer stretches of time nothing is told."""

_BY_CHANCE: Final = 0.01
_DEEP: Final = 7
"""Of so many stretches a week, those that reach highest after the highest one a week, is told how fast heights fall."""

_FEWEST_SPACINGS: Final = 15
_CLEAR: Final = 1.5
"""A gap is clear when it is so many times as wide as the heights above it differ."""


@dataclass(frozen=True, slots=True)
class SpikeTail:
    """Heights above `threshold` are reached in `count` stretches of all, e times as few with each `scale` more."""

    threshold: float
    count: float
    scale: float

    def times(self, heights: NDArray[np.float64]) -> NDArray[np.float64]:
        """In how many stretches of all the time looked at such a height or more would be expected; float64, as given.

        >>> SpikeTail(1.0, 8.0, 0.5).times(np.array([1.0, 1.0 + 0.5 * np.log(2)])).round(6).tolist()
        [8.0, 4.0]
        """
        # Far below the threshold the law does not hold, and numbers would become too large.
        return np.asarray(self.count * np.exp(-np.maximum((heights - self.threshold) / self.scale, -20.0)))

    def height(self, times: float) -> float:
        """The height that is reached in so many stretches of all.

        >>> SpikeTail(1.0, 8.0, 0.5).height(8.0)
        1.0
        """
        return self.threshold - self.scale * float(np.log(times / self.count))


def spike_tail(highest: NDArray[np.float64], weeks: float) -> SpikeTail | None:
    """Tell how often heights are reached, from the highest of each of n stretches side by side in so many weeks.

    `highest`, float64 (n), are logarithms of how many times the baseline was reached, so that a law that falls
    exponentially with them is Pareto's, the heaviest that counts of mentions show (Pickands, 1975: peaks over a
    threshold). Spacings of ordered heights, times their rank, are then equally distributed (Renyi, 1953), and their
    mean tells how fast heights fall. The highest one a week do not tell (they may be what is looked for), nor do those
    above a clear gap, whatever their number: spikes do not hide each other. A gap is clear when its spacing is likely
    by less than .01 among all, and it is wider than the heights above it differ, unless these are fewer than one a
    week (Bhattacharya, Kallitsis and Stoev, 2019, who trim Hill's estimator so). None of fewer than 28 stretches.

    >>> heights = np.log(np.arange(224, 0, -1) / 224) * -0.5
    >>> tail = spike_tail(heights, 8.0)
    >>> bool(0.4 < tail.scale < 0.6), bool(3 < tail.times(np.array([heights[-1]]) - 0.5 * np.log(4))[0] < 5)
    (True, True)
    """
    if highest.size < FEWEST_STRETCHES:
        return None
    ordered = np.sort(highest)[::-1]
    deepest = highest.size // 2
    falls = ordered[:deepest] - ordered[1 : deepest + 1]
    few = int(np.ceil(weeks))
    above = _above_gap(ordered, np.arange(1, deepest + 1) * falls, few)
    first = min(above + few, deepest - 1)
    last = max(above + _DEEP * few, first + _FEWEST_SPACINGS)
    ranks = np.arange(first, min(last, deepest)) - above + 1  # what lies above the gap is not of the same law
    scale = max(float((ranks * falls[first:last]).mean()), 1e-6)
    return SpikeTail(float(ordered[first]), float(max(first - above, 1)), scale)


def _above_gap(ordered: NDArray[np.float64], spacings: NDArray[np.float64], few: int) -> int:
    """How many heights lie above the lowest clear gap; 0 where there is none."""
    tested = max(spacings.size - _FEWEST_SPACINGS, 0)
    ranks = np.arange(1, spacings.size + 1)
    below = (spacings.sum() - np.cumsum(spacings))[:tested] / (spacings.size - ranks[:tested])
    unlikely = spacings[:tested] > below * np.log(spacings.size / _BY_CHANCE)
    gaps = (ordered[:-1] - ordered[1:])[:tested]
    differ = (np.cumsum(ordered)[:tested] / ranks[:tested]) - ordered[:tested]
    clear = unlikely & ((ranks[:tested] <= few) | (gaps > _CLEAR * differ))
    return int(np.flatnonzero(clear)[-1]) + 1 if clear.any() else 0
