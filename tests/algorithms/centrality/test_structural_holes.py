"""Constraint and effective size against NetworkX and by hand."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.constraint import constraint
from algorithms.centrality.effective_size import effective_size
from algorithms.ties.ties import Ties, Weights
from tests.algorithms.networks import random_world, worlds
from tests.worlds import WORLDS, World, network_of


def oracles(ties: Ties, weight: str | None) -> tuple[list[float], list[float]]:
    """NetworkX on everybody; its quick way, without `nodes`, mixes up the two ends of a tie in effective size.

    With `nodes` it takes people who attend to nobody for isolated, so that each tie stands there in both directions,
    with half the mutual weight.
    """
    directed = network_of(ties)
    both: nx.DiGraph[int] = nx.DiGraph()
    both.add_nodes_from(directed)
    for a, b in directed.edges:
        sides = [directed.edges[side] for side in ((a, b), (b, a)) if side in directed.edges]
        half = sum(1.0 if weight is None else side[weight] for side in sides) / 2
        both.add_edge(a, b, half=half)
        both.add_edge(b, a, half=half)
    nodes = list(range(ties.people))
    result = nx.constraint(both, nodes, weight="half"), nx.effective_size(both, nodes, weight="half")
    return [result[0][row] for row in nodes], [result[1][row] for row in nodes]


def check(ties: Ties, weights: Weights, weight: str | None) -> None:
    constraints, sizes = oracles(ties, weight)
    assert np.allclose(constraint(ties, weights=weights).values, constraints, rtol=1e-6, equal_nan=True)
    assert np.allclose(effective_size(ties, weights=weights).values, sizes, rtol=1e-6, equal_nan=True)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_both_equal_networkx(world: World) -> None:
    check(world.ties(), "evidence", "evidence")


@pytest.mark.parametrize(("weights", "weight"), [("evidence", "evidence"), ("strength", "strength"), ("none", None)])
def test_both_equal_networkx_on_a_larger_network(weights: Weights, weight: str | None) -> None:
    check(random_world(50, 220, seed=2).ties(), weights, weight)


def test_a_triangle_by_hand() -> None:
    # Two contacts, half each, and the other half of both leads back: (1/2 + 1/2 * 1/2) ** 2, twice.
    ties = WORLDS["triangle"].ties()
    assert constraint(ties).values.tolist() == pytest.approx([2 * 0.75**2] * 3)
    # Each contact is fully redundant by half of what goes to the other: 2 - 2 * 1/2.
    assert effective_size(ties).values.tolist() == pytest.approx([1.0] * 3)


def test_brokers_have_least_constraint_and_largest_size() -> None:
    ties = WORLDS["two_triangles"].ties()
    assert set(np.argsort(constraint(ties).values)[:2].tolist()) == {2, 3}
    assert set(np.argsort(-effective_size(ties).values)[:2].tolist()) == {2, 3}


def test_isolated_people_have_no_value() -> None:
    ties = WORLDS["apart"].ties()
    assert np.isnan(constraint(ties).values).tolist() == [False] * 6 + [True]
    assert np.isnan(effective_size(ties).values).tolist() == [False] * 6 + [True]


def test_who_attends_to_nobody_still_has_contacts() -> None:
    ties = WORLDS["star"].ties()
    assert constraint(ties).values[0] == pytest.approx(0.2)
    assert effective_size(ties).values[0] == pytest.approx(5.0)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_effective_size_lies_between_nothing_and_all_contacts(world: World) -> None:
    ties = world.ties()
    contacts = np.array([len(set(nx.all_neighbors(network_of(ties), row))) for row in range(world.people)])
    size = effective_size(ties).values
    known = ~np.isnan(size)
    assert (size[known] <= contacts[known] + 1e-9).all()
    assert (known == (contacts > 0)).all()
