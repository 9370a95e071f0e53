"""Membership: shares by the definition, modularity against NetworkX, and people in any order."""

import networkx as nx
import numpy as np
import pyarrow as pa
import pytest
from scipy import sparse

from algorithms.communities.communities import by_largest_share, find_communities, shares
from algorithms.communities.leiden_aggregation import connected
from algorithms.communities.modularity import modularity
from algorithms.kernels.compiled import locked
from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties
from tests.worlds import WORLDS, ties_of


def some_ties(seed: int, order: list[int] | None = None) -> Ties:
    """Sixty people in three loose groups; `order[i]` is the row that person i gets."""
    network = nx.planted_partition_graph(3, 20, 0.3, 0.05, seed=seed, directed=True)
    random = np.random.default_rng(seed)
    place = order or list(range(60))
    return ties_of(60, [(place[a], place[b], float(random.integers(1, 9))) for a, b in sorted(network.edges)])


def names(order: list[int] | None = None) -> "pa.LargeStringArray":
    place = order or list(range(60))
    ids = [""] * 60
    for person, row in enumerate(place):
        ids[row] = f"person:demo:{person:02d}"
    return pa.array(ids, pa.large_string())


@pytest.mark.parametrize("seed", range(4))
def test_the_order_of_people_does_not_matter(seed: int) -> None:
    order = np.random.default_rng(seed).permutation(60).tolist()
    one = find_communities(some_ties(seed), names(), seed=seed)
    other = find_communities(some_ties(seed, order), names(order), seed=seed)
    assert one.ids == other.ids
    assert one.modularity == other.modularity
    assert one.labels.tolist() == other.labels[order].tolist()


@pytest.mark.parametrize("seed", range(4))
def test_shares_are_those_of_the_definition(seed: int) -> None:
    ties = some_ties(seed)
    groups = find_communities(ties, names())
    strength = sparse.csr_array((ties.strength, ties.indices, ties.indptr), shape=(60, 60)).toarray()
    both = strength + strength.T
    parts = shares(ties, groups)
    for person in range(60):
        expected = {c: both[person, groups.members(c)].sum() / both[person].sum() for c in range(groups.count)}
        got = parts.of(person)
        assert dict(got) == pytest.approx({c: share for c, share in expected.items() if share > 0})
        assert [share for _, share in got] == sorted((share for _, share in got), reverse=True)
    assert parts.largest(np.arange(60, dtype=np.int32)).tolist() == [parts.of(person)[0][0] for person in range(60)]
    largest = shares(ties, groups, most=1)
    assert [largest.of(person) for person in range(60)] == [parts.of(person)[:1] for person in range(60)]


def test_who_has_no_tie_has_no_share_and_no_community() -> None:
    ties = WORLDS["apart"].ties()
    communities = find_communities(ties, pa.array([f"person:{row}" for row in range(7)], pa.large_string()))
    assert communities.labels[6] == -1
    assert shares(ties, communities).of(6) == []


@pytest.mark.parametrize("resolution", [0.5, 1.0, 2.0])
@pytest.mark.parametrize("seed", range(3))
def test_modularity_agrees_with_networkx(seed: int, resolution: float) -> None:
    graph = symmetrise(ties := some_ties(seed), ties.evidence)
    labels = np.random.default_rng(seed).integers(0, 4, 60).astype(np.int32)
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(60))
    for u in range(60):
        for entry in range(int(graph.indptr[u]), int(graph.indptr[u + 1])):
            network.add_edge(u, int(graph.indices[entry]), weight=float(graph.weights[entry]))
    groups = [set(np.flatnonzero(labels == c).tolist()) for c in range(4)]
    expected = nx.community.modularity(network, groups, resolution=resolution)
    assert modularity(graph, labels, resolution=resolution) == pytest.approx(expected, abs=1e-6)


def test_a_group_that_fell_apart_is_split_into_its_parts() -> None:
    # 0-1-2 and 3-4-5 of `apart` have no tie between them: one label for all must become one a part, and 6 alone
    graph = symmetrise(ties := WORLDS["apart"].ties(), ties.evidence)
    one_label = locked(np.zeros(7, dtype=np.int32))
    assert connected(graph.indptr, graph.indices, one_label).tolist() == [0, 0, 0, 1, 1, 1, 2]


@pytest.mark.parametrize("seed", range(4))
def test_people_are_counted_to_the_first_of_their_shares(seed: int) -> None:
    ties = some_ties(seed)
    groups = find_communities(ties, names())
    settled = by_largest_share(ties, groups)
    parts = shares(ties, settled)
    assert settled.labels.tolist() == [parts.of(person)[0][0] for person in range(60)]
    assert settled.sizes.tolist() == [len(settled.members(row)) for row in range(settled.count)]
    assert (settled.ids, settled.modularity) == (groups.ids, groups.modularity)
    assert settled.found.tolist() == settled.as_found.labels.tolist() == groups.labels.tolist()
    assert by_largest_share(ties, settled).labels.tolist() == settled.labels.tolist(), "once is enough"
    assert [parts.of(person) for person in range(60)] == [shares(ties, groups).of(person) for person in range(60)]


def test_who_stands_between_is_found_by_evidence_and_counted_by_strength() -> None:
    # 0 hears very much from 1 and 2, who are close, and a little from each of 3 to 10, who are close, too.
    close = [(1, 2), *((a, b) for a in range(3, 11) for b in range(3, a))]
    edges = [(1, 0, 400.0), (2, 0, 400.0), *((row, 0, 6.0) for row in range(3, 11))]
    ties = ties_of(11, edges + [(a, b, 30.0) for a, b in close])
    groups = find_communities(ties, pa.array([f"person:x:{row:02d}" for row in range(11)], pa.large_string()))
    settled = by_largest_share(ties, groups)
    assert groups.labels[0] == groups.labels[1] != groups.labels[3]
    assert settled.labels[0] == settled.labels[3] != settled.labels[1]
    assert [settled.sizes[row] for row in settled.by_size()] == [9, 2]
