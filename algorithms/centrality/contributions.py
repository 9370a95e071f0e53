"""Contributions: which ties a person's number is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.definitions import DEFINITIONS, Measure
from algorithms.centrality.ranking import rank
from algorithms.centrality.scores import Scores
from algorithms.diffusion.cascade import PASSING_ON, branches
from algorithms.errors import BadParameter
from algorithms.ties.ties import Ties

Values = Mapping[Measure, NDArray[np.float64]]


@dataclass(frozen=True, slots=True)
class Contributions:
    """What each tie adds to a person's number, most first, equals by tie; the amounts and `remainder` sum to `value`.

    `ties`: int64 (k), positions of ties; `amounts`: float64 (k), 0 or above.
    """

    ties: NDArray[np.int64]
    amounts: NDArray[np.float64]
    remainder: float
    value: float


@dataclass(frozen=True, slots=True)
class WithoutTie:
    """What a person's number and rank would be without one tie; the rank is 0 when they would not be ranked."""

    tie: int
    value: float
    rank: int


TAKEN_APART: Final = (
    Measure.DEGREE,
    Measure.STRENGTH,
    Measure.OUT_DEGREE,
    Measure.OUT_STRENGTH,
    Measure.PAGERANK,
    Measure.HITS_AUTHORITY,
    Measure.HITS_HUB,
    Measure.REACH,
)
"""Measures that are sums over ties; of the others only `without_strongest` tells."""


def contributions(
    ties: Ties, person: int, measure: Measure, values: Values, *, damping: float = 0.85, seed: int = 0
) -> Contributions:
    """Take a person's number apart into what each of their ties adds.

    * DEGREE, OUT_DEGREE: 1 for each tie; STRENGTH, OUT_STRENGTH: its evidence. Nothing remains
    * PAGERANK: what the other passes on along it; what remains is what everybody gets alike
    * HITS_AUTHORITY, HITS_HUB: in proportion to evidence × the other's hub or authority. Nothing remains
    * REACH: how many are reached by way of the one at its other end first, in 10,000 simulated worlds; what remains is
      the person themselves, and what the simulation and the estimate differ by

    `values` holds the measure's values, float64 (n), and for HITS those of both halves. Raises BadParameter for a
    measure that is no sum over ties, for values that are missing, and for a row that is nobody's.

    >>> from tests.worlds import WORLDS
    >>> found = contributions(WORLDS["star"].ties(), 0, Measure.DEGREE, {Measure.DEGREE: np.array([5.0] + [0.0] * 5)})
    >>> found.amounts.tolist(), found.remainder
    ([1.0, 1.0, 1.0, 1.0, 1.0], 0.0)
    """
    if measure not in TAKEN_APART:
        raise BadParameter(f"expected one of {', '.join(TAKEN_APART)}, got {measure}: it is no sum over ties")
    _check_person(ties, person)
    needed = _HALVES if measure in _HALVES else (measure,)
    if any(name not in values or values[name].shape != (ties.people,) for name in needed):
        raise BadParameter(f"expected values of {' and '.join(needed)} for {ties.people} people")
    outward = measure in (Measure.OUT_DEGREE, Measure.OUT_STRENGTH, Measure.HITS_HUB)
    own = slice(ties.indptr[person], ties.indptr[person + 1])
    towards = slice(ties.in_indptr[person], ties.in_indptr[person + 1])
    positions = np.arange(own.start, own.stop) if outward else ties.in_tie[towards]
    others = ties.indices[own] if outward else ties.in_indices[towards]
    value = float(values[measure][person])
    amounts = _amounts(ties, person, measure, values, positions, others, damping, seed)
    order = np.lexsort((positions, -amounts))
    remainder = value - float(amounts.sum())
    if measure not in (Measure.PAGERANK, Measure.REACH):
        remainder = 0.0 if abs(remainder) <= 1e-6 * max(value, 1e-300) else remainder  # evidence is kept as float32
    return Contributions(positions[order].astype(np.int64), amounts[order], remainder, value)


_HALVES: Final = (Measure.HITS_AUTHORITY, Measure.HITS_HUB)


def _amounts(
    ties: Ties,
    person: int,
    measure: Measure,
    values: Values,
    positions: NDArray[np.int64],
    others: NDArray[np.int32],
    damping: float,
    seed: int,
) -> NDArray[np.float64]:
    evidence = ties.evidence[positions].astype(np.float64)
    if measure in (Measure.DEGREE, Measure.OUT_DEGREE):
        return np.ones(positions.size)
    if measure in (Measure.STRENGTH, Measure.OUT_STRENGTH):
        return evidence
    if measure is Measure.PAGERANK:
        given = np.bincount(ties.sources(), weights=ties.evidence, minlength=ties.people)
        passed: NDArray[np.float64] = damping * values[measure][others] * evidence / given[others]
        return passed
    if measure is Measure.REACH:
        return branches(ties, person, positions, passing_on=PASSING_ON, seed=seed)
    half = _HALVES[1] if measure is _HALVES[0] else _HALVES[0]
    shares = evidence * values[half][others]
    total = float(shares.sum())
    return shares * (float(values[measure][person]) / total) if total > 0 else shares


def without_strongest(
    ties: Ties,
    person: int,
    measure: Measure,
    compute: Callable[[Ties], Scores],
    *,
    most: int = 3,
) -> tuple[WithoutTie, ...]:
    """Say what a person's number and rank would be without each of their strongest ties, one at a time.

    `compute` works the measure out on other ties; it is called once for each of at most `most` ties, those with the
    most evidence in either direction. Raises BadParameter for a row that is nobody's or `most` below 1.

    >>> from algorithms.centrality.degree import degree
    >>> from tests.worlds import WORLDS
    >>> without_strongest(WORLDS["star"].ties(), 0, Measure.DEGREE, degree, most=1)
    (WithoutTie(tie=0, value=4.0, rank=1),)
    """
    _check_person(ties, person)
    if most < 1:
        raise BadParameter(f"expected at least 1 tie to leave out, got {most}")
    own = np.arange(ties.indptr[person], ties.indptr[person + 1])
    towards = ties.in_tie[ties.in_indptr[person] : ties.in_indptr[person + 1]]
    positions = np.concatenate([own, towards])
    strongest = positions[np.lexsort((positions, -ties.evidence[positions]))][:most]
    return tuple(_without(ties, person, int(tie), measure, compute) for tie in strongest)


def _without(ties: Ties, person: int, tie: int, measure: Measure, compute: Callable[[Ties], Scores]) -> WithoutTie:
    kept = np.ones(ties.count, dtype=np.bool_)
    kept[tie] = False
    rest = ties.only(kept)
    values = compute(rest).values
    ranks = rank(values, descending=DEFINITIONS[measure].descending, among=rest.connected())
    return WithoutTie(tie, float(values[person]), int(ranks[person]))


def _check_person(ties: Ties, person: int) -> None:
    if not 0 <= person < ties.people:
        raise BadParameter(f"expected a row of people from 0 to {ties.people - 1}, got {person}")
