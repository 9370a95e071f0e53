"""Bursts: stretches of hours in which far more is posted than one would expect, beyond chance."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.volume.hourly_baseline import DAY, HourlyBaseline, hourly_baseline
from algorithms.volume.kleinberg import bursting_hours
from graph.model.moment import NEVER

HOUR: Final = 3_600_000_000
LONGEST: Final = 7 * DAY
"""Hours that a burst lasts at most; of what goes on for days longer, the week that stands out most is told."""

BY_CHANCE: Final = 0.01
"""How likely it may be that chance alone makes any such burst in all the time looked at."""

FEWEST_POSTS: Final = 10
FEWEST_PEOPLE: Final = 5
LEAST_TIMES: Final = 2.0
"""A burst has at least so many posts, by so many people, and is so many times what was expected."""

AFTERMATH: Final = DAY
"""What goes on for so many hours before or after a burst, at less than a quarter of its pace, belongs to it."""

_PACE: Final = 0.25
_ROUNDS: Final = 6


@dataclass(frozen=True, slots=True)
class Burst:
    """A stretch of whole hours, from `start` to `end` (excluded), microseconds UTC, with more posts than expected.

    `score` is the logarithm to base 10 of 1 over the chance of any such burst in all the time looked at: 2 for 1 in
    100, 6 for 1 in a million. `kleinberg` is the share of its hours in which Kleinberg's automaton sees a burst too.
    """

    start: int
    end: int
    posts: int
    people: int
    expected: float
    score: float
    kleinberg: float


def find_bursts(at: NDArray[np.int64], people: NDArray[np.int32], since: int, until: int) -> list[Burst]:
    """Find the bursts among the posts from `since` to `until`, those that are least by chance first.

    `at`, int64 (n), are the moments of posts, microseconds UTC, `people`, int32 (n), who wrote them, -1 when not known.
    Posts are counted by the hour and compared with a baseline that knows the rhythm of day and week
    (`algorithms.volume.hourly_baseline`). Of all stretches of 1 to 168 hours the one is taken whose likelihood ratio is
    highest (Kulldorff's scan statistic for counts), then the next that does not touch it. It begins and ends where the
    pace is nearer to its own than to a quarter of that. Its chance is that of so many
    posts or more in a negative binomial distribution with the expected mean, and the variance that stretches as long
    have in quiet times, times the number of stretches looked at (Bonferroni's bound). When that is at most .01, and
    there are ten posts by five people and twice what was expected, it is a burst. What stirs within a day of a burst
    at less than a quarter of its pace is not one more. Then the baseline is told anew without all that was ever found,
    until nothing changes. What goes on for weeks is a new level and no burst.

    Kulldorff (1997), A spatial scan statistic, Communications in Statistics 26; Neill (2009), Expectation-based scan
    statistics for monitoring spatial time series data, International Journal of Forecasting 25.

    >>> quiet = np.arange(28 * 24) * HOUR
    >>> at = np.concatenate([quiet, 300 * HOUR + np.arange(40) * HOUR // 20])
    >>> [(burst.start // HOUR, burst.end // HOUR) for burst in find_bursts(at, np.arange(712), 0, 28 * 24 * HOUR)]
    [(300, 302)]
    """
    first, last = since // HOUR, -(-until // HOUR)
    inside = (at != NEVER) & (at >= first * HOUR) & (at < last * HOUR)
    hours = at[inside] // HOUR - first
    if last - first < DAY or hours.size < FEWEST_POSTS:
        return []
    counts = np.bincount(hours, minlength=last - first)
    order = np.argsort(hours, kind="stable")
    scan = _Scan(counts, people[inside][order], np.searchsorted(hours[order], np.arange(last - first + 1)))
    usual = np.ones(counts.size, dtype=np.bool_)
    stretches: list[_Stretch] = []
    for _ in range(_ROUNDS):
        baseline = hourly_baseline(counts, first, usual, min(LONGEST, counts.size))
        again, unusual = scan.over(baseline)
        settled = [(s.start, s.end) for s in again] == [(s.start, s.end) for s in stretches]
        stretches = again
        if settled:
            break
        usual &= ~unusual
    bursting = bursting_hours(counts, baseline.expected)
    bursts = [stretch for stretch in stretches if not any(stretch.belongs_to(other) for other in stretches)]
    return [stretch.told(first, bursting) for stretch in sorted(bursts, key=lambda s: (-s.score, s.start))]


@dataclass(frozen=True, slots=True)
class _Stretch:
    start: int
    end: int
    posts: int
    people: int
    expected: float
    score: float

    @property
    def pace(self) -> float:
        """Posts an hour."""
        return self.posts / (self.end - self.start)

    def belongs_to(self, other: "_Stretch") -> bool:
        """Whether this is what goes before or comes after the other."""
        near = other.start - AFTERMATH < self.end and self.start < other.end + AFTERMATH
        return near and self.pace < _PACE * other.pace

    def told(self, first: int, bursting: NDArray[np.bool_]) -> Burst:
        """The same in microseconds, with the second opinion."""
        agreed = float(bursting[self.start : self.end].mean())
        begin, end = (first + self.start) * HOUR, (first + self.end) * HOUR
        return Burst(begin, end, self.posts, self.people, self.expected, self.score, agreed)


@dataclass(frozen=True, slots=True)
class _Scan:
    """Counts by the hour, and who wrote the posts, in the order of hours; `starts` tells where an hour's begin."""

    counts: NDArray[np.int64]
    people: NDArray[np.int32]
    starts: NDArray[np.int64]

    def over(self, baseline: HourlyBaseline) -> tuple[list[_Stretch], NDArray[np.bool_]]:
        """The stretches that are bursts above this baseline, the most likely ones first, none touching another.

        And the hours, bool (h), that are unusual: those of bursts, and of what would be one if it touched none.
        """
        ratio, length = self._best_from(baseline)
        busy = np.zeros(self.counts.size, dtype=np.bool_)
        stretches = []
        for start in np.argsort(-ratio, kind="stable").tolist():
            if ratio[start] <= 0:
                break
            start, end = self._edges(baseline, start, start + int(length[start]))  # noqa: PLW2901
            free = np.flatnonzero(~busy[start:end])
            if free.size == 0:
                continue
            start, end = start + int(free[0]), start + int(free[-1]) + 1  # noqa: PLW2901
            stretch = None if busy[start:end].any() else self._tested(baseline, start, end)
            if stretch is None:
                continue
            if not busy[max(start - 1, 0) : end + 1].any():
                stretches.append(stretch)
            busy[start:end] = True
        return stretches, busy

    def _best_from(self, baseline: HourlyBaseline) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
        """The highest likelihood ratio of the stretches that begin at each hour, and how long that stretch is."""
        had, would = (np.concatenate([[0.0], np.cumsum(values)]) for values in (self.counts, baseline.expected))
        best = np.zeros(self.counts.size)
        length = np.zeros(self.counts.size, dtype=np.int64)
        for hours in range(1, baseline.clump.size):
            posts, expected = had[hours:] - had[:-hours], would[hours:] - would[:-hours]
            worth = posts >= np.maximum(FEWEST_POSTS, LEAST_TIMES * expected)
            rows = np.flatnonzero(worth)
            n, e = posts[rows], expected[rows]
            ratio = (n * np.log(n / e) - (n - e)) / baseline.clump[hours]
            better = ratio > best[rows]
            best[rows[better]], length[rows[better]] = ratio[better], hours
        return best, length

    def _edges(self, baseline: HourlyBaseline, start: int, end: int) -> tuple[int, int]:
        """Where a stretch begins and ends; it stays as it is when it would become longer than a burst can be."""
        begin, over = self._between_quieter(baseline, start, end)
        return (begin, over) if over - begin < baseline.clump.size else (start, end)

    def _between_quieter(self, baseline: HourlyBaseline, start: int, end: int) -> tuple[int, int]:
        """Where a stretch begins and ends when a quarter of its pace is not part of it, looked for around it too.

        That is the run of hours around its fullest in which its pace above what is expected is likelier than a quarter
        of it by most (Poisson).
        """
        above = np.maximum(self.counts - baseline.expected, 0.0)
        pace = float(above[start:end].mean())
        first, fullest = max(start - AFTERMATH, 0), start + int(np.argmax(above[start:end]))
        nearer = -above[first : end + AFTERMATH] * np.log(_PACE) - (1 - _PACE) * pace
        sums = np.concatenate([[0.0], np.cumsum(nearer)])
        middle = fullest - first + 1
        return first + int(np.argmin(sums[:middle])), first + middle + int(np.argmax(sums[middle:]))

    def _tested(self, baseline: HourlyBaseline, start: int, end: int) -> _Stretch | None:
        """The stretch, if it is a burst."""
        posts = int(self.counts[start:end].sum())
        expected = float(baseline.expected[start:end].sum())
        chance = _log_chance(posts, expected, float(baseline.clump[end - start]))
        score = -(chance + np.log10(self.counts.size * (baseline.clump.size - 1)))
        if score < -np.log10(BY_CHANCE) or posts < max(FEWEST_POSTS, LEAST_TIMES * expected):
            return None
        wrote = np.unique(self.people[self.starts[start] : self.starts[end]])
        people = int(np.count_nonzero(wrote >= 0))
        return None if people < FEWEST_PEOPLE else _Stretch(start, end, posts, people, expected, float(score))


def _log_chance(posts: int, expected: float, clump: float) -> float:
    """Logarithm to base 10 of the chance of so many posts or more, with this mean and `clump` times its variance."""
    if clump > 1 + 1e-9:
        log = scipy.stats.nbinom.logsf(posts - 1, expected / (clump - 1), 1 / clump)
    else:
        log = scipy.stats.poisson.logsf(posts - 1, expected)
    return max(float(log) / float(np.log(10)), -300.0)
