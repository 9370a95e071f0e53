"""Local bridges against NetworkX, which calls them so too."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.communities.local_bridge import bridges_between_circles, local_bridges, span
from algorithms.errors import BadParameter
from algorithms.ties.acquaintance import acquaintance_of
from tests.algorithms.networks import random_world, worlds
from tests.worlds import WORLDS, World, network_of


def check(world: World) -> int:
    known, network = acquaintance_of(world.ties()), nx.Graph(network_of(world.ties()))
    rows = np.repeat(np.arange(known.people), np.diff(known.indptr))
    bridges = local_bridges(known)
    ours = {tuple(sorted(pair)) for pair in zip(rows[bridges].tolist(), known.indices[bridges].tolist(), strict=True)}
    spans: Any = nx.local_bridges(network, with_span=True)
    theirs = {tuple(sorted((a, b))): far for a, b, far in spans}
    assert ours == set(theirs)
    assert bridges.sum() == 2 * len(ours)
    for (a, b), far in theirs.items():
        assert span(known, a, b) == (-1 if far == np.inf else far)
    return len(ours)


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_they_equal_networkx(world: World) -> None:
    check(world)


def test_they_equal_networkx_on_a_larger_network() -> None:
    assert check(random_world(200, 500, seed=4)) > 10


@settings(max_examples=100, deadline=None)
@given(worlds())
def test_bridges_between_circles_are_those_whose_ends_know_others(world: World) -> None:
    known, network = acquaintance_of(world.ties()), nx.Graph(network_of(world.ties()))
    opted_out = np.arange(world.people) % 4 == 3
    listed = bridges_between_circles(known, opted_out)
    theirs: Any = nx.local_bridges(network, with_span=False)
    degrees = dict(network.degree())
    circles = {tuple(sorted(pair)): min(degrees[end] for end in pair) - 1 for pair in theirs}
    expected = {pair: size for pair, size in circles.items() if size > 0 and not opted_out[list(pair)].any()}
    pairs = list(zip(listed.one.tolist(), listed.other.tolist(), strict=True))
    assert dict(zip(pairs, listed.circle.tolist(), strict=True)) == expected
    assert len(pairs) == len(expected)
    order = [(-expected[pair], -known.between(*pair), pair) for pair in pairs]
    assert order == sorted(order)
    assert listed.strength.tolist() == [pytest.approx(known.between(*pair)) for pair in pairs]


@pytest.mark.parametrize(("one", "other"), [(0, 3), (0, 0), (0, 9), (-1, 0)])
def test_a_span_is_that_of_a_tie(one: int, other: int) -> None:
    with pytest.raises(BadParameter, match="who know each other"):
        span(acquaintance_of(WORLDS["chain"].ties()), one, other)
