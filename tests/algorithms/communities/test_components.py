"""Components against SciPy and NetworkX."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.communities.components import Components, weak_components
from algorithms.errors import MalformedResult
from tests.algorithms.networks import random_world, worlds
from tests.worlds import WORLDS, World, network_of


def _groups(found: Components) -> set[frozenset[int]]:
    return {frozenset(np.flatnonzero(found.labels == part).tolist()) for part in range(found.count)}


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_parts_equal_networkx(world: World) -> None:
    ties, network = world.ties(), network_of(world.ties())
    assert _groups(weak_components(ties)) == {frozenset(part) for part in nx.weakly_connected_components(network)}


@pytest.mark.parametrize("ties", [100, 900, 3_000])
def test_parts_equal_networkx_where_there_are_many(ties: int) -> None:
    world = random_world(2_000, ties, seed=ties)
    network = network_of(world.ties())
    components = weak_components(world.ties())
    assert _groups(components) == {frozenset(part) for part in nx.weakly_connected_components(network)}


def test_parts_are_numbered_by_size_then_by_their_first_person() -> None:
    world = World(7, ((5, 6, 1.0), (1, 2, 1.0), (2, 3, 1.0)))
    components = weak_components(world.ties())
    assert components.labels.tolist() == [2, 0, 0, 0, 3, 1, 1]
    assert components.sizes.tolist() == [3, 2, 1, 1]


def test_direction_does_not_matter() -> None:
    assert weak_components(WORLDS["star"].ties()).count == 1


def test_nobody_makes_no_part() -> None:
    assert weak_components(WORLDS["empty"].ties()).count == 0


def test_sizes_must_be_those_of_the_labels() -> None:
    with pytest.raises(MalformedResult):
        Components(np.array([0, 0, 1], dtype=np.int32), np.array([1, 2], dtype=np.int32))
