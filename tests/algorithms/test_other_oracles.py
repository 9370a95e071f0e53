"""Measures on a larger network against igraph, networkit and SciPy, which count in ways of their own."""

from typing import Any

import igraph
import networkit
import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import spsolve, svds

from algorithms.centrality.betweenness import betweenness
from algorithms.centrality.constraint import constraint
from algorithms.centrality.core_number import core_number
from algorithms.centrality.harmonic import harmonic
from algorithms.centrality.hits import hits
from algorithms.centrality.local_clustering import local_clustering
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.personalised_pagerank import personalised_pagerank
from algorithms.communities.components import weak_components
from algorithms.ties.ties import Ties
from tests.algorithms.networks import random_world

PEOPLE = 600
TIES = random_world(PEOPLE, 4_000, seed=11).ties()
APART = random_world(PEOPLE, 500, seed=12).ties()
"""One that hangs together, and one of many parts."""

BOTH = pytest.mark.parametrize("ties", [TIES, APART], ids=["together", "apart"])


def directed_igraph(ties: Ties) -> igraph.Graph:
    graph = igraph.Graph(ties.people, np.stack([ties.sources(), ties.indices], axis=1).tolist(), directed=True)
    graph.es["weight"] = [float(evidence) for evidence in ties.evidence]  # a float32 array would be ignored
    return graph


def undirected_networkit(ties: Ties) -> "networkit.Graph":
    graph = networkit.Graph(ties.people)
    pairs = {(min(a, b), max(a, b)) for a, b in zip(ties.sources().tolist(), ties.indices.tolist(), strict=True)}
    for one, other in sorted(pairs):
        graph.addEdge(one, other)
    return graph


def directed_networkit(ties: Ties) -> "networkit.Graph":
    graph = networkit.Graph(ties.people, directed=True)
    for one, other in zip(ties.sources().tolist(), ties.indices.tolist(), strict=True):
        graph.addEdge(one, other)
    return graph


def same_parts(ours: NDArray[np.int32], theirs: list[int]) -> bool:
    pairs = set(zip(ours.tolist(), theirs, strict=True))
    return len(pairs) == len(set(ours.tolist())) == len(set(theirs))


@BOTH
def test_core_numbers(ties: Ties) -> None:
    graph = undirected_networkit(ties)
    result = networkit.centrality.CoreDecomposition(graph).run().scores()
    assert core_number(ties).values.tolist() == result


@BOTH
def test_betweenness(ties: Ties) -> None:
    ours = betweenness(ties).values
    graph = directed_networkit(ties)
    theirs = networkit.centrality.Betweenness(graph).run().scores()
    pairs = (PEOPLE - 1) * (PEOPLE - 2)
    assert ours == pytest.approx(np.array(theirs) / pairs, rel=1e-9, abs=1e-12)
    assert ours == pytest.approx(np.array(directed_igraph(ties).betweenness()) / pairs, rel=1e-9, abs=1e-12)


@BOTH
def test_local_clustering(ties: Ties) -> None:
    graph = undirected_networkit(ties)
    theirs = networkit.centrality.LocalClusteringCoefficient(graph).run().scores()
    assert local_clustering(ties).values == pytest.approx(np.array(theirs))


@BOTH
def test_components(ties: Ties) -> None:
    matrix = sparse.csr_array((np.ones(ties.count), ties.indices, ties.indptr), shape=(PEOPLE, PEOPLE))
    _, weak = connected_components(matrix, connection="weak")
    assert same_parts(weak_components(ties).labels, weak.tolist())


@BOTH
def test_harmonic_closeness(ties: Ties) -> None:
    theirs = np.array(directed_igraph(ties).harmonic_centrality(mode="in", normalized=True))
    assert harmonic(ties).values == pytest.approx(theirs)


@BOTH
def test_constraint(ties: Ties) -> None:
    tied = ties.connected()
    theirs = np.array(directed_igraph(ties).constraint(weights="weight"))
    assert constraint(ties).values[tied] == pytest.approx(theirs[tied], rel=1e-5)


def the_system(ties: Ties, restart: NDArray[np.float64], damping: float = 0.85) -> NDArray[np.float64]:
    """PageRank as the solution of its linear system: where no attention goes out, all of it begins anew."""
    weights = sparse.csr_array((ties.evidence.astype(np.float64), ties.indices, ties.indptr), shape=(PEOPLE, PEOPLE))
    out: NDArray[np.float64] = weights.sum(axis=1)
    scaled = sparse.diags_array(np.divide(1.0, out, where=out > 0, out=np.zeros(PEOPLE))) @ weights
    left = (sparse.eye_array(PEOPLE) - damping * scaled.T).tocsc()
    result = np.asarray(spsolve(left, restart), dtype=np.float64)
    # What ends where nothing goes out begins anew in the same shares.
    shares: NDArray[np.float64] = result / result.sum()
    return shares


@BOTH
def test_pagerank(ties: Ties) -> None:
    everybody = np.full(PEOPLE, 1 / PEOPLE)
    assert np.abs(pagerank(ties).values - the_system(ties, everybody)).sum() < 2e-7
    theirs = np.array(directed_igraph(ties).pagerank(weights="weight"))
    assert np.abs(pagerank(ties).values - theirs).sum() < 2e-7


@BOTH
def test_personalised_pagerank(ties: Ties) -> None:
    restart = np.zeros(PEOPLE)
    restart[[3, 50]] = 0.5
    result = personalised_pagerank(ties, np.array([3, 50], np.int32)).values
    assert np.abs(result - the_system(ties, restart)).sum() < 2e-7


def test_hits() -> None:
    weights = sparse.csr_array((TIES.evidence.astype(np.float64), TIES.indices, TIES.indptr), shape=(PEOPLE, PEOPLE))
    result: Any = svds(weights, k=1)
    hub, authority = np.abs(result[0][:, 0]), np.abs(result[2][0])
    assert hits(TIES).hub.values == pytest.approx(hub / hub.sum(), abs=1e-9)
    assert hits(TIES).authority.values == pytest.approx(authority / authority.sum(), abs=1e-9)
