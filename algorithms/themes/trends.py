"""Trends: what is talked about more than before, or for the first time, beyond chance."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
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
_UNSURE: Final = 0.05
_PRIOR_DAYS: Final = 30.0
_FEWEST_POSTS: Final = 5
_FEWEST_PEOPLE: Final = 3
_NEARLY_ABSENT: Final = 0.1

_DAY: Final = 86_400_000_000


class TrendChange(StrEnum):
    """What became of a share of posts."""

    GREW = "GREW"
    """For sure: by chance alone not one group of all would seem to have changed so, in 19 of 20 comparisons."""
    PROBABLY_GREW = "PROBABLY_GREW"
    """Of all groups that are said to have changed, for sure or probably, 19 of 20 have."""
    AS_BEFORE = "AS_BEFORE"
    PROBABLY_FADED = "PROBABLY_FADED"
    FADED = "FADED"


@dataclass(frozen=True, slots=True)
class Trend:
    """How a group of posts grows: `now` and `before` posts in the two windows, by `people` people now.

    `growth` is the logarithm to base 2 of how many times its share of all posts has grown, at least: 1 for doubled, -1
    for halved, 0 when that can be chance. `emergent`: present now and (nearly) absent before, beyond chance. `change`
    tells apart what is sure, probable and neither. The share is between `times_low` and `times_high` times that before,
    with 95 % confidence; None where there is no such bound, since nothing was posted in one of the windows.
    """

    now: int
    before: int
    people: int
    growth: float
    emergent: bool
    change: TrendChange = TrendChange.AS_BEFORE
    times_low: float | None = None
    times_high: float | None = None


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

    def days_back(self, at: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many whole days before `until` each moment lies; int64 (n)."""
        return np.asarray((self.until - at) // _DAY)


def find_trends(
    groups: Sequence[NDArray[np.int64]],
    everything: NDArray[np.int64],
    at: NDArray[np.int64],
    authors: NDArray[np.int32],
    windows: Windows,
) -> list[Trend]:
    """Compare how often each group of posts came now and before, against all posts: one trend a group.

    `groups` and `everything` are rows of posts, int64; `at` int64 (p) microseconds UTC, `authors` int32 (p) rows of
    people. Of a posts now and b before, a would be a binomial share of a + b by the sizes of the windows. Posts come in
    conversations: where the days of a group vary more than by chance, both counts are divided by how many times they do
    (quasi-likelihood: Pearson's statistic over its degrees of freedom, by the day, that of all groups weighing as much
    as a month of days). The growth is the bound of its 95 % interval (Clopper and Pearson, 1934) that lies nearer to no
    change, so that three posts after one are no trend. A share has grown or faded for sure when the chance of that is
    at most .05 for any of the groups (Bonferroni), and probably when it is among those of which at most one in twenty
    has not (Benjamini and Hochberg, 1995).

    A group is emergent with at least 5 posts now by 3 people, a share before of at most a tenth of the one now, and a
    chance of at most .01 for any of the groups (binomial test, Bonferroni). When there are no posts before at all there
    is nothing to compare with: no growth, nothing emergent.

    >>> at = np.concatenate([np.arange(100) * _DAY // 4, np.full(20, 27 * _DAY)])
    >>> everything, new = np.arange(120), np.arange(100, 120)
    >>> trend = find_trends([new], everything, at, np.arange(120, dtype=np.int32), Windows(28 * _DAY, 7, 21))[0]
    >>> trend.emergent, trend.now, trend.before
    (True, 20, 0)
    """
    place = windows.places(at)
    all_now, all_before = (int(np.count_nonzero(place[everything] == window)) for window in (1, 0))
    sizes = [tuple(int(np.count_nonzero(place[rows] == window)) for window in (1, 0)) for rows in groups]
    people = [int(np.unique(authors[rows[place[rows] == 1]]).size) for rows in groups]
    if not (all_now and all_before):
        return [Trend(now, before, who, 0.0, False) for (now, before), who in zip(sizes, people, strict=True)]
    weight = all_before / all_now
    dispersed = _dispersion(groups, everything, place, windows.days_back(at))
    calm = [(now / by, before / by) for (now, before), by in zip(sizes, dispersed, strict=True)]
    changes = _changes([_chance(now, before, all_now, all_before) for now, before in calm])
    trends = []
    for (now, before), (fewer_now, fewer_before), who, changed in zip(sizes, calm, people, changes, strict=True):
        emergent = _surprise(now, before, all_now, all_before) * len(groups) <= _BY_CHANCE
        emergent &= now >= _FEWEST_POSTS and who >= _FEWEST_PEOPLE
        emergent &= before / all_before <= _NEARLY_ABSENT * now / all_now
        low, high = _interval(fewer_now, fewer_before, weight)
        grew = now * weight > before
        trends.append(Trend(now, before, who, _growth(low, high), bool(emergent), changed[grew], low, high))
    return trends


def _interval(now: float, before: float, weight: float) -> tuple[float | None, float | None]:
    """How many times the share is what it was, at least and at most; `weight` makes up for windows of other sizes."""
    tail = (1 - _CONFIDENCE) / 2
    low = float(scipy.special.betaincinv(now, before + 1, tail)) if now else 0.0
    high = float(scipy.special.betaincinv(now + 1, before, 1 - tail)) if before else 1.0
    return (low / (1 - low) * weight if low > 0 else None), (high / (1 - high) * weight if high < 1 else None)


def _growth(low: float | None, high: float | None) -> float:
    """Logarithm to base 2 of the growth that is sure."""
    if low is not None and low > 1:
        return math.log2(low)
    return math.log2(high) if high is not None and high < 1 else 0.0


def _surprise(now: float, before: float, all_now: int, all_before: int) -> float:
    """The chance of so many posts now, or more, when nothing has changed."""
    return float(scipy.special.betainc(now, before + 1, all_now / (all_now + all_before))) if now else 1.0


def _chance(now: float, before: float, all_now: int, all_before: int) -> float:
    """The chance of so many posts now, or so few, when nothing has changed: twice the smaller tail."""
    more, fewer = _surprise(now, before, all_now, all_before), _surprise(before, now, all_before, all_now)
    return min(1.0, 2 * min(more, fewer))


def _changes(chances: Sequence[float]) -> list[tuple[TrendChange, TrendChange]]:
    """What is said of each group by the chances of all: for one that faded, and for one that grew."""
    ordered = np.sort(np.array(chances))
    passed = np.flatnonzero(ordered <= _UNSURE * np.arange(1, ordered.size + 1) / max(ordered.size, 1))
    probable = float(ordered[passed[-1]]) if passed.size else -1.0
    sayings = []
    for chance in chances:
        if chance * ordered.size <= _UNSURE:
            sayings.append((TrendChange.FADED, TrendChange.GREW))
        elif chance <= probable:
            sayings.append((TrendChange.PROBABLY_FADED, TrendChange.PROBABLY_GREW))
        else:
            sayings.append((TrendChange.AS_BEFORE, TrendChange.AS_BEFORE))
    return sayings


def _dispersion(
    groups: Sequence[NDArray[np.int64]],
    everything: NDArray[np.int64],
    place: NDArray[np.int8],
    days: NDArray[np.int64],
) -> list[float]:
    """By how many times the posts of each group vary more from day to day than by chance, at least 1.

    Within each window: a group's posts of a day are held against its share of the window's posts. Days without a post
    of anybody's do not count.
    """
    spread, freedom = np.zeros(len(groups)), np.zeros(len(groups))
    for window in (1, 0):
        all_rows = everything[place[everything] == window]
        seen, every = np.unique(days[all_rows], return_counts=True)
        if seen.size < 2:  # one day does not vary
            continue
        for number, rows in enumerate(groups):
            inside = np.searchsorted(seen, days[rows[place[rows] == window]])
            posts = np.bincount(inside[inside < seen.size], minlength=seen.size)
            share = posts.sum() / all_rows.size
            if 0 < share < 1:
                spread[number] += float(((posts - every * share) ** 2 / (every * share * (1 - share))).sum())
                freedom[number] += seen.size - 1
    together = float(spread.sum() / freedom.sum()) if freedom.any() else 1.0
    dispersed: list[float] = np.maximum((spread + _PRIOR_DAYS * together) / (freedom + _PRIOR_DAYS), 1.0).tolist()
    return dispersed
