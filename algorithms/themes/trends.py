"""Trends: what is talked about more than before, or for the first time, beyond chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from graph.model.moment import NEVER

DAYS: Final = 7
DAYS_BEFORE: Final = 28

_CONFIDENCE: Final = 0.95
_BY_CHANCE: Final = 0.01
_FEWEST_POSTS: Final = 5
_FEWEST_PEOPLE: Final = 3
_NEARLY_ABSENT: Final = 0.1

_DAY: Final = 86_400_000_000


@dataclass(frozen=True, slots=True)
class Trend:
    """How a group of posts grows: `now` and `before` posts in the two windows, by `people` people now.

    `growth` is the logarithm to base 2 of how many times its share of all posts has grown, at least: 1 for doubled, -1
    for halved, 0 when that can be chance. `emergent`: present now and (nearly) absent before, beyond chance.
    """

    now: int
    before: int
    people: int
    growth: float
    emergent: bool


@dataclass(frozen=True, slots=True)
class Windows:
    """The two windows that are compared: the `days` up to `until`, itself included, and `days_before` before those.

    `until` is in microseconds UTC. Raises BadParameter for windows without days.
    """

    until: int
    days: float = DAYS
    days_before: float = DAYS_BEFORE

    def __post_init__(self) -> None:
        if not (0 < self.days <= 36_500 and 0 < self.days_before <= 36_500):
            raise BadParameter(f"expected windows of days above 0, got {self.days} and {self.days_before}")

    def places(self, at: NDArray[np.int64]) -> NDArray[np.int8]:
        """In which window each moment lies: 1 now, 0 before, -1 in none; int8 (n)."""
        begin = self.until - round(self.days * _DAY)
        first = begin - round(self.days_before * _DAY)
        there = (at != NEVER) & (at > first) & (at <= self.until)
        return np.where(there, (at > begin).astype(np.int8), np.int8(-1)).astype(np.int8)


def find_trends(
    groups: Sequence[NDArray[np.int64]],
    everything: NDArray[np.int64],
    at: NDArray[np.int64],
    authors: NDArray[np.int32],
    windows: Windows,
) -> list[Trend]:
    """Compare how often each group of posts came now and before, against all posts: one trend a group.

    `groups` and `everything` are rows of posts, int64; `at` int64 (p) microseconds UTC, `authors` int32 (p) rows of
    people. Of a posts now and b before, a would be a binomial share of a + b by the sizes of the windows. The growth is
    the bound of its 95 % interval (Clopper and Pearson, 1934) that lies nearer to no change, so that three posts after
    one are no trend. A group is emergent with at least 5 posts now by 3 people, a share before of at most a tenth of
    the one now, and a chance of at most .01 for any of the groups (binomial test, Bonferroni). When there are no posts
    before at all there is nothing to compare with: no growth, nothing emergent.

    >>> at = np.concatenate([np.arange(100) * _DAY // 4, np.full(20, 27 * _DAY)])
    >>> everything, new = np.arange(120), np.arange(100, 120)
    >>> find_trends([new], everything, at, np.arange(120, dtype=np.int32), Windows(28 * _DAY, 7, 21))[0].emergent
    True
    """
    place = windows.places(at)
    all_now, all_before = (int(np.count_nonzero(place[everything] == window)) for window in (1, 0))
    trends = []
    for rows in groups:
        now, before = rows[place[rows] == 1], int(np.count_nonzero(place[rows] == 0))
        people = int(np.unique(authors[now]).size)
        growth = emergent = 0.0
        if all_now and all_before:
            growth = _growth(int(now.size), before, all_before / all_now)
            emergent = _surprise(int(now.size), before, all_now, all_before) * len(groups) <= _BY_CHANCE
            emergent &= now.size >= _FEWEST_POSTS and people >= _FEWEST_PEOPLE
            emergent &= before / all_before <= _NEARLY_ABSENT * now.size / all_now
        trends.append(Trend(int(now.size), before, people, growth, bool(emergent)))
    return trends


def _growth(now: int, before: int, weight: float) -> float:
    """Logarithm to base 2 of the growth that is sure; `weight` makes up for windows of different sizes."""
    if now + before == 0:
        return 0.0
    tail = (1 - _CONFIDENCE) / 2
    low = float(scipy.special.betaincinv(now, before + 1, tail)) if now else 0.0
    high = float(scipy.special.betaincinv(now + 1, before, 1 - tail)) if before else 1.0
    if low > 0 and low / (1 - low) * weight > 1:
        return math.log2(low / (1 - low) * weight)
    if high < 1 and high / (1 - high) * weight < 1:
        return math.log2(high / (1 - high) * weight)
    return 0.0


def _surprise(now: int, before: int, all_now: int, all_before: int) -> float:
    """The chance of so many posts now, or more, when nothing has changed."""
    return float(scipy.special.betainc(now, before + 1, all_now / (all_now + all_before))) if now else 1.0
