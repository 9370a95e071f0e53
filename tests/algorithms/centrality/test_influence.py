"""Influence from its definition."""

import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.attention import strength
from algorithms.centrality.betweenness import betweenness
from algorithms.centrality.influence import Influence, influence, percentiles
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.ties.ties import Ties
from tests.algorithms.networks import worlds
from tests.worlds import WORLDS, World


def influence_of(ties: Ties, weights: tuple[float, float, float] = (0.4, 0.4, 0.2)) -> Influence:
    return influence(ties, attention=strength(ties), reach=pagerank(ties), brokerage=betweenness(ties), weights=weights)


def percentiles_by_definition(values: list[float]) -> list[float]:
    return [
        sum((other < value) + (other == value) / 2 for at, other in enumerate(values) if at != own) / (len(values) - 1)
        for own, value in enumerate(values)
    ]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_the_score_is_the_scaled_mean_of_percentiles_among_the_tied(world: World) -> None:
    ties = world.ties()
    tied = ties.connected()
    influence = influence_of(ties)
    assert np.isnan(influence.score.values[~tied]).all()
    if not tied.any():
        return
    mean = np.zeros(int(tied.sum()))
    for part, whole, weight in (
        (influence.attention, strength(ties), 0.4),
        (influence.reach, pagerank(ties), 0.4),
        (influence.brokerage, betweenness(ties), 0.2),
    ):
        expected = percentiles_by_definition(whole.values[tied].tolist())
        assert part.values[tied].tolist() == pytest.approx(expected)
        mean += weight * np.array(expected)
    assert influence.score.values[tied].tolist() == pytest.approx((100 * mean / mean.max()).tolist())


def test_the_most_influential_person_has_100() -> None:
    for world in WORLDS.values():
        score = influence_of(world.ties()).score.values
        if not np.isnan(score).all():
            assert np.nanmax(score) == 100


def test_equals_are_equally_influential() -> None:
    assert influence_of(WORLDS["cycle"].ties()).score.values.tolist() == [100.0] * 6


def test_weights_choose_what_counts() -> None:
    kite = WORLDS["kite"].ties()
    assert int(influence_of(kite, (1, 0, 0)).score.values.argmax()) == 3  # Diane has most ties
    assert int(influence_of(kite, (0, 0, 1)).score.values.argmax()) == 7  # Heather connects most


def test_when_the_only_part_that_counts_is_nothing_for_all_they_are_alike() -> None:
    ties = WORLDS["pair"].ties()
    nothing = Scores(np.zeros(2))
    result = influence(ties, attention=nothing, reach=nothing, brokerage=nothing, weights=(1, 0, 0))
    assert result.score.values.tolist() == [100.0, 100.0]


@pytest.mark.parametrize("weights", [(0, 0, 0), (1, -1, 1)])
def test_weights_that_make_no_sense_are_refused(weights: tuple[float, float, float]) -> None:
    with pytest.raises(BadParameter, match="weights of 0 or above"):
        influence_of(WORLDS["pair"].ties(), weights)


def test_percentiles_of_one_and_of_nobody() -> None:
    assert percentiles(np.array([3.0]), np.array([True])).tolist() == [0.5]
    assert np.isnan(percentiles(np.array([3.0]), np.array([False]))).all()
    assert percentiles(np.zeros(0), np.zeros(0, dtype=np.bool_)).tolist() == []
