"""Contributions add up to the number they are made of; leaving a tie out is computing without it."""

import numpy as np
import pytest

from algorithms.centrality.attention import out_strength, strength
from algorithms.centrality.betweenness import betweenness
from algorithms.centrality.contributions import contributions, taken_apart, without_strongest
from algorithms.centrality.degree import degree, out_degree
from algorithms.centrality.hits import hits
from algorithms.centrality.measures import Measure
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.reach import reach
from algorithms.diffusion.cascade import PASSING_ON, branches, spread
from algorithms.errors import BadParameter
from algorithms.ties.ties import Ties
from tests.algorithms.networks import random_world
from tests.worlds import WORLDS, World


def values_of(ties: Ties) -> "dict[Measure, np.typing.NDArray[np.float64]]":
    both = hits(ties)
    return {
        Measure.DEGREE: degree(ties).values,
        Measure.STRENGTH: strength(ties).values,
        Measure.OUT_DEGREE: out_degree(ties).values,
        Measure.OUT_STRENGTH: out_strength(ties).values,
        Measure.PAGERANK: pagerank(ties, tolerance=1e-12).values,
        Measure.HITS_AUTHORITY: both.authority.values,
        Measure.HITS_HUB: both.hub.values,
        Measure.REACH: reach(ties).values,
    }


@pytest.mark.parametrize("measure", taken_apart())
def test_amounts_and_remainder_add_up_to_the_value(measure: Measure) -> None:
    ties = random_world(60, 300, seed=2).ties()
    values = values_of(ties)
    for person in range(0, 60, 7):
        parts = contributions(ties, person, measure, values)
        assert parts.amounts.sum() + parts.remainder == pytest.approx(values[measure][person], rel=1e-5, abs=1e-9)
        assert (parts.amounts >= 0).all()
        assert (np.diff(parts.amounts) <= 0).all()


@pytest.mark.parametrize("measure", [m for m in taken_apart() if m not in (Measure.PAGERANK, Measure.REACH)])
def test_of_sums_over_ties_nothing_remains(measure: Measure) -> None:
    ties = random_world(60, 300, seed=2).ties()
    assert contributions(ties, 5, measure, values_of(ties)).remainder == 0.0


def test_of_pagerank_the_same_remains_for_everybody() -> None:
    # Nobody in a cycle passes nothing on, so what everybody gets alike is (1 - d) / n.
    ties = WORLDS["cycle"].ties()
    for person in range(6):
        parts = contributions(ties, person, Measure.PAGERANK, values_of(ties))
        assert parts.remainder == pytest.approx(0.15 / 6, abs=1e-8)
        assert parts.amounts.tolist() == [pytest.approx(0.85 / 6, abs=1e-8)]


def test_reach_is_what_comes_by_way_of_each_tie_and_the_person_themselves() -> None:
    world = World(5, ((1, 0, 30.0), (2, 1, 30.0), (3, 1, 30.0), (4, 0, 30.0)))
    ties = world.ties()
    towards = ties.in_tie[ties.in_indptr[0] : ties.in_indptr[1]]
    amounts = dict(zip(ties.sources()[towards].tolist(), branches(ties, 0, towards, passing_on=1.0), strict=True))
    assert amounts[1] == pytest.approx(3, abs=0.05)
    assert amounts[4] == pytest.approx(1, abs=0.05)
    # The same worlds as in the simulation, so the sum is the same to the last one reached.
    simulated = spread(ties, np.array([0], np.int32), runs=10_000, passing_on=PASSING_ON).people
    assert branches(ties, 0, towards).sum() + 1 == pytest.approx(simulated)


def test_leaving_a_tie_out_is_computing_without_it() -> None:
    world = WORLDS["uneven"]
    ties = world.ties()
    for result in without_strongest(ties, 0, Measure.BETWEENNESS, betweenness, most=3):
        left_out = (int(ties.sources()[result.tie]), int(ties.indices[result.tie]))
        rest = World(world.people, tuple(edge for edge in world.edges if edge[:2] != left_out))
        assert result.value == betweenness(rest.ties()).values[0]
    strongest = [float(ties.evidence[result.tie]) for result in without_strongest(ties, 0, Measure.DEGREE, degree)]
    assert strongest == [6.0, 4.0, 1.5]


def test_without_their_only_tie_a_person_is_not_ranked() -> None:
    (result,) = without_strongest(WORLDS["pair"].ties(), 0, Measure.BETWEENNESS, betweenness)
    assert result.rank == 0


def test_what_cannot_be_taken_apart_is_refused() -> None:
    ties = WORLDS["pair"].ties()
    with pytest.raises(BadParameter, match="no sum over ties"):
        contributions(ties, 0, Measure.BETWEENNESS, values_of(ties))
    with pytest.raises(BadParameter, match="values of"):
        contributions(ties, 0, Measure.HITS_HUB, {Measure.HITS_HUB: np.zeros(2)})
    with pytest.raises(BadParameter, match="a row of people"):
        contributions(ties, 2, Measure.DEGREE, values_of(ties))
    with pytest.raises(BadParameter, match="at least 1 tie"):
        without_strongest(ties, 0, Measure.DEGREE, degree, most=0)
