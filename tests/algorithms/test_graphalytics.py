"""The small examples of LDBC Graphalytics, written down by hand: its specification 1.0, section 2.3 and appendix.

Its PageRank of them is that of two rounds, and its label propagation moves everybody at once: Kith's go to the end, and
ask one after the other, so those are held against NetworkX elsewhere.
"""

import numpy as np
import pytest

from algorithms.centrality.core_number import core_number
from algorithms.centrality.local_clustering import local_clustering
from algorithms.communities.components import weak_components
from algorithms.paths.paths import best_paths
from algorithms.paths.within_hops import within_hops
from algorithms.ties.acquaintance import Acquaintance, acquaintance_of
from tests.worlds import World

WAYS = {
    (2, 3): 0.9,
    (2, 4): 0.69,
    (3, 4): 0.13,
    (3, 5): 0.5,
    (3, 8): 0.32,
    (5, 6): 0.63,
    (5, 8): 0.12,
    (6, 7): 0.53,
    (6, 8): 0.64,
    (6, 9): 0.23,
    (6, 10): 0.63,
    (7, 9): 0.36,
}
"""The undirected example: vertices 2 to 10 and the lengths of the ways between them. 0 and 1 are not in it."""

DIRECTED = (
    *((1, 3), (1, 5), (2, 4), (2, 5), (2, 10), (3, 1), (3, 5), (3, 8), (3, 10)),
    *((5, 3), (5, 4), (5, 8), (6, 3), (6, 4), (7, 4), (8, 1), (9, 4)),
)
"""The directed example: vertices 1 to 10."""


def undirected() -> World:
    return World(11, tuple((a, b, 1.0) for a, b in WAYS))


def test_breadth_first_search_from_2() -> None:
    hops = within_hops(acquaintance_of(undirected().ties()), np.array([2], np.int32), 10)
    assert hops.tolist() == [-1, -1, 0, 1, 1, 2, 3, 4, 2, 4, 4]


def test_weakly_connected_components() -> None:
    labels = weak_components(undirected().ties()).labels
    assert len({int(label) for label in labels[2:]}) == 1
    directed = World(11, tuple((a, b, 1.0) for a, b in DIRECTED))
    assert len({int(label) for label in weak_components(directed.ties()).labels[1:]}) == 1


def test_local_clustering_coefficients() -> None:
    expected = [1, 1 / 3, 1, 2 / 3, 1 / 5, 1, 2 / 3, 1, 0]
    assert local_clustering(undirected().ties()).values[2:].tolist() == pytest.approx(expected)


def test_single_source_shortest_paths_from_2() -> None:
    expected = {3: 0.82, 4: 0.69, 5: 1.26, 6: 1.78, 7: 2.31, 8: 1.14, 9: 2.01, 10: 2.41}
    pairs = sorted([*WAYS.items(), *(((b, a), length) for (a, b), length in WAYS.items())])
    rows = np.array([pair[0] for pair, _ in pairs])
    known = Acquaintance(
        np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=11))]),
        np.array([pair[1] for pair, _ in pairs], dtype=np.int32),
        np.exp([-length for _, length in pairs]).astype(np.float32),  # strengths multiply where lengths add up
    )
    for end, length in expected.items():
        best = best_paths(known, np.array([2], np.int32), np.array([end], np.int32), k=1, max_hops=8).paths[0]
        assert -np.log(best.strength) == pytest.approx(length, abs=1e-5)


def test_cores_by_hand() -> None:
    # 10 hangs on 6 alone; take it away, and everybody else has two who have two.
    assert core_number(undirected().ties()).values.tolist() == [0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 1]
