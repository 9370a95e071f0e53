"""Label propagation: what its authors say of where it ends, and a planted world."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from sklearn.metrics import normalized_mutual_info_score

from algorithms.communities.label_propagation import label_propagation
from algorithms.errors import BadParameter
from tests.algorithms.networks import worlds
from tests.worlds import WORLDS, World, both_ways


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_at_the_end_nobody_has_more_ties_to_another_group(world: World) -> None:
    labels = label_propagation(world.ties())
    for person in range(world.people):
        towards: dict[int, float] = {}
        for a, b, evidence in world.edges:
            if person in (a, b):
                other = int(labels[b if a == person else a])
                towards[other] = towards.get(other, 0.0) + evidence
        assert (int(labels[person]) == -1) == (not towards)
        if towards:
            assert towards.get(int(labels[person]), 0.0) >= max(towards.values()) - 1e-6


def test_plain_communities_are_found() -> None:
    network = nx.planted_partition_graph(5, 40, 0.5, 0.01, seed=4)
    world = World(200, tuple(both_ways(list(network.edges))))
    planted = np.repeat(np.arange(5), 40)
    assert normalized_mutual_info_score(planted, label_propagation(world.ties(), seed=1)) > 0.9


def test_the_same_seed_gives_the_same_groups_largest_first() -> None:
    ties = WORLDS["karate"].ties()
    labels = label_propagation(ties, seed=5)
    assert np.array_equal(labels, label_propagation(ties, seed=5))
    sizes = np.bincount(labels)
    assert (np.diff(sizes) <= 0).all()


def test_no_rounds_are_refused() -> None:
    with pytest.raises(BadParameter, match="at least 1 round"):
        label_propagation(WORLDS["pair"].ties(), rounds=0)
