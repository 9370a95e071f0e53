"""The hourly baseline: how many posts one would expect in each hour, by level, hour of the day and day of the week."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

DAY: Final = 24
_WEEK: Final = 7 * DAY
_LEVEL_DAYS: Final = 28
"""Days around each day that its level is the mean of."""

_PRIOR: Final = 24.0
"""Posts that speak for an even rhythm, until there are more that speak for another."""

_FEWEST_WEEKS: Final = 2
"""Of fewer weeks no rhythm of the week is told."""

_FAR: Final = 3.0
"""Robust standard deviations above the median from which a day counts for no more."""


_VARY_MOST: Final = 0.02
"""Share of stretches that is taken for bursts until bursts are known."""


@dataclass(frozen=True, slots=True)
class HourlyBaseline:
    """Posts expected in each hour, float64 (h), above 0; `clump` tells how much more counts vary than chance, >= 1.

    `clump` is float64 (w + 1): of stretches of that many hours, the variance over that of a Poisson distribution.
    """

    expected: NDArray[np.float64]
    clump: NDArray[np.float64]


def hourly_baseline(
    counts: NDArray[np.int64], first_hour: int, usual: NDArray[np.bool_], longest: int
) -> HourlyBaseline:
    """Expect posts of each hour from the hours that are `usual`, bool (h); the others do not count.

    `counts` are the posts of h hours in a row, the first of which is hour `first_hour` since 1970 UTC; `longest` the
    hours of the longest stretch for which `clump` is told. Expected is the product of

    * a level: the mean of the 28 days around, of which no day counts for more than three robust standard deviations
      (1.4826 times the median absolute deviation) above the median;
    * the rhythm of the day: the share of each of its hours (UTC), as if 24 posts had been spread evenly before;
    * the rhythm of the week: the same for its days, when there are two weeks or more.

    >>> counts = np.tile(np.repeat([0, 4], 12), 28)
    >>> found = hourly_baseline(counts, 0, np.ones(counts.size, dtype=np.bool_), 1)
    >>> bool(3.8 < found.expected[20] < 4.1), bool(found.expected[3] < 0.2)
    (True, True)
    """
    capped = _capped(counts.astype(np.float64), usual)
    seen = usual.astype(np.float64)
    hour, weekday = _rhythm_places(first_hour, counts.size)
    daily, weekly = np.ones(DAY), np.ones(7)
    for _ in range(3):  # each factor is told with the others in hand; three rounds settle them
        level = _level(capped, seen * daily[hour] * weekly[weekday])
        daily = _factor(capped, seen * level * weekly[weekday], hour, DAY)
        if counts.size >= _FEWEST_WEEKS * _WEEK:
            weekly = _factor(capped, seen * level * daily[hour], weekday, 7)
    expected = np.maximum(_level(capped, seen * daily[hour] * weekly[weekday]) * daily[hour] * weekly[weekday], 1e-9)
    return HourlyBaseline(expected, _clump(counts, expected, usual, longest))


def _rhythm_places(first_hour: int, hours: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hour of the day and day of the week of each hour; 1 January 1970 was a Thursday."""
    numbers = first_hour + np.arange(hours, dtype=np.int64)
    return numbers % DAY, (numbers // DAY + 3) % 7


def _capped(counts: NDArray[np.float64], usual: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Counts of the usual hours, those of a day far above the median scaled down together."""
    cut = np.where(usual, counts, 0.0)
    day = np.arange(counts.size) // DAY
    totals = np.bincount(day, weights=cut)
    middle = float(np.median(totals))
    spread = max(1.4826 * float(np.median(np.abs(totals - middle))), np.sqrt(max(middle, 1.0)))
    scale = np.minimum(1.0, (middle + _FAR * spread) / np.maximum(totals, 1.0))
    capped: NDArray[np.float64] = cut * scale[day]
    return capped


def _level(counts: NDArray[np.float64], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """Posts an hour around each hour: those of 28 days by what their hours weigh, drawn a little to the mean of all."""
    overall = (counts.sum() + 0.5) / max(float(weight.sum()), 1.0)
    half = _LEVEL_DAYS * DAY // 2
    near, weighed = (_around(values, half) for values in (counts, weight))
    prior = DAY  # a day's worth of the overall mean
    return np.asarray((near + overall * prior) / (weighed + prior))


def _around(values: NDArray[np.float64], half: int) -> NDArray[np.float64]:
    """Sum of the values within `half` places of each place."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(values.size)
    ends = np.minimum(places + half, values.size)
    return np.asarray(sums[ends] - sums[np.maximum(places - half, 0)])


def _factor(
    counts: NDArray[np.float64], weight: NDArray[np.float64], place: NDArray[np.int64], places: int
) -> NDArray[np.float64]:
    """How many times more posts each place of a rhythm has than it would without; 1 on average."""
    had = np.bincount(place, weights=counts, minlength=places) + _PRIOR / places
    would = np.bincount(place, weights=weight, minlength=places) + _PRIOR / places
    factor = had / would
    return np.asarray(factor / factor.mean())


def _clump(
    counts: NDArray[np.int64], expected: NDArray[np.float64], usual: NDArray[np.bool_], longest: int
) -> NDArray[np.float64]:
    """Variance over that of a Poisson distribution for stretches of 0 to `longest` hours, all of them usual.

    Stretches lie side by side. Ascending in their length: a longer one holds whole conversations. While nothing is
    known to be unusual, the stretches that vary most are left out: bursts would hide behind their own variance.
    """
    sums, would, odd = (np.concatenate([[0.0], np.cumsum(values)]) for values in (counts, expected, ~usual))
    clump = np.ones(longest + 1)

    def left_out(stretches: int) -> int:
        return 1 + round(_VARY_MOST * stretches) if usual.all() else 0

    for hours in range(1, longest + 1):
        starts = np.arange(0, counts.size - hours + 1, hours)
        ends = starts + hours
        whole = odd[ends] == odd[starts]
        if np.count_nonzero(whole) >= DAY:
            had = (sums[ends] - sums[starts])[whole]
            meant = (would[ends] - would[starts])[whole]
            calm = np.argsort((had - meant) ** 2 / meant)[: had.size - left_out(had.size)]
            clump[hours] = float(((had - meant)[calm] ** 2).sum() / max(float(meant[calm].sum()), 1e-9))
        else:
            clump[hours] = clump[hours - 1]
    return np.asarray(np.maximum.accumulate(np.maximum(clump, 1.0)))
