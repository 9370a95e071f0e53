"""The fallacy report: how far measures agree, and who is loud but ignored, or small but central."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.centrality.measures import Measure
from algorithms.errors import BadParameter
from graph.model.how_many import HowMany

COMPARED: Final = (
    Measure.FOLLOWERS,
    Measure.DEGREE,
    Measure.REPOSTS,
    Measure.MENTIONS,
    Measure.REPLIES,
    Measure.PAGERANK,
    Measure.CORE,
)
"""Measures that the report compares, each with each."""


@dataclass(frozen=True, slots=True)
class MeasureCorrelation:
    """How far two measures rank people alike."""

    left: Measure
    """One measure."""
    right: Measure
    """The other."""
    spearman: float | None
    """Spearman's rank correlation, -1 to 1; None where one of the two has a single value for all."""
    people: HowMany
    """How many people have a value by both."""


@dataclass(frozen=True, slots=True)
class RankGap:
    """A person, a row, with ranks by followers and by influence among all people who have both, 1 for the best."""

    person: int
    followers_rank: int
    influence_rank: int


@dataclass(frozen=True, slots=True)
class FallacyReport:
    """How far measures agree, and the largest gaps between followers and influence, largest first."""

    correlations: tuple[MeasureCorrelation, ...]
    loud_but_ignored: tuple[RankGap, ...]
    small_but_central: tuple[RankGap, ...]


def fallacy(
    values: Mapping[Measure, NDArray[np.float64]],
    influence: NDArray[np.float64],
    *,
    among: NDArray[np.bool_],
    most: int = 100,
) -> FallacyReport:
    """Hold measures against each other, and followers against influence.

    `values` are those of COMPARED, `influence` the headline measure, each float64 (n), NaN without a value; `among`,
    bool (n), the people compared: those with a tie or a count of followers. Two measures are compared on the people
    who have a value by both. A person without influence, whom nobody attends to and who attends to nobody, stands
    behind all who have some: there are the loudest of the ignored. Gaps are differences of ranks with equals at their
    mean, so that nobody is ahead by having equals; at most `most` of each list, and only people with a gap.

    Cha and others (2010), Measuring user influence in Twitter: the million follower fallacy, ICWSM. Spearman (1904).
    Raises BadParameter for columns of different lengths.

    >>> followers = np.array([900.0, 10.0, 50.0])
    >>> found = fallacy({Measure.FOLLOWERS: followers}, np.array([1.0, 90.0, 50.0]), among=np.ones(3, np.bool_))
    >>> [gap.person for gap in found.loud_but_ignored], [gap.person for gap in found.small_but_central]
    ([0], [1])
    """
    if any(column.shape != among.shape for column in (*values.values(), influence)):
        raise BadParameter(f"expected values of {among.size} people each")
    pairs = combinations([measure for measure in COMPARED if measure in values], 2)
    correlations = tuple(_compared(left, right, values[left], values[right], among) for left, right in pairs)
    followers = values[Measure.FOLLOWERS]
    rows = np.flatnonzero(among & ~np.isnan(followers))
    loud = scipy.stats.rankdata(-followers[rows], method="average")
    central = scipy.stats.rankdata(-np.nan_to_num(influence[rows], nan=-1.0), method="average")
    gap = central - loud
    return FallacyReport(correlations, _gaps(rows, gap, loud, central, most), _gaps(rows, -gap, loud, central, most))


def _compared(
    left: Measure, right: Measure, ones: NDArray[np.float64], others: NDArray[np.float64], among: NDArray[np.bool_]
) -> MeasureCorrelation:
    both = among & ~np.isnan(ones) & ~np.isnan(others)
    people = int(both.sum())
    if people < 2 or np.ptp(ones[both]) == 0 or np.ptp(others[both]) == 0:
        return MeasureCorrelation(left, right, None, people)
    correlation = np.corrcoef(scipy.stats.rankdata(ones[both]), scipy.stats.rankdata(others[both]))[0, 1]
    return MeasureCorrelation(left, right, float(np.clip(correlation, -1, 1)), people)


def _gaps(
    rows: NDArray[np.int64],
    gap: NDArray[np.float64],
    loud: NDArray[np.float64],
    central: NDArray[np.float64],
    most: int,
) -> tuple[RankGap, ...]:
    order: Sequence[int] = np.lexsort((rows, -gap))[:most].tolist()
    firsts, seconds = np.ceil(loud).astype(int), np.ceil(central).astype(int)
    return tuple(RankGap(int(rows[i]), int(firsts[i]), int(seconds[i])) for i in order if gap[i] > 0)
