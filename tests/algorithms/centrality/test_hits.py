"""HITS against NetworkX and a dense decomposition, and where several parts lead together."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from scipy.sparse import csr_array

from algorithms.centrality.hits import hits
from tests.algorithms.networks import random_world, shuffled, values_of, worlds
from tests.worlds import WORLDS, World, network_of


def _power_iteration(world: World, rounds: int = 20_000) -> "np.typing.NDArray[np.float64]":
    matrix = np.zeros((world.people, world.people))
    for a, b, evidence in world.edges:
        matrix[a, b] = evidence
    authority = np.ones(world.people)
    for _ in range(rounds):
        authority = matrix.T @ (matrix @ authority)
        authority /= authority.sum()
    return authority


@settings(max_examples=50, deadline=None)
@given(worlds(least=1))
def test_authority_is_where_power_iteration_from_equal_values_ends(world: World) -> None:
    shares = hits(world.ties())
    if not world.edges:
        assert not shares.authority.values.any()
        assert not shares.hub.values.any()
        return
    squared = np.linalg.svd(nx.to_numpy_array(network_of(world.ties()), weight="evidence"), compute_uv=False) ** 2
    lower = squared[squared < squared[0] * (1 - 1e-6)]
    if lower.size and lower[0] > squared[0] * 0.99:
        return  # power iteration itself would not be there in time
    assert np.allclose(shares.authority.values, _power_iteration(world), atol=1e-6)
    assert shares.hub.values.sum() == pytest.approx(1)


@pytest.mark.parametrize("people", [120, 600])
def test_both_halves_equal_networkx(people: int) -> None:
    world = random_world(people, people * 8, seed=people)
    network = network_of(world.ties())
    nx.set_edge_attributes(network, nx.get_edge_attributes(network, "evidence"), "weight")
    hubs, authorities = nx.hits(network, max_iter=10_000, tol=1e-12)
    shares = hits(world.ties())
    assert np.allclose(shares.authority.values, values_of(authorities, people), atol=1e-7)
    assert np.allclose(shares.hub.values, values_of(hubs, people), atol=1e-7)


@pytest.mark.parametrize("copies", [2, 150])
def test_parts_that_are_alike_share_whatever_the_order_of_people(copies: int) -> None:
    # 1 is attended to by 0 and 2, and 0 by 2 alone.
    part = [(0, 1, 1.0), (2, 1, 1.0), (2, 0, 1.0)]
    world = World(3 * copies, tuple((a + 3 * n, b + 3 * n, e) for n in range(copies) for a, b, e in part))
    other, place = shuffled(world, seed=1)
    values = hits(world.ties()).authority.values
    golden = (1 + 5**0.5) / 2  # of [[1, 1], [1, 2]], what the authorities 0 and 1 pass round
    assert np.allclose(values, np.tile([1, golden, 0], copies) / (1 + golden) / copies, atol=1e-9)
    assert np.allclose(hits(other.ties()).authority.values[place], values, atol=1e-12)


def test_without_ties_nobody_leads() -> None:
    assert hits(WORLDS["isolated"].ties()).hub.values.tolist() == [0.0] * 4
    assert hits(WORLDS["empty"].ties()).authority.values.shape == (0,)


def test_where_nobody_leads_clearly_the_search_ends_all_the_same() -> None:
    # Everybody in a long circle attends to the next three: all values are alike, and many lie close to the lead.
    circle = World(5_000, tuple((a, (a + step) % 5_000, 1.0) for a in range(5_000) for step in (1, 2, 3)))
    assert np.allclose(hits(circle.ties()).authority.values, 1 / 5_000, rtol=1e-9)
    # With one tie more the lead is by a hair; what is found is a leading vector as far as numbers tell.
    almost = World(5_000, (*circle.edges, (0, 2_500, 1.0)))
    ties = almost.ties()
    authority = hits(ties).authority.values
    matrix = csr_array((ties.evidence.astype(np.float64), ties.indices, ties.indptr), shape=(5_000, 5_000))
    passed: Any = matrix.T @ (matrix @ authority)
    size = float(passed @ authority / (authority @ authority))
    assert np.linalg.norm(passed - size * authority) <= 1e-4 * size * np.linalg.norm(authority)
    assert authority.argmax() == 2_500
