"""Personalised PageRank against NetworkX."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.personalised_pagerank import personalised_pagerank
from algorithms.errors import BadParameter
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of


def _oracle(world: World, origins: list[int], damping: float) -> "np.typing.NDArray[np.float64]":
    result = nx.pagerank(
        network_of(world.ties()),
        alpha=damping,
        personalization=dict.fromkeys(origins, 1.0),
        weight="evidence",
        tol=1e-14,
        max_iter=10_000,
    )
    return values_of(result, world.people)


@settings(max_examples=50, deadline=None)
@given(worlds(least=2))
def test_it_equals_networkx(world: World) -> None:
    origins = [0, world.people - 1]
    values = personalised_pagerank(world.ties(), np.array(origins, np.int32)).values
    assert np.allclose(values, _oracle(world, origins, 0.85), atol=1e-7)


@pytest.mark.parametrize("damping", [0.0, 0.5, 0.95])
def test_it_equals_networkx_on_a_larger_network(damping: float) -> None:
    world = random_world(400, 2_500, seed=4)
    origins = [3, 50, 120, 399]
    values = personalised_pagerank(world.ties(), np.array(origins, np.int32), damping=damping).values
    assert np.abs(values - _oracle(world, origins, damping)).sum() < 1e-6


def test_starting_from_everybody_is_pagerank() -> None:
    ties = WORLDS["karate"].ties()
    everybody = np.arange(34, dtype=np.int32)
    assert np.allclose(personalised_pagerank(ties, everybody).values, pagerank(ties).values, atol=1e-9)


def test_somebody_named_twice_counts_once() -> None:
    ties = WORLDS["karate"].ties()
    once, twice = np.array([4, 7], np.int32), np.array([4, 7, 7], np.int32)
    assert np.array_equal(personalised_pagerank(ties, once).values, personalised_pagerank(ties, twice).values)


def test_whom_their_attention_cannot_reach_gets_nothing() -> None:
    values = personalised_pagerank(WORLDS["apart"].ties(), np.array([3], np.int32)).values
    assert values[[0, 1, 2, 6]].tolist() == [0.0] * 4


@pytest.mark.parametrize(("rows", "said"), [([], "at least one person"), ([9], "rows of people from 0 to 1")])
def test_origins_must_be_people(rows: list[int], said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        personalised_pagerank(WORLDS["pair"].ties(), np.array(rows, np.int32))
