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


_VARY_MOST: Final = 0.1
"""Share of stretches, those that vary most, that does not tell by how much counts vary."""

_MISSING: Final = 2.5
"""How many times as much all vary as those without the tenth that varies most, where they vary like waiting times."""

_ROUNDS: Final = 2


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

    No hour counts for more than is usual by the quantiles of the series either (`_without_spikes`), so that what is
    unusual and not known to be lifts no level.

    `counts` are the posts of h hours in a row, the first of which is hour `first_hour` since 1970 UTC; `longest` the
    hours of the longest stretch for which `clump` is told. Expected is the product of

    * a level: the mean of the 28 days around, of which no day counts for more than three robust standard deviations
      (1.4826 times the median absolute deviation) above the median;
    * the rhythm of the day: the share of each of its hours (UTC), as if 24 posts had been spread evenly before;
    * the rhythm of the week: the same for its days, when there are two weeks or more.

    >>> counts = np.tile(np.repeat([0, 4], 12), 28)
    >>> baseline = hourly_baseline(counts, 0, np.ones(counts.size, dtype=np.bool_), 1)
    >>> bool(3.8 < baseline.expected[20] < 4.1), bool(baseline.expected[3] < 0.2)
    (True, True)
    """
    expected = _expected(counts.astype(np.float64), first_hour, usual)
    for _ in range(_ROUNDS):
        expected = _expected(_without_spikes(counts, expected, usual), first_hour, usual)
    return HourlyBaseline(expected, _clump(counts, expected, usual, longest))


def _expected(counts: NDArray[np.float64], first_hour: int, usual: NDArray[np.bool_]) -> NDArray[np.float64]:
    capped = _capped(counts, usual)
    seen = usual.astype(np.float64)
    hour, weekday = _rhythm_places(first_hour, counts.size)
    daily, weekly = np.ones(DAY), np.ones(7)
    for _ in range(3):  # each factor is told with the others in hand; three rounds settle them
        level = _level(capped, seen * daily[hour] * weekly[weekday])
        daily = _factor(capped, seen * level * weekly[weekday], hour, DAY)
        if counts.size >= _FEWEST_WEEKS * _WEEK:
            weekly = _factor(capped, seen * level * daily[hour], weekday, 7)
    rhythm = daily[hour] * weekly[weekday]
    return np.asarray(np.maximum(_level(capped, seen * rhythm) * rhythm, 1e-9))


def _without_spikes(
    counts: NDArray[np.int64], expected: NDArray[np.float64], usual: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Counts of hours, none more than three standard deviations of the calm hours above what is expected."""
    spread = max(dispersion(counts[usual].astype(np.float64), expected[usual]), 1.0)
    return np.asarray(np.minimum(counts, expected + _FAR * np.sqrt(spread * expected) + 1.0))


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

    Stretches lie side by side. Ascending in their length: a longer one holds whole conversations.
    """
    sums, would, odd = (np.concatenate([[0.0], np.cumsum(values)]) for values in (counts, expected, ~usual))
    clump = np.ones(longest + 1)
    for hours in range(1, longest + 1):
        starts = np.arange(0, counts.size - hours + 1, hours)
        ends = starts + hours
        whole = odd[ends] == odd[starts]
        if np.count_nonzero(whole) >= DAY:
            had = (sums[ends] - sums[starts])[whole]
            meant = (would[ends] - would[starts])[whole]
            clump[hours] = dispersion(had, meant)
        else:
            clump[hours] = clump[hours - 1]
    return np.asarray(np.maximum.accumulate(np.maximum(clump, 1.0)))


def dispersion(had: NDArray[np.float64], meant: NDArray[np.float64]) -> float:
    """How many times the variance of a Poisson distribution counts have, float64 (n), where `meant` were expected.

    The lesser of two estimates: from all of them, and from those without the tenth that varies most, times what is then
    missing where counts vary like waiting times. So spikes do not hide behind their own variance, nor behind each
    other's, be they a tenth of all. 1 of no counts.

    >>> calm = np.tile([9.0, 11.0], 50)
    >>> spiky = np.where(np.arange(100) < 8, 200.0, calm)
    >>> round(dispersion(calm, np.full(100, 10.0)), 2), round(dispersion(spiky, np.full(100, 10.0)), 2)
    (0.1, 0.25)
    """
    if had.size == 0:
        return 1.0
    squares = (had - meant) ** 2
    calm_count = max(round((1 - _VARY_MOST) * had.size), 1)
    calm = np.argpartition(squares / meant, calm_count - 1)[:calm_count]
    every, without = (float(squares[at].sum()) / max(float(meant[at].sum()), 1e-9) for at in (slice(None), calm))
    return min(every, _MISSING * without)
