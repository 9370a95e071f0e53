"""Contributions: which ties a person's number is made of."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import OwnTies
from algorithms.centrality.measures import Measure
from algorithms.centrality.ranking import rank
from algorithms.centrality.registry import specs
from algorithms.centrality.scores import Scores
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


def taken_apart() -> tuple[Measure, ...]:
    """List the measures that are sums over ties; of the others only `without_strongest` tells.

    >>> Measure.DEGREE in taken_apart(), Measure.BETWEENNESS in taken_apart()
    (True, False)
    """
    return tuple(measure for measure, spec in specs().items() if spec.taken_apart)


def contributions(
    ties: Ties, person: int, measure: Measure, values: Values, *, damping: float = 0.85, seed: int = 0
) -> Contributions:
    """Take a person's number apart into what each of their ties adds.

    * DEGREE, OUT_DEGREE: 1 for each tie; STRENGTH, OUT_STRENGTH: its evidence. Nothing remains
    * PAGERANK: what the other passes on along it; what remains is what everybody gets alike
    * HITS_AUTHORITY, HITS_HUB: in proportion to evidence × the other's hub or authority. Nothing remains
    * REACH: how many are reached by way of the one at its other end first, in 10,000 simulated worlds; what remains is
      the person themselves, and what the simulation and the estimate differ by

    How each does it, its own file says. `values` holds the measure's values, float64 (n), and for HITS those of both
    halves. Raises BadParameter for a measure that is no sum over ties, for values that are missing, and for a row that
    is nobody's.

    >>> from tests.worlds import WORLDS
    >>> parts = contributions(WORLDS["star"].ties(), 0, Measure.DEGREE, {Measure.DEGREE: np.array([5.0] + [0.0] * 5)})
    >>> parts.amounts.tolist(), parts.remainder
    ([1.0, 1.0, 1.0, 1.0, 1.0], 0.0)
    """
    apart = specs()[measure].taken_apart
    if apart is None:
        raise BadParameter(f"expected one of {', '.join(taken_apart())}, got {measure}: it is no sum over ties")
    _check_person(ties, person)
    needed = sorted({measure, *apart.values_of})
    if any(name not in values or values[name].shape != (ties.people,) for name in needed):
        raise BadParameter(f"expected values of {' and '.join(needed)} for {ties.people} people")
    own = slice(ties.indptr[person], ties.indptr[person + 1])
    towards = slice(ties.in_indptr[person], ties.in_indptr[person + 1])
    positions = np.arange(own.start, own.stop) if apart.outward else ties.in_tie[towards]
    others = ties.indices[own] if apart.outward else ties.in_indices[towards]
    amounts = apart.amounts(
        OwnTies(ties=ties, person=person, positions=positions, others=others, values=values, damping=damping, seed=seed)
    )
    value = float(values[measure][person])
    order = np.lexsort((positions, -amounts))
    remainder = value - float(amounts.sum())
    if not apart.remains:
        remainder = 0.0 if abs(remainder) <= 1e-6 * max(value, 1e-300) else remainder  # evidence is kept as float32
    return Contributions(positions[order].astype(np.int64), amounts[order], remainder, value)


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
    others = np.ones(ties.count, dtype=np.bool_)
    others[tie] = False
    rest = ties.only(others)
    values = compute(rest).values
    ranks = rank(values, descending=specs()[measure].descending, among=rest.connected())
    return WithoutTie(tie, float(values[person]), int(ranks[person]))


def _check_person(ties: Ties, person: int) -> None:
    if not 0 <= person < ties.people:
        raise BadParameter(f"expected a row of people from 0 to {ties.people - 1}, got {person}")
