"""Every measure on every world: one number a person, none below zero, and the same whatever the order of people."""

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.measure import OF_EVERYBODY, Ground, Measure, measure_people, rank_people
from algorithms.parameters import Parameters
from algorithms.tie_strength import build_ties
from tests.algorithms.networks import shuffled
from tests.worlds import WORLDS, World

BY_TIES = tuple(measure for measure in Measure if measure not in OF_EVERYBODY)

DRAWN_BY_ID = (Measure.REACH, Measure.PARTICIPATION)
"""Here ids are rows: people who change places draw other coins, and where communities could be cut in several ways they
are cut by ids. That nothing else of the order counts, `test_reach.py` and `test_participation.py` say."""

WHATEVER_THE_ORDER = tuple(measure for measure in BY_TIES if measure not in DRAWN_BY_ID)

EVERY_MEASURE = pytest.mark.parametrize("measure", Measure)
EVERY_WORLD = pytest.mark.parametrize("name", WORLDS)


def values_of(measure: Measure, world: World, parameters: Parameters | None = None) -> NDArray[np.float64]:
    knobs = parameters or Parameters()
    snapshot = world.snapshot()
    return measure_people({measure}, Ground(snapshot, build_ties(snapshot, knobs), knobs)).scores[measure].values


@EVERY_MEASURE
@EVERY_WORLD
def test_there_is_one_number_a_person_and_none_below_zero(measure: Measure, name: str) -> None:
    values = values_of(measure, WORLDS[name])
    assert values.shape == (WORLDS[name].people,)
    assert not (values < 0).any()
    assert not np.isinf(values).any()


@pytest.mark.parametrize("measure", BY_TIES)
@EVERY_WORLD
def test_only_people_without_a_tie_may_have_no_value(measure: Measure, name: str) -> None:
    tied = WORLDS[name].ties().connected()
    assert not np.isnan(values_of(measure, WORLDS[name])[tied]).any()


@EVERY_MEASURE
@EVERY_WORLD
def test_the_same_world_gives_the_same_numbers(measure: Measure, name: str) -> None:
    first, second = (values_of(measure, WORLDS[name]) for _ in range(2))
    assert np.array_equal(first, second, equal_nan=True)


@pytest.mark.parametrize("measure", WHATEVER_THE_ORDER)
@EVERY_WORLD
@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_people_does_not_matter(measure: Measure, name: str, seed: int) -> None:
    world = WORLDS[name]
    other, place = shuffled(world, seed)
    values, moved = values_of(measure, world), values_of(measure, other)
    assert np.allclose(moved[place], values, rtol=1e-9, atol=1e-12, equal_nan=True)
    everybody = np.ones(world.people, dtype=np.bool_)
    assert rank_people(measure, moved, everybody)[place].tolist() == rank_people(measure, values, everybody).tolist()


@pytest.mark.parametrize("measure", [Measure.DEGREE, Measure.STRENGTH, Measure.PAGERANK, Measure.INFLUENCE])
def test_influence_runs_against_attention(measure: Measure) -> None:
    # Five people attend to the one in the middle; the most attentive person must not lead.
    values = values_of(measure, WORLDS["star"])
    assert int(values.argmax()) == 0
    loud = World(4, ((0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0), (3, 1, 1.0)))
    values = values_of(measure, loud)
    assert int(values.argmax()) == 1
    assert int(values.argmin()) == 0


@pytest.mark.parametrize("measure", [measure for measure in Measure if measure is not Measure.REACH])
def test_somebody_alone_elsewhere_does_not_change_the_rest(measure: Measure) -> None:
    world = WORLDS["two_triangles"]
    with_one_more = World(world.people + 1, world.edges)
    values, more = values_of(measure, world), values_of(measure, with_one_more)[: world.people]
    everybody = np.ones(world.people, dtype=np.bool_)
    assert rank_people(measure, values, everybody).tolist() == rank_people(measure, more, everybody).tolist()
