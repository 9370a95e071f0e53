"""Local clustering against NetworkX."""

from typing import Any

import networkx as nx
import numpy as np
from hypothesis import given, settings

from algorithms.centrality.local_clustering import local_clustering, triangles
from algorithms.ties.symmetrise import symmetrise
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of


def _of(values: Any) -> dict[int, Any]:
    return dict(values)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_clustering_and_triangles_equal_networkx(world: World) -> None:
    ties = world.ties()
    contacts: Any = nx.Graph(network_of(ties))
    assert np.allclose(local_clustering(ties).values, values_of(_of(nx.clustering(contacts)), world.people))
    counted = triangles(symmetrise(ties, ties.evidence)).tolist()
    assert counted == values_of(_of(nx.triangles(contacts)), world.people).tolist()


def test_clustering_equals_networkx_on_a_larger_network() -> None:
    world = random_world(500, 5_000, seed=8)
    contacts = nx.Graph(network_of(world.ties()))
    assert np.allclose(local_clustering(world.ties()).values, values_of(_of(nx.clustering(contacts)), world.people))


def test_friends_in_a_triangle_all_know_each_other_and_in_a_star_nobody_does() -> None:
    assert local_clustering(WORLDS["triangle"].ties()).values.tolist() == [1.0, 1.0, 1.0]
    assert local_clustering(WORLDS["star"].ties()).values.tolist() == [0.0] * 6
