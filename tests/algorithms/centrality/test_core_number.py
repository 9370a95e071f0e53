"""Core numbers against NetworkX, and worlds with a known core."""

import networkx as nx
import numpy as np
from hypothesis import given, settings

from algorithms.centrality.core_number import core_number
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of


def _oracle(world: World) -> list[float]:
    contacts = nx.Graph(network_of(world.ties()))
    return [float(core) for core in values_of(nx.core_number(contacts), world.people)]


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_core_numbers_equal_networkx(world: World) -> None:
    assert core_number(world.ties()).values.tolist() == _oracle(world)


def test_core_numbers_equal_networkx_on_a_larger_network() -> None:
    world = random_world(500, 4_000, seed=3)
    assert core_number(world.ties()).values.tolist() == _oracle(world)


def test_a_tie_in_both_directions_is_one_contact() -> None:
    assert core_number(WORLDS["mutual"].ties()).values.tolist() == [1.0, 1.0]


def test_a_star_is_no_deeper_than_one() -> None:
    assert core_number(WORLDS["star"].ties()).values.tolist() == [1.0] * 6


def test_everybody_in_a_clique_is_as_deep_as_it_has_others() -> None:
    clique = World(6, tuple((a, b, 1.0) for a in range(5) for b in range(a)))
    assert core_number(clique.ties()).values.tolist() == [4.0] * 5 + [0.0]


def test_nobody_and_somebody_alone() -> None:
    assert core_number(WORLDS["empty"].ties()).values.shape == (0,)
    assert np.array_equal(core_number(WORLDS["isolated"].ties()).values, np.zeros(4))
