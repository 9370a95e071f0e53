"""Measure: how each of the named numbers per person is computed, and what it depends on."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.influence import Influence, influence_of
from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.centrality.measures import Measure
from algorithms.centrality.ranking import rank
from algorithms.centrality.registry import specs
from algorithms.centrality.scores import Scores

__all__ = [
    "CachedStep",
    "Measure",
    "MeasureInputs",
    "Measured",
    "inputs_of",
    "measure_people",
    "rank_people",
]

CachedStep = Callable[[Measure, Callable[[], Scores]], Scores]
"""Gives the scores of a measure: by computing them now, or from where they are kept."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by measure; `influence` with its parts when that was asked for."""

    scores: Mapping[Measure, Scores]
    influence: Influence | None


def inputs_of(measure: Measure, on: MeasureInputs, ties: str) -> tuple[Any, ...]:
    """List what the scores of a measure depend on; `ties` names the ties, see `algorithms.analysis.step`.

    Scores whose inputs are equal are equal. Of a measure made of others, such as INFLUENCE, these are not all: it
    depends on their scores too.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["pair"]
    >>> inputs = MeasureInputs(world.snapshot(), world.ties(), Parameters())
    >>> inputs_of(Measure.PAGERANK, inputs, "fingerprint of the ties")
    ('fingerprint of the ties', (0.85, 1e-08), ())
    """
    spec = specs()[measure]
    parameters = tuple(getattr(on.parameters, name) for name in spec.parameters)
    return ties if spec.on_ties else "", parameters, spec.columns(on)


def measure_people(
    measures: Collection[Measure], on: MeasureInputs, take: CachedStep = lambda _, compute: compute()
) -> Measured:
    """Compute the measures asked for, and those that they are made of.

    Each by `take`, but for those made of others, which are computed from these each time.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["star"]
    >>> inputs = MeasureInputs(world.snapshot(), world.ties(), Parameters())
    >>> measure_people({Measure.DEGREE}, inputs).scores[Measure.DEGREE].values.tolist()
    [5.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    in_turn = _parts_first(measures)
    for measure in in_turn:
        spec = specs()[measure]
        compute = partial(spec.compute, on)
        on.scores[measure] = compute() if spec.made_of else take(measure, compute)
    influence = on.shared(influence_of) if Measure.INFLUENCE in measures else None
    return Measured({measure: on.scores[measure] for measure in in_turn}, influence)


def _parts_first(measures: Collection[Measure]) -> list[Measure]:
    """The measures and those that they are made of, in their order, but parts before what is made of them."""
    needed = {*measures}
    while not needed >= (parts := {part for measure in needed for part in specs()[measure].made_of}):
        needed |= parts
    in_order = [measure for measure in Measure if measure in needed]
    return sorted(in_order, key=lambda measure: _depth(specs()[measure]))


def _depth(spec: MeasureSpec) -> int:
    return 1 + max((_depth(specs()[part]) for part in spec.made_of), default=-1)


def rank_people(measure: Measure, values: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Rank people by a measure, the right end first; whoever is not `among` is not ranked (0). int32 (n).

    >>> rank_people(Measure.CONSTRAINT, np.array([0.5, 0.2]), np.array([True, True])).tolist()
    [2, 1]
    """
    return rank(values, descending=specs()[measure].descending, among=among)
