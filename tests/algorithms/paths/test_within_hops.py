"""Who is within reach, against NetworkX, with doors closed and without."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.errors import BadParameter
from algorithms.paths.within_hops import distance, within_hops
from algorithms.ties.acquaintance import acquaintance_of
from tests.algorithms.networks import random_world, worlds
from tests.worlds import WORLDS, World, network_of


def rows(*people: int) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(people, dtype=np.int32)


@settings(max_examples=150, deadline=None)
@given(worlds(least=1), st.data())
def test_distances_equal_networkx(world: World, data: st.DataObject) -> None:
    people = st.integers(0, world.people - 1)
    sources, closed = data.draw(st.lists(people, max_size=3)), data.draw(st.sets(people, max_size=3))
    hops = data.draw(st.integers(0, 6))
    network = nx.Graph(network_of(world.ties()))
    network.remove_nodes_from(closed)
    open_sources = {source for source in sources if source not in closed}
    expected = np.full(world.people, -1)
    if open_sources:
        lengths = nx.multi_source_dijkstra_path_length(network, open_sources, cutoff=hops, weight=None)
        expected[list(lengths)] = list(lengths.values())
    shut = np.isin(np.arange(world.people), list(closed))
    result = within_hops(acquaintance_of(world.ties()), rows(*sources), hops, closed=shut)
    assert result.tolist() == expected.tolist()


def test_distance_equals_networkx_on_a_larger_network() -> None:
    world = random_world(400, 500, seed=5)
    known, network = acquaintance_of(world.ties()), nx.Graph(network_of(world.ties()))
    lengths = dict(nx.all_pairs_shortest_path_length(network))
    pairs = np.random.default_rng(1).integers(0, 400, (200, 2)).tolist()
    assert [distance(known, a, b) for a, b in pairs] == [lengths[a].get(b, -1) for a, b in pairs]
    assert any(lengths[a].get(b, -1) == -1 for a, b in pairs)


def test_nobody_reaches_anybody_without_sources() -> None:
    known = acquaintance_of(WORLDS["karate"].ties())
    assert set(within_hops(known, rows(), 5).tolist()) == {-1}


def test_an_empty_world() -> None:
    assert within_hops(acquaintance_of(WORLDS["empty"].ties()), rows(), 3).shape == (0,)


@pytest.mark.parametrize(("sources", "hops"), [((9,), 2), ((-1,), 2), ((0,), -1)])
def test_what_cannot_be_asked(sources: tuple[int, ...], hops: int) -> None:
    with pytest.raises(BadParameter, match="expected"):
        within_hops(acquaintance_of(WORLDS["chain"].ties()), rows(*sources), hops)


def test_closed_is_for_everybody() -> None:
    with pytest.raises(BadParameter, match="expected closed for each of 5 people"):
        within_hops(acquaintance_of(WORLDS["chain"].ties()), rows(0), 2, closed=np.zeros(2, np.bool_))
