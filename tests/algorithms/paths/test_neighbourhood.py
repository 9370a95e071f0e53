"""Neighbourhood: against the definition on random ties, and what a limit may not cut."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.errors import BadParameter
from algorithms.paths.neighbourhood import Neighbourhood, neighbourhood
from algorithms.ties.acquaintance import acquaintance_of
from algorithms.ties.ties import Ties
from tests.worlds import WORLDS, both_ways, network_of, ties_of


def around(ties: Ties, *people: int, depth: int = 2, limit: int = 200, min_strength: float = 0.0) -> Neighbourhood:
    middle = np.array(people, dtype=np.int32)
    known = acquaintance_of(ties)
    return neighbourhood(ties, known, middle, depth=depth, limit=limit, min_strength=min_strength)


@st.composite
def some_ties(draw: st.DrawFn) -> Ties:
    people = draw(st.integers(1, 8))
    pairs = st.tuples(st.integers(0, people - 1), st.integers(0, people - 1)).filter(lambda pair: pair[0] != pair[1])
    chosen = draw(st.lists(pairs, unique=True, max_size=20)) if people > 1 else []
    return ties_of(people, [(a, b, draw(st.sampled_from([0.5, 2.0, 8.0, 1000.0]))) for a, b in chosen])


def closeness_by_definition(ties: Ties, middle: set[int], depth: int, least: float) -> dict[int, tuple[int, float]]:
    """(fewest ties, best product) of everybody within the depth: every walk of at most that many ties."""
    known = acquaintance_of(ties)
    network = network_of(ties)
    strong: nx.Graph[int] = nx.Graph()
    strong.add_nodes_from(range(ties.people))
    strong.add_edges_from(pair for pair in network.edges if network.edges[pair]["strength"] >= np.float32(least))
    best = dict.fromkeys(middle, 1.0)
    for _ in range(depth):
        offered = dict(best)
        for u, value in best.items():
            for v in strong[u]:
                offered[v] = max(offered.get(v, 0.0), value * known.between(u, v))
        best = offered
    hops = {
        v: min(int(nx.shortest_path_length(strong, m, v)) for m in middle if nx.has_path(strong, m, v)) for v in best
    }
    return {v: (hops[v], best[v]) for v in best}


@settings(max_examples=100, deadline=None)
@given(data=st.data(), ties=some_ties(), depth=st.integers(0, 4), limit=st.integers(1, 9))
def test_holds_the_closest_people_and_their_ties(data: st.DataObject, ties: Ties, depth: int, limit: int) -> None:
    middle = data.draw(st.sets(st.integers(0, ties.people - 1), min_size=1, max_size=3))
    least = data.draw(st.sampled_from([0.0, 0.15, 0.3]))
    expected = closeness_by_definition(ties, middle, depth, least)
    circle = around(ties, *middle, depth=depth, limit=limit, min_strength=least)
    assert circle.total == len(expected)
    assert circle.people.size == min(len(expected), max(limit, len(middle)))
    assert circle.truncated == (len(expected) > circle.people.size)
    rows = circle.people.tolist()
    assert set(rows[: len(middle)]) == middle
    assert circle.distance.tolist() == [expected[row][0] for row in rows]
    np.testing.assert_allclose(circle.closeness, [expected[row][1] for row in rows], rtol=1e-12)
    shown = circle.closeness[len(middle) :]
    assert np.all(np.diff(shown) <= 0)
    left_out = [expected[row][1] for row in expected if row not in rows]
    assert not left_out or shown.size == 0 or max(left_out) <= shown[-1] * (1 + 1e-12)
    among = [
        position
        for position, (a, b) in enumerate(zip(ties.sources().tolist(), ties.indices.tolist(), strict=True))
        if a in rows and b in rows and ties.strength[position] >= np.float32(least)
    ]
    assert circle.ties.tolist() == among


@settings(max_examples=150, deadline=None)
@given(ties=some_ties(), depth=st.integers(0, 4), limit=st.integers(1, 9))
def test_a_limit_never_cuts_a_way(ties: Ties, depth: int, limit: int) -> None:
    circle = around(ties, 0, depth=depth, limit=limit)
    shown = network_of(ties).to_undirected().subgraph(circle.people.tolist())
    assert nx.is_connected(shown)


def test_a_weak_short_way_sets_the_distance_and_a_strong_long_way_the_closeness() -> None:
    ties = ties_of(3, [*both_ways([(0, 1), (1, 2)], 50.0), (0, 2, 0.1)])
    circle = around(ties, 0, depth=2)
    assert circle.people.tolist() == [0, 1, 2]
    assert circle.distance.tolist() == [0, 1, 1]
    assert circle.closeness[2] == pytest.approx(1.0, abs=1e-3)
    assert around(ties, 0, depth=1).closeness[2] < 0.1


def test_walks_ties_in_both_directions() -> None:
    assert around(WORLDS["star"].ties(), 1, depth=2).total == 6


def test_somebody_without_ties_is_alone_on_the_map() -> None:
    circle = around(WORLDS["isolated"].ties(), 2)
    assert (circle.people.tolist(), circle.ties.size, circle.total) == ([2], 0, 1)


def test_nobody_in_the_middle_gives_an_empty_map() -> None:
    circle = around(WORLDS["kite"].ties())
    assert (circle.people.size, circle.total, circle.truncated) == (0, 0, False)


@pytest.mark.parametrize("limits", [{"depth": -1}, {"depth": 101}, {"limit": 0}, {"min_strength": -0.1}])
def test_refuses_what_lies_outside_the_range(limits: dict[str, int]) -> None:
    with pytest.raises(BadParameter, match="expected"):
        around(WORLDS["pair"].ties(), 0, **limits)


def test_refuses_rows_that_are_nobody() -> None:
    with pytest.raises(BadParameter, match="from 0 to 1"):
        around(WORLDS["pair"].ties(), 2)
