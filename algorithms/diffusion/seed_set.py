"""Seed set: whom to talk to with a budget for k people, so that a word reaches the most."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.diffusion.cascade import PASSING_ON, Spread, check_chances, spread
from algorithms.diffusion.reverse_reachable import ReverseSets, reverse_sets
from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.ties import Ties

_FRESH: Final = 1 << 40
"""Sets from this number on are those of the final choice, which must not be those of the search (Chen 2018)."""

_MOST_MEMBERS: Final = 1_000_000_000
_PILOT: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSet:
    """People to talk to, in the order they were chosen, and how far a word from them gets.

    * `people`: int32 (k), rows; `marginal_reach`: float64 (k), what each adds to those before, estimated from `sets`
    * `expected_reach`: simulated in worlds that had no say in the choice; `rivals`: the same, in the same worlds, for
      the sets they are compared with
    * `guarantee`: which share of the best possible reach the choice has, but for one chance in n; 0 when sets were cut
    """

    people: NDArray[np.int32]
    marginal_reach: NDArray[np.float64]
    expected_reach: Spread
    rivals: Mapping[str, Spread]
    guarantee: float
    sets: int

    def __post_init__(self) -> None:
        if self.people.shape != self.marginal_reach.shape or np.unique(self.people).size != self.people.size:
            raise MalformedResult("expected each person once, with what they add")


def seed_set(
    ties: Ties,
    size: int,
    *,
    among: NDArray[np.bool_] | None = None,
    groups: NDArray[np.int32] | None = None,
    most_a_group: int | None = None,
    rivals: Mapping[str, NDArray[np.float64]] | None = None,
    passing_on: float = PASSING_ON,
    epsilon: float = 0.5,
    runs: int = 1_000,
    seed: int = 0,
    keys: NDArray[np.uint64] | None = None,
) -> SeedSet:
    """Choose `size` people from whom a word is expected to reach the most, by IMM.

    The choice has at least 1 - 1/e - `epsilon` of the best expected reach, with probability 1 - 1/n; `epsilon` is
    above 0 and below 1 - 1/e. With `most_a_group` it is 1/2 - `epsilon`, the bound of greedy choice under such a limit
    (Fisher, Nemhauser and Wolsey 1978). What a tie passes on, see `algorithms.diffusion.cascade`.

    * `among`: bool (n), whom to choose from, by default everybody: a community, prospects, those within reach of us
    * `groups`, `most_a_group`: int32 (n), at most so many with the same number; -1 is in no group, so not limited
    * `rivals`: values, float64 (n), whose top `size` among the same people are simulated in the same `runs` worlds

    Fewer are chosen when there are not so many to choose from, or limits allow no more. Equals by row. Where words
    spread so far that sets would hold more than a billion people, fewer are drawn, and `guarantee` is 0. Memory: 8
    bytes a member of the sets, 40 a person. Raises BadParameter outside these ranges.

    Tang, Shi and Xiao (2015), Influence maximization in near-linear time: a martingale approach, SIGMOD. Chen (2018),
    An issue in the martingale analysis of the influence maximization algorithm IMM.

    >>> from tests.worlds import WORLDS
    >>> chosen = seed_set(WORLDS["star"].ties(), 1, passing_on=1.0)
    >>> chosen.people.tolist()
    [0]
    """
    limit = ties.people if most_a_group is None else most_a_group
    _check(ties, size, among, groups, most_a_group, epsilon)
    check_chances(ties, passing_on, keys)
    free = np.ones(ties.people, dtype=np.bool_) if among is None else among
    size = min(size, int(free.sum()))
    if size == 0:
        return _nobody(rivals)
    limits = locked(np.full(ties.people, -1, dtype=np.int32) if groups is None else groups), limit
    draw = _Drawing(ties, passing_on, seed, keys)
    enough = _sets_wanted(draw, locked(free), limits, size, epsilon)
    sets, whole = draw.fresh(enough)
    people, gains = _choose(sets, locked(free), *limits, size, ties.people)
    best = 0.5 if most_a_group is not None else 1 - 1 / math.e
    simulate = {"chosen": people, **{name: _top(values, free, size) for name, values in (rivals or {}).items()}}
    estimates = {
        name: spread(ties, rows, runs=runs, passing_on=passing_on, seed=seed + 1, keys=keys)
        for name, rows in simulate.items()
    }
    return SeedSet(
        people=people,
        marginal_reach=gains * (ties.people / sets.count),
        expected_reach=estimates.pop("chosen"),
        rivals=estimates,
        guarantee=best - epsilon if whole else 0.0,
        sets=sets.count,
    )


def _check(
    ties: Ties,
    size: int,
    among: NDArray[np.bool_] | None,
    groups: NDArray[np.int32] | None,
    most_a_group: int | None,
    epsilon: float,
) -> None:
    if size < 0:
        raise BadParameter(f"expected a size of at least 0, got {size}")
    if not 0 < epsilon < 1 - 1 / math.e:
        raise BadParameter(f"expected epsilon above 0 and below 0.632, got {epsilon}")
    if (groups is None) != (most_a_group is None):
        raise BadParameter("expected groups and most_a_group together, got one of them")
    if most_a_group is not None and most_a_group < 1:
        raise BadParameter(f"expected most_a_group of at least 1, got {most_a_group}")
    for name, column in (("among", among), ("groups", groups)):
        if column is not None and column.shape != (ties.people,):
            raise BadParameter(f"expected {name} for each of {ties.people} people, got shape {column.shape}")


def _nobody(rivals: Mapping[str, NDArray[np.float64]] | None) -> SeedSet:
    nothing = Spread(0.0, 0.0)
    return SeedSet(
        people=np.zeros(0, dtype=np.int32),
        marginal_reach=np.zeros(0),
        expected_reach=nothing,
        rivals=dict.fromkeys(rivals or {}, nothing),
        guarantee=1.0,
        sets=0,
    )


def _top(values: NDArray[np.float64], free: NDArray[np.bool_], size: int) -> NDArray[np.int32]:
    rows = np.flatnonzero(free & ~np.isnan(values))
    return rows[np.argsort(-values[rows], kind="stable")[:size]].astype(np.int32)


@dataclass(slots=True)
class _Drawing:
    """Draws sets, within bounds of memory; those of the search stay, and more come to them."""

    ties: Ties
    passing_on: float
    seed: int
    keys: NDArray[np.uint64] | None
    searched: ReverseSets = field(default_factory=lambda: ReverseSets(np.zeros(1, np.int64), np.zeros(0, np.int32)))

    def first(self, count: int) -> tuple[ReverseSets, bool]:
        """So many sets for the search, and whether they are as many as wanted."""
        more, whole = self._drawn(self.searched.count, count - self.searched.count)
        self.searched = self.searched.with_more(more)
        return self.searched, whole

    def fresh(self, count: int) -> tuple[ReverseSets, bool]:
        """So many sets for the choice, none of them of the search, and whether they are as many as wanted."""
        return self._drawn(_FRESH, count)

    def _drawn(self, begin: int, count: int) -> tuple[ReverseSets, bool]:
        pilot = self._sets(begin, min(count, _PILOT))
        allowed = max(int(_MOST_MEMBERS * pilot.count / pilot.members.size), 1)
        if count <= pilot.count:
            return pilot, True
        return self._sets(begin, min(count, allowed)), count <= allowed

    def _sets(self, begin: int, count: int) -> ReverseSets:
        end = begin + count
        return reverse_sets(self.ties, begin, end, passing_on=self.passing_on, seed=self.seed, keys=self.keys)


def _sets_wanted(
    draw: _Drawing, free: NDArray[np.bool_], limits: tuple[NDArray[np.int32], int], size: int, epsilon: float
) -> int:
    """How many sets the guarantee takes: Tang and others (2015), algorithm 2 and equation 6, in their names."""
    n, candidates = max(draw.ties.people, 2), int(free.sum())
    ell = 1 + math.log(2) / math.log(n)
    choices = math.lgamma(candidates + 1) - math.lgamma(size + 1) - math.lgamma(candidates - size + 1)
    certain = ell * math.log(n)
    coarse = epsilon * math.sqrt(2)
    halvings = max(int(math.log2(n)), 1)
    search = (2 + 2 / 3 * coarse) * (choices + certain + math.log(halvings)) * n / coarse**2
    share = 1 - 1 / math.e
    alpha = math.sqrt(certain + math.log(2))
    beta = math.sqrt(share * (choices + certain + math.log(2)))
    final = 2 * n * (share * alpha + beta) ** 2 / epsilon**2
    at_least = float(size)
    for halving in range(1, halvings):
        guess = n / 2**halving
        sets, whole = draw.first(math.ceil(search / guess))
        _, gains = _choose(sets, free, *limits, size, draw.ties.people)
        reached = n * gains.sum() / sets.count
        if reached >= (1 + coarse) * guess or not whole:
            at_least = max(at_least, reached / (1 + coarse))
            break
    return math.ceil(final / at_least)


def _choose(
    sets: ReverseSets, free: NDArray[np.bool_], groups: NDArray[np.int32], most_a_group: int, size: int, people: int
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """Choose in turn whoever is in the most sets that hold nobody chosen yet; (people, sets each adds)."""
    begin = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(sets.members, minlength=people), out=begin[1:])
    set_of = _sets_by_member(sets.indptr, sets.members, begin[:-1].copy())
    chosen, gains = _greedy(sets.indptr, sets.members, locked(begin), locked(set_of), free, groups, most_a_group, size)
    return chosen, gains.astype(np.float64)


@compiled
def _sets_by_member(
    indptr: NDArray[np.int64], members: NDArray[np.int32], free: NDArray[np.int64]
) -> NDArray[np.int32]:
    """The sets that hold each person, one person after the other; `free` is where each one's begin."""
    set_of = np.empty(members.size, dtype=np.int32)
    for number in range(indptr.size - 1):
        for entry in range(indptr[number], indptr[number + 1]):
            set_of[free[members[entry]]] = number
            free[members[entry]] += 1
    return set_of


@compiled
def _greedy(
    indptr: NDArray[np.int64],
    members: NDArray[np.int32],
    begin: NDArray[np.int64],
    set_of: NDArray[np.int32],
    free: NDArray[np.bool_],
    groups: NDArray[np.int32],
    most_a_group: int,
    size: int,
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    people = begin.size - 1
    gain = begin[1:] - begin[:-1]
    for person in range(people):
        if not free[person]:
            gain[person] = -1
    covered = np.zeros(indptr.size - 1, dtype=np.bool_)
    in_group = np.zeros(people + 1, dtype=np.int32)
    chosen = np.empty(size, dtype=np.int32)
    gains = np.empty(size, dtype=np.int64)
    count = 0
    while count < size:
        best = np.argmax(gain)
        if gain[best] < 0:
            break
        group = groups[best]
        if group >= 0 and in_group[group] >= most_a_group:
            gain[best] = -1
            continue
        in_group[group] += group >= 0
        chosen[count], gains[count] = best, gain[best]
        count += 1
        for entry in range(begin[best], begin[best + 1]):
            number = set_of[entry]
            if covered[number]:
                continue
            covered[number] = True
            for member in range(indptr[number], indptr[number + 1]):
                if gain[members[member]] > 0:
                    gain[members[member]] -= 1
        gain[best] = -1
    return chosen[:count], gains[:count]
