"""Bursts: stretches of hours in which far more is posted than one would expect, beyond chance and the usual spikes."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.volume.hourly_baseline import DAY, hourly_baseline
from algorithms.volume.kleinberg import bursting_hours
from algorithms.volume.spikes import BINS_AN_HOUR, width_views
from algorithms.volume.stretches import FEWEST_POSTS, Scan, Series, Stretch
from graph.model.moment import NEVER

HOUR: Final = 3_600_000_000
LONGEST: Final = 7 * DAY
"""Hours that a burst lasts at most; of what goes on for days longer, the week that stands out most is told."""

SILENCE: Final = 364 * DAY
"""Hours without a post that part a series in two, each of which is looked at by itself."""

_BIN: Final = HOUR // BINS_AN_HOUR
_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of whole hours, from `start` to `end` (excluded), microseconds UTC, with more posts than expected.

    `score` is the logarithm to base 10 of 1 over the chance of any such burst in all the time looked at: 2 for 1 in
    100, 6 for 1 in a million. `kleinberg` is the share of its hours in which Kleinberg's automaton sees a burst too.
    It stands out most in a window of `width` microseconds, the fullest of which in it holds `peak` posts. `usual_spike`
    posts are what the series' own spikes reach there once a week (None while its past is too short to tell), and
    `as_high` is in how many stretches of six hours (or of a window) the series reaches as many times what is expected,
    this one included.
    """

    start: int
    end: int
    posts: int
    people: int
    expected: float
    score: float
    kleinberg: float
    width: int
    peak: int
    usual_spike: float | None
    as_high: int


def find_bursts(at: NDArray[np.int64], people: NDArray[np.int32], since: int, until: int) -> list[Burst]:
    """Find the bursts among the posts from `since` to `until`, those that are least by chance first.

    `at`, int64 (n), are the moments of posts, microseconds UTC, `people`, int32 (n), who wrote them, -1 when not known.
    Posts are counted by the hour and compared with a baseline that knows the rhythm of day and week
    (`algorithms.volume.hourly_baseline`). Of all stretches of 1 to 168 hours, and of windows of five and fifteen
    minutes, one and three hours, the one is taken whose likelihood ratio is highest (Kulldorff's scan statistic for
    counts), then the next that does not touch it. It begins and ends with the hours where the pace is nearer to its own
    than to a quarter of that. It is a burst when

    * there are ten posts by five people and twice what was expected, in it or in such a window (there without the posts
      of whoever wrote most);
    * chance makes any such one with a probability of at most .01: that of so many posts or more in a negative binomial
      distribution with the expected mean, and the variance that stretches as long have in quiet times, times the number
      of stretches, or of windows, looked at (Bonferroni's bound);
    * the series' own spikes do not explain it: it reaches a height, at some width of five minutes to a day, that comes
      at most every other week by the tail of that series (`algorithms.volume.spike_tail`). So a series that is
      spiky all the time has half an hour a week or less that is no news.

    What stirs within a day of a burst at less than a quarter of its pace is not one more. Then the baseline is told
    anew without all that was ever found, until nothing changes. What goes on for weeks is a new level and no burst.
    What lies more than 52 weeks of silence apart is looked at apart.

    Kulldorff (1997), A spatial scan statistic, Communications in Statistics 26; Neill (2009), Expectation-based scan
    statistics for monitoring spatial time series data, International Journal of Forecasting 25; Siffer, Fouque,
    Termier and Largouet (2017), Anomaly detection in streams with extreme value theory, KDD.

    >>> quiet = np.arange(28 * 24) * HOUR
    >>> at = np.concatenate([quiet, 300 * HOUR + np.arange(40) * HOUR // 20])
    >>> [(burst.start // HOUR, burst.end // HOUR) for burst in find_bursts(at, np.arange(712), 0, 28 * 24 * HOUR)]
    [(300, 302)]
    """
    first, last = since // HOUR, -(-until // HOUR)
    inside = np.flatnonzero((at != NEVER) & (at >= first * HOUR) & (at < last * HOUR))
    rows = inside[np.argsort(at[inside], kind="stable")]
    bursts: list[Burst] = []
    for part, begin, end in _parts(at[rows] // HOUR, first, last):
        if end - begin >= DAY and part.stop - part.start >= FEWEST_POSTS:
            bursts += _bursts_of(at[rows[part]], people[rows[part]], begin, end)
    return sorted(bursts, key=lambda burst: (-burst.score, burst.start))


def _parts(hours: NDArray[np.int64], first: int, last: int) -> Iterator[tuple[slice, int, int]]:
    """Parts of a series between long silences: their posts, and their first and last hour (excluded)."""
    cuts = np.flatnonzero(np.diff(hours) > SILENCE) + 1
    edges = [0, *cuts.tolist(), hours.size]
    for start, stop in pairwise(edges):
        if start < stop:
            begin = max(first, int(hours[start]) - SILENCE // 2)
            yield slice(start, stop), begin, min(last, int(hours[stop - 1]) + SILENCE // 2 + 1)


def _bursts_of(at: NDArray[np.int64], people: NDArray[np.int32], first: int, last: int) -> list[Burst]:
    """Bursts among posts in the order of their moments, all from hour `first` to hour `last` (excluded)."""
    bins = np.bincount(at // _BIN - first * BINS_AN_HOUR, minlength=(last - first) * BINS_AN_HOUR)
    counts = bins.reshape(-1, BINS_AN_HOUR).sum(axis=1)
    finest = 1 if (at % HOUR).any() else BINS_AN_HOUR  # a source that tells hours alone tells nothing of minutes
    series = Series(counts, people, np.concatenate([[0], np.cumsum(bins)]))
    usual = np.ones(counts.size, dtype=np.bool_)
    stretches: list[Stretch] = []
    for _ in range(_ROUNDS):
        baseline = hourly_baseline(counts, first, usual, min(LONGEST, counts.size))
        again, unusual = Scan(series, baseline, width_views(bins, baseline.expected, finest)).stretches()
        settled = [(s.start, s.end) for s in again] == [(s.start, s.end) for s in stretches]
        stretches = again
        if settled:
            break
        usual &= ~unusual
    bursting = bursting_hours(counts, baseline.expected)
    apart = [stretch for stretch in stretches if not any(stretch.belongs_to(other) for other in stretches)]
    return [_burst(stretch, series, first, bursting) for stretch in apart]


def _burst(stretch: Stretch, series: Series, first: int, bursting: NDArray[np.bool_]) -> Burst:
    """The same in microseconds, with the people and the second opinion."""
    peak = stretch.peak
    return Burst(
        (first + stretch.start) * HOUR,
        (first + stretch.end) * HOUR,
        stretch.posts,
        series.people_between(stretch.start * BINS_AN_HOUR, stretch.end * BINS_AN_HOUR),
        stretch.expected,
        stretch.score,
        float(bursting[stretch.start : stretch.end].mean()),
        peak.bins * _BIN,
        peak.posts,
        peak.usual,
        peak.as_high,
    )
