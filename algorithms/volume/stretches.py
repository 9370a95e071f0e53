"""The scan: of all stretches of hours, those in which more is posted than chance and the series' own spikes explain."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.volume.hourly_baseline import DAY, HourlyBaseline
from algorithms.volume.spikes import BINS_AN_HOUR, WidthView, log_chance

BY_CHANCE: Final = 0.01
"""How likely it may be that chance alone makes any such burst in all the time looked at."""

FEWEST_POSTS: Final = 10
FEWEST_PEOPLE: Final = 5
LEAST_TIMES: Final = 2.0
"""A burst has at least so many posts, by so many people, and is so many times what was expected."""

OFTEN: Final = 0.5
"""What the series reaches more often a week by its own tail is usual for it, and no burst."""

AFTERMATH: Final = DAY
"""What goes on for so many hours before or after a burst, at less than a quarter of its pace, belongs to it."""

_PACE: Final = 0.25
_WIDEST_ALONE: Final = 36
"""Bins of the widest window that makes a burst by itself; wider ones are told by their stretch."""


@dataclass(frozen=True, slots=True)
class Peak:
    """Where a stretch stands out most: the width in bins, its posts, what the series reaches once a week, how often."""

    bins: int
    posts: int
    usual: float | None
    as_high: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Hours from `start` to `end` (excluded) of the series, with more posts than expected."""

    start: int
    end: int
    posts: int
    expected: float
    score: float
    peak: Peak

    @property
    def pace(self) -> float:
        """Posts an hour."""
        return self.posts / (self.end - self.start)

    def belongs_to(self, other: "Stretch") -> bool:
        """Whether this is what goes before or comes after the other."""
        near = other.start - AFTERMATH < self.end and self.start < other.end + AFTERMATH
        return near and self.pace < _PACE * other.pace


@dataclass(frozen=True, slots=True)
class Series:
    """Counts by the hour, (h), and who wrote the posts, in the order of bins; `starts` tells where a bin's begin."""

    counts: NDArray[np.int64]
    people: NDArray[np.int32]
    starts: NDArray[np.int64]

    def people_between(self, first: int, last: int) -> int:
        """How many people wrote the posts of these bins, the last excluded."""
        return _people(self._wrote(first, last))

    def enough_people(self, first: int, last: int) -> bool:
        """Whether people enough for a burst wrote the posts of these bins; the first hundred posts mostly tell."""
        wrote = self._wrote(first, last)
        return _people(wrote[:100]) >= FEWEST_PEOPLE or _people(wrote) >= FEWEST_PEOPLE

    def most_by_one(self, first: int, last: int) -> int:
        """How many of the posts of these bins whoever wrote most of them wrote; 0 where nobody is known."""
        wrote = self._wrote(first, last)
        _, counts = np.unique(wrote[wrote >= 0], return_counts=True)
        return int(counts.max(initial=0))

    def _wrote(self, first: int, last: int) -> NDArray[np.int32]:
        return self.people[self.starts[first] : self.starts[min(last, self.starts.size - 1)]]


@dataclass(frozen=True, slots=True)
class Scan:
    """A series beside its baseline, and as it is seen at several widths."""

    series: Series
    baseline: HourlyBaseline
    views: list[WidthView]

    def stretches(self) -> tuple[list[Stretch], NDArray[np.bool_]]:
        """The stretches that are bursts above the baseline, none touching another.

        And the hours, bool (h), that are unusual: those of bursts, and of what would be one if it touched none.
        """
        alone = [self._alone(view) for view in self.views if view.bins <= _WIDEST_ALONE]
        scores = np.max([np.zeros(self.series.counts.size), *alone], axis=0)
        busy = np.zeros(scores.size, dtype=np.bool_)
        bursts: list[Stretch] = []
        for start, end in [*self._likeliest(), *self._windows(alone)]:
            start, end = self._edges(start, end)  # noqa: PLW2901
            free = np.flatnonzero(~busy[start:end])
            if free.size == 0:
                continue
            start, end = start + int(free[0]), start + int(free[-1]) + 1  # noqa: PLW2901
            stretch = None if busy[start:end].any() else self._tested(start, end, scores)
            if stretch is not None:
                busy[start:end] = True
                bursts = self._joined(bursts, stretch, scores)
        return bursts, busy

    def _joined(self, bursts: list[Stretch], stretch: Stretch, alone: NDArray[np.float64]) -> list[Stretch]:
        """The bursts with one more, of which those that it touches become one with it.

        Unless that is much slower: then it is what goes before or comes after them, and no burst.
        """
        touched = [other for other in bursts if other.start <= stretch.end and stretch.start <= other.end]
        if not touched:
            return [*bursts, stretch]
        start = min(other.start for other in (stretch, *touched))
        end = max(other.end for other in (stretch, *touched))
        if any(stretch.belongs_to(other) for other in touched) or end - start >= self.baseline.clump.size:
            return bursts
        whole = self._tested(start, end, alone)
        return bursts if whole is None else [whole, *(other for other in bursts if other not in touched)]

    def _likeliest(self) -> list[tuple[int, int]]:
        """Of the stretches that begin at each hour the one whose likelihood ratio is highest; the highest first."""
        counts, clump = self.series.counts, self.baseline.clump
        had, would = (np.concatenate([[0.0], np.cumsum(values)]) for values in (counts, self.baseline.expected))
        best, length = np.zeros(counts.size), np.zeros(counts.size, dtype=np.int64)
        for hours in range(1, clump.size):
            posts, expected = had[hours:] - had[:-hours], would[hours:] - would[:-hours]
            rows = np.flatnonzero(_stands_out(posts, expected))
            n, e = posts[rows], expected[rows]
            ratio = (n * np.log(n / e) - (n - e)) / clump[hours]
            better = ratio > best[rows]
            best[rows[better]], length[rows[better]] = ratio[better], hours
        starts = np.argsort(-best, kind="stable")[: np.count_nonzero(best)]
        return list(zip(starts.tolist(), (starts + length[starts]).tolist(), strict=True))

    def _windows(self, alone: list[NDArray[np.float64]]) -> list[tuple[int, int]]:
        """The hours of windows that are bursts by themselves, those with the highest score first."""
        windows = [
            (-scores[row], row, row + view.hours)
            for scores, view in zip(alone, self.views, strict=False)
            for row in np.flatnonzero(scores).tolist()
        ]
        return [(start, min(end, self.series.counts.size)) for _, start, end in sorted(windows)]

    def _alone(self, view: WidthView) -> NDArray[np.float64]:
        """Scores of windows that chance does not explain, and the series' own spikes neither; 0 of the others.

        They stand out without the posts of whoever wrote most, too: in a busy hour one account is soon among five.
        """
        scores = np.zeros(view.posts.size)
        rare = (view.a_week <= OFTEN) & _stands_out(view.posts, view.expected)
        rows = np.flatnonzero(rare)
        widths = sum(other.bins <= _WIDEST_ALONE for other in self.views)
        windows = widths * scores.size * (BINS_AN_HOUR if view.bins < BINS_AN_HOUR else 1)
        rarity = -log_chance(view.posts[rows], view.expected[rows], view.dispersion) - np.log10(windows)
        scores[rows] = np.where(rarity >= -np.log10(BY_CHANCE), rarity, 0.0)
        for row in np.flatnonzero(scores).tolist():
            begin = int(view.begin[row])
            others = view.posts[row] - self.series.most_by_one(begin, begin + view.bins)
            if not _stands_out(others, view.expected[row]) or not self.series.enough_people(begin, begin + view.bins):
                scores[row] = 0.0
        return scores

    def _edges(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch begins and ends; it stays as it is when it would become longer than a burst can be."""
        begin, over = self._between_quieter(start, end)
        return (begin, over) if over - begin < self.baseline.clump.size else (start, end)

    def _between_quieter(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch begins and ends when a quarter of its pace is not part of it, looked for around it too.

        That is the run of hours around its fullest in which its pace above what is expected is likelier than a quarter
        of it by most (Poisson). A spike that does not fill its hour above what is expected stays as it is.
        """
        first = max(start - AFTERMATH, 0)
        above = self._above(first, end + AFTERMATH)
        inside = above[start - first : end - first]
        pace = _pace(inside, self.series.counts[start:end])
        if pace <= 0:
            return start, end
        nearer = -above * np.log(_PACE) - (1 - _PACE) * pace
        sums = np.concatenate([[0.0], np.cumsum(nearer)])
        middle = start - first + int(np.argmax(inside)) + 1
        return first + int(np.argmin(sums[:middle])), first + middle + int(np.argmax(sums[middle:]))

    def _above(self, start: int, end: int) -> NDArray[np.float64]:
        """Posts of these hours above what is expected."""
        return np.asarray(np.maximum(self.series.counts[start:end] - self.baseline.expected[start:end], 0.0))

    def _tested(self, start: int, end: int, alone: NDArray[np.float64]) -> Stretch | None:
        """The stretch, if it is a burst."""
        posts = int(self.series.counts[start:end].sum())
        expected = float(self.baseline.expected[start:end].sum())
        clump = self.baseline.clump
        chance = float(log_chance(np.array([posts]), np.array([expected]), float(clump[end - start]))[0])
        score = -(chance + float(np.log10(self.series.counts.size * (clump.size - 1))))
        seen = float(alone[start:end].max())
        whole = score >= -np.log10(BY_CHANCE) and posts >= max(FEWEST_POSTS, LEAST_TIMES * expected)
        if not (whole or seen) or not self.series.enough_people(start * BINS_AN_HOUR, end * BINS_AN_HOUR):
            return None
        peak, a_week = self._peak(start, end)
        return Stretch(start, end, posts, expected, max(score, seen), peak) if seen or a_week <= OFTEN else None

    def _peak(self, start: int, end: int) -> tuple[Peak, float]:
        """Where a stretch stands out most by the series' own tail, and how often a week the series is as high.

        Where its past is too short, by chance; then 0, since the series is not known to be as high.
        """
        peaks = [self._highest(view, start, end) for view in self.views if view.hours <= end - start]
        if not peaks:
            return Peak(BINS_AN_HOUR, int(self.series.counts[start:end].max()), None, 1), 0.0
        _, _, peak = min(peaks, key=lambda ranked: (ranked[2].usual is None, *ranked[:2]))
        return peak, min(a_week for a_week, _, _ in peaks)

    def _highest(self, view: WidthView, start: int, end: int) -> tuple[float, float, Peak]:
        """How often a week the series is as high as in the stretch's highest window, the chance of that, the window."""
        row = start + int(np.argmax(view.height[start : end - view.hours + 1]))
        chance = float(log_chance(view.posts[[row]], view.expected[[row]], view.dispersion)[0])
        known = not np.isnan(view.a_week[row])
        usual = float(view.usual[row]) if known else None
        peak = Peak(view.bins, int(view.posts[row]), usual, int(view.as_high[row]))
        return float(view.a_week[row]) if known else 0.0, chance, peak


def _pace(above: NDArray[np.float64], counts: NDArray[np.int64]) -> float:
    """Posts an hour above what is expected, in the hours in which most of them come, less what chance adds."""
    if not above.any():
        return 0.0
    return max(float(above.mean()), float((above**2).sum() - counts.sum()) / float(above.sum()))


def _people(wrote: NDArray[np.int32]) -> int:
    return int(np.count_nonzero(np.unique(wrote) >= 0))


def _stands_out(posts: NDArray[np.float64], expected: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether there are posts enough for a burst, and times enough what was expected."""
    return np.asarray(posts >= np.maximum(FEWEST_POSTS, LEAST_TIMES * expected))
