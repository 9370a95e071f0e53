"""Betweenness against NetworkX; the estimate against the exact value."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.betweenness import betweenness
from algorithms.errors import BadParameter
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of, ties_of


@settings(max_examples=80, deadline=None)
@given(worlds())
def test_betweenness_equals_networkx(world: World) -> None:
    ties = world.ties()
    oracle = values_of(nx.betweenness_centrality(network_of(ties)), world.people)
    assert np.allclose(betweenness(ties).values, oracle, atol=1e-9)


def test_betweenness_equals_networkx_on_a_larger_network() -> None:
    ties = random_world(300, 1_500, seed=3).ties()
    oracle = values_of(nx.betweenness_centrality(network_of(ties)), 300)
    assert np.allclose(betweenness(ties).values, oracle, atol=1e-9)


def test_heather_of_the_kite_lies_between_most() -> None:
    # Krackhardt (1990): Heather .389, Fernando and Garth .231, Diane .102, Ike .222.
    values = betweenness(WORLDS["kite"].ties()).values
    assert values[[7, 5, 6, 8, 3]].round(3).tolist() == [0.389, 0.231, 0.231, 0.222, 0.102]


def test_a_way_split_in_two_counts_half_for_each() -> None:
    values = betweenness(ties_of(4, [(0, 1, 1.0), (0, 2, 1.0), (1, 3, 1.0), (2, 3, 1.0)])).values
    assert values.tolist() == pytest.approx([0, 0.5 / 6, 0.5 / 6, 0])


def test_all_pivots_give_the_exact_value() -> None:
    ties = random_world(200, 900, seed=8).ties()
    starters = int((np.diff(ties.indptr) > 0).sum())
    exact = betweenness(ties)
    estimate = betweenness(ties, exact_up_to=0, pivots=starters - 1, seed=1)
    assert exact.standard_error is None
    assert estimate.standard_error is not None
    assert np.abs(estimate.values - exact.values).max() < 0.005


def test_the_estimate_is_right_on_average_and_its_error_says_how_far_off() -> None:
    ties = random_world(200, 900, seed=8).ties()
    exact = betweenness(ties).values
    top = np.argsort(-exact)[:10]
    runs = [betweenness(ties, exact_up_to=0, pivots=60, seed=seed) for seed in range(60)]
    estimates = np.array([run.values[top] for run in runs])
    spread = estimates.std(axis=0, ddof=1)
    assert (np.abs(estimates.mean(axis=0) - exact[top]) < 4 * spread / np.sqrt(60)).all()
    stated = np.array([run.standard_error[top] for run in runs if run.standard_error is not None]).mean(axis=0)
    assert (stated / spread).tolist() == pytest.approx([1.0] * 10, abs=0.4)


def test_the_same_seed_gives_the_same_estimate() -> None:
    ties = random_world(200, 900, seed=8).ties()
    once, again, other = (betweenness(ties, exact_up_to=0, pivots=20, seed=seed).values for seed in (4, 4, 5))
    assert np.array_equal(once, again)
    assert not np.array_equal(once, other)


def test_one_pivot_is_refused() -> None:
    with pytest.raises(BadParameter, match="at least 2 pivots, got 1"):
        betweenness(WORLDS["kite"].ties(), pivots=1)
