"""The path questions of the LDBC Social Network Benchmark, on a hand-made world and against brute force."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.parameters import Parameters
from algorithms.paths.trusted_paths import cheapest_trusted_path, reply_scores, shortest_trusted_paths
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from algorithms.ties.strength import build_ties
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.algorithms.networks import worlds
from tests.worlds import WORLDS, Act, Said, World, moment, snapshot_of


def knows(*pairs: str) -> list[Act]:
    return [Act(f"x:{pair[0]}", f"x:{pair[1]}", InteractionKind.KNOWS) for pair in pairs]


def small_town() -> Snapshot:
    """A knows B and C, both know D. B answers A's post; D answers that answer; C and D never answer each other."""
    return snapshot_of(
        acts=knows("ab", "ac", "bd", "cd"),
        posts=[
            Said("post:x:1", "x:a", "first", day=1),
            Said("post:x:2", "x:b", "an answer", day=2, reply_to="post:x:1"),
            Said("post:x:3", "x:d", "an answer to that", day=3, reply_to="post:x:2"),
            Said("post:x:4", "x:a", "I answer myself", day=4, reply_to="post:x:1"),
            Said("post:x:5", "x:c", "to nobody knows whom", day=5, reply_to="post:x:6"),
            Said("post:x:7", "x:c", "later", day=9),
            Said("post:x:8", "x:a", "later too", day=10, reply_to="post:x:7"),
            Said("post:x:9", "x:a", "and later", day=11, reply_to="post:x:7"),
        ],
    )


def known_in(snapshot: Snapshot) -> Acquaintance:
    return acquaintance_of(build_ties(snapshot, Parameters()))


def score(snapshot: Snapshot, one: int, other: int, since: float | None = None, until: float | None = None) -> float:
    known = known_in(snapshot)
    scores = reply_scores(
        snapshot,
        known,
        since=None if since is None else moment(since),
        until=None if until is None else moment(until),
    )
    return float(scores[known.indptr[one] + known.known_by(one).tolist().index(other)])


def test_a_reply_to_a_first_post_counts_one_and_a_reply_to_a_reply_half() -> None:
    town = small_town()
    assert [score(town, *pair) for pair in [(0, 1), (1, 0), (1, 3), (0, 2), (2, 3)]] == [1.0, 1.0, 0.5, 2.0, 0.0]


def test_only_conversations_that_began_within_the_window_count() -> None:
    town = small_town()
    assert score(town, 1, 3, since=1, until=1) == 0.5  # the answer came on day 3, its conversation began on day 1
    assert score(town, 1, 3, since=2, until=8) == 0.0
    assert score(town, 0, 2, since=9) == 2.0
    assert score(town, 0, 2, until=8) == 0.0


def test_replies_between_strangers_count_nothing() -> None:
    posts = [Said("post:x:1", "x:a", "first"), Said("post:x:2", "x:c", "answer", reply_to="post:x:1")]
    snapshot = snapshot_of(acts=knows("ab", "bc"), posts=posts)
    assert reply_scores(snapshot, known_in(snapshot)).tolist() == [0.0] * 4


def test_a_long_conversation_has_one_beginning() -> None:
    posts = [Said("post:x:0000", "x:a", "first", day=0)]
    posts += [
        Said(f"post:x:{i:04d}", f"x:{'ab'[i % 2]}", "more", day=i, reply_to=f"post:x:{i - 1:04d}")
        for i in range(1, 500)
    ]
    snapshot = snapshot_of(acts=knows("ab"), posts=posts)
    assert score(snapshot, 0, 1, until=0) == 1.0 + 498 * 0.5


def test_all_shortest_paths_most_trusted_first() -> None:
    town = small_town()
    known = known_in(town)
    found = shortest_trusted_paths(known, reply_scores(town, known), 0, 3)
    assert [(path.people, path.weight) for path in found] == [((0, 2, 3), 2.0), ((0, 1, 3), 1.5)]


def test_the_cheapest_path_by_hand() -> None:
    town = small_town()
    known = known_in(town)
    found = cheapest_trusted_path(known, reply_scores(town, known), 0, 3)
    assert found is not None
    assert found.people == (0, 1, 3)
    assert found.weight == pytest.approx(1 / 2 + 1 / 1.5)  # by way of C: 1/3 + 1


def some_scores(world: World, data: st.DataObject) -> tuple[Acquaintance, NDArray[np.float64]]:
    known = acquaintance_of(world.ties())
    scores = np.zeros(known.indices.size)
    for one in range(world.people):
        for entry in range(int(known.indptr[one]), int(known.indptr[one + 1])):
            other = int(known.indices[entry])
            if one < other:
                scores[entry] = data.draw(st.sampled_from([0.0, 0.5, 1.0, 3.0]))
                scores[known.indptr[other] + known.known_by(other).tolist().index(one)] = scores[entry]
    return known, scores


@settings(max_examples=80, deadline=None)
@given(worlds(least=2, most=8), st.data())
def test_both_equal_brute_force(world: World, data: st.DataObject) -> None:
    known, scores = some_scores(world, data)
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(world.people))
    for one in range(world.people):
        for entry in range(int(known.indptr[one]), int(known.indptr[one + 1])):
            network.add_edge(one, int(known.indices[entry]), score=scores[entry], cost=1 / (scores[entry] + 1))
    ways = list(nx.all_simple_paths(network, 0, 1))
    short = [way for way in ways if len(way) == min(map(len, ways))]
    expected = sorted((-nx.path_weight(network, way, "score"), tuple(way)) for way in short)
    found = shortest_trusted_paths(known, scores, 0, 1)
    assert [(-path.weight, path.people) for path in found] == expected
    cheapest = cheapest_trusted_path(known, scores, 0, 1)
    assert (cheapest is None) == (not ways)
    if cheapest is not None:
        assert cheapest.weight == pytest.approx(min(nx.path_weight(network, way, "cost") for way in ways))
        assert nx.path_weight(network, cheapest.people, "cost") == pytest.approx(cheapest.weight)


def test_to_oneself_the_path_is_oneself() -> None:
    known = acquaintance_of(WORLDS["kite"].ties())
    scores = np.zeros(known.indices.size)
    assert [path.people for path in shortest_trusted_paths(known, scores, 4, 4)] == [(4,)]
    assert cheapest_trusted_path(known, scores, 4, 4) is not None


def test_too_many_shortest_paths_are_refused() -> None:
    layers = [(0,), *(tuple(range(1 + 5 * i, 6 + 5 * i)) for i in range(6)), (31,)]
    edges = tuple((a, b, 1.0) for i in range(7) for a in layers[i] for b in layers[i + 1])
    known = acquaintance_of(World(32, edges).ties())
    with pytest.raises(BadParameter, match="at most 10,000 shortest paths"):
        shortest_trusted_paths(known, np.zeros(known.indices.size), 0, 31)


def test_scores_of_other_people_are_refused() -> None:
    known = acquaintance_of(WORLDS["kite"].ties())
    with pytest.raises(BadParameter, match="expected a score"):
        cheapest_trusted_path(known, np.zeros(3), 0, 1)
