"""Measures are computed when they are asked for, with those that they are made of."""

from collections.abc import Callable

import numpy as np

from algorithms.analysis.measure import (
    Measure,
    MeasureInputs,
    measure_people,
    rank_people,
)
from algorithms.centrality.influence import PARTS
from algorithms.centrality.scores import Scores
from algorithms.parameters import Parameters
from tests.worlds import WORLDS


def test_only_what_is_asked_for_is_computed() -> None:
    world = WORLDS["kite"]
    heard: list[Measure] = []

    def take(measure: Measure, compute: Callable[[], Scores]) -> Scores:
        heard.append(measure)
        return compute()

    measures = measure_people({Measure.DEGREE}, MeasureInputs(world.snapshot(), world.ties(), Parameters()), take)
    assert set(measures.scores) == {Measure.DEGREE}
    assert heard == [Measure.DEGREE]
    assert measures.influence is None


def test_influence_brings_what_it_is_made_of() -> None:
    world = WORLDS["kite"]
    measures = measure_people({Measure.INFLUENCE}, MeasureInputs(world.snapshot(), world.ties(), Parameters()))
    assert set(measures.scores) == {Measure.INFLUENCE, *PARTS}
    assert measures.influence is not None
    assert measures.influence.score is measures.scores[Measure.INFLUENCE]


def test_the_least_constrained_rank_first_and_the_most_of_all_else() -> None:
    values, everybody = np.array([0.2, 0.9, np.nan]), np.ones(3, dtype=np.bool_)
    assert rank_people(Measure.CONSTRAINT, values, everybody).tolist() == [1, 2, 0]
    for measure in set(Measure) - {Measure.CONSTRAINT}:
        assert rank_people(measure, values, everybody).tolist() == [2, 1, 0]
