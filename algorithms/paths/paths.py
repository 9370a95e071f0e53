"""Paths: the best ways from one person to another, over people who know each other."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.paths import reasons as path_reasons
from algorithms.paths.frontier import least_costs, rings
from algorithms.paths.search import cheapest_paths
from algorithms.ties.acquaintance import Acquaintance

_MOST_HOPS = 32
"""No path of more ties can be asked for."""


@dataclass(frozen=True, slots=True)
class FoundPath:
    """One way: `people` as rows, first to last, none twice; `strength`, 0 to 1, the product over its ties."""

    people: tuple[int, ...]
    strength: float

    def __post_init__(self) -> None:
        if len(self.people) < 2 or len(set(self.people)) != len(self.people):
            raise MalformedResult(f"expected a path of at least two people, nobody twice, got {self.people}")
        if not 0 <= self.strength <= 1:
            raise MalformedResult(f"expected a strength from 0 to 1, got {self.strength}")

    @property
    def hops(self) -> int:
        """Number of ties on the way."""
        return len(self.people) - 1


@dataclass(frozen=True, slots=True)
class FoundPaths:
    """The best paths, best first; `reason` says in one sentence why there is none, and is None when there is one."""

    paths: tuple[FoundPath, ...]
    reason: str | None


def best_paths(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    *,
    k: int = 5,
    max_hops: int = 4,
    closed: NDArray[np.bool_] | None = None,
    min_strength: float = 0.0,
    ways: bool = False,
) -> FoundPaths:
    """Find the k best simple paths from any of `sources` to any of `targets`, best first.

    The best path is the one whose ties' strengths multiply to most, among those of at most `max_hops` ties (1 to 32):
    when the best of all is longer, the best that is short enough is found. Paths of the same strength come in the order
    of their number of ties, then of the rows of their people.

    * `sources`, `targets`: int32 rows of people. One and one: from a person to a person. Several targets: to any of
      them; a path ends at the first that it comes to. Several sources: from any of ours; a path never leads through
      another source, who would open the door better by themselves. Who stands on both sides is left out of the side
      that has several.
    * `ways`: each path is another way, and not the best one with a detour: no two have the same end and the same person
      before it, or with several sources the same beginning and the same person behind it. Of those the best counts.
    * `k`: at least 1. `min_strength`, 0 to 1: ties of less strength are not walked.
    * `closed`: bool (n), people who opted out: not walked through, nor begun or ended with.

    The search is exact: no path that ranks higher is missed. Raises BadParameter for a parameter outside its range.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["kite"].ties())
    >>> found = best_paths(known, np.array([0], np.int32), np.array([9], np.int32), k=2, max_hops=4)
    >>> [path.people for path in found.paths]
    [(0, 5, 7, 8, 9)]
    >>> best_paths(known, np.array([0], np.int32), np.array([9], np.int32), max_hops=3).reason
    'They are 4 ties apart, and paths of at most 3 ties were asked for.'
    """
    closed = np.zeros(acquaintance.people, dtype=np.bool_) if closed is None else closed
    _check(acquaintance, sources, targets, k, max_hops, closed, min_strength)
    if sources.size == 0 or targets.size == 0:
        return FoundPaths((), path_reasons.NO_SOURCES if sources.size == 0 else path_reasons.NO_TARGETS)
    sources, targets = _told_apart(np.unique(sources), np.unique(targets))
    if sources.size == 0 or targets.size == 0:
        return FoundPaths((), path_reasons.SAME_PERSON)
    sources, targets = sources[~closed[sources]], targets[~closed[targets]]
    if sources.size == 0 or targets.size == 0:
        return FoundPaths((), path_reasons.START_OPTED_OUT if sources.size == 0 else path_reasons.END_OPTED_OUT)
    backwards = ways and sources.size > 1  # the side that has several is the one that ways differ in
    begin, end = (targets, sources) if backwards else (sources, targets)
    rows = _search(acquaintance, locked(begin), locked(end), k, max_hops, locked(closed), min_strength, ways)
    paths = tuple(_with_strength(acquaintance, row[row >= 0][:: -1 if backwards else 1]) for row in rows)
    if paths:
        return FoundPaths(paths, None)
    return FoundPaths((), path_reasons.no_path_reason(acquaintance, sources, targets, closed, min_strength, max_hops))


def _check(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    k: int,
    max_hops: int,
    closed: NDArray[np.bool_],
    min_strength: float,
) -> None:
    if k < 1 or not 1 <= max_hops <= _MOST_HOPS:
        raise BadParameter(f"expected k of at least 1 and max_hops from 1 to {_MOST_HOPS}, got {k} and {max_hops}")
    if not 0 <= min_strength <= 1:
        raise BadParameter(f"expected min_strength from 0 to 1, got {min_strength}")
    if closed.shape != (acquaintance.people,):
        raise BadParameter(f"expected closed for each of {acquaintance.people} people, got shape {closed.shape}")
    for rows in (sources, targets):
        if rows.size and not 0 <= int(rows.min()) <= int(rows.max()) < acquaintance.people:
            raise BadParameter(f"expected rows of people from 0 to {acquaintance.people - 1}, got {rows.tolist()}")


def _told_apart(sources: NDArray[np.int32], targets: NDArray[np.int32]) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Leave who is on both sides out of the side that has several."""
    if sources.size == 1:
        return sources, targets[targets != sources[0]]
    return sources[~np.isin(sources, targets)], targets


def _search(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    k: int,
    max_hops: int,
    closed: NDArray[np.bool_],
    min_strength: float,
    ways: bool,
) -> NDArray[np.int32]:
    matrix = acquaintance.indptr, acquaintance.indices, acquaintance.strength
    # Fresh zeros cost nothing until they are touched, and only those met are: no workspace has to be kept and cleared.
    slot = np.zeros(acquaintance.people, dtype=np.int32)
    people = np.empty(acquaintance.people, dtype=np.int32)
    least = float(np.float32(min_strength))  # as strengths are kept: a tie of just this strength is walked
    begin, end, met, end_reach = rings(*matrix, sources, targets, closed, least, max_hops, slot, people)
    costs = least_costs(*matrix, least, max_hops, slot, people[:met], begin, end, end_reach)
    return cheapest_paths(*matrix, least, max_hops, k, sources, ways, slot, begin, costs)


def _with_strength(acquaintance: Acquaintance, people: NDArray[np.int32]) -> FoundPath:
    rows = tuple(people.tolist())
    strengths = [acquaintance.between(one, other) for one, other in pairwise(rows)]
    return FoundPath(rows, float(np.prod(strengths)))
