"""Cores, components, circles, communities and paths beside SciPy, scikit-network, igraph, leidenalg and networkit."""

from collections.abc import Callable
from typing import Any

import igraph
import leidenalg
import networkit
import numpy as np
import pyarrow as pa
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from sknetwork.topology import get_core_decomposition

from algorithms.centrality.core_number import cores
from algorithms.communities.communities import find_communities
from algorithms.communities.components import weak_components
from algorithms.paths.paths import best_paths
from algorithms.paths.within_hops import reached_within
from algorithms.ties.symmetrise import symmetrise
from bench.agreement import equal, shown
from bench.forms import Bench
from bench.targets import Peer, Task

_EGOS = 100


def of_cores(bench: Bench) -> Task:
    """All begin from ties without direction: ours in the form that other measures share."""
    graph, matrix = bench.undirected_in_networkit, bench.undirected
    mutual = symmetrise(bench.ties, bench.ties.evidence)
    target = None if bench.size == "L" else 3.0
    peers = [
        Peer("scikit-network", lambda: get_core_decomposition(matrix), equal, target),
        Peer("networkit", lambda: networkit.centrality.CoreDecomposition(graph).run().scores(), equal, target),
    ]
    return Task(bench.size, "core numbers", lambda: cores(mutual), peers)


def of_weak_components(bench: Bench) -> Task:
    matrix, graph = bench.directed, bench.undirected_in_networkit
    target = None if bench.size == "S" else 10.0

    def of_networkit() -> int:
        found = networkit.components.ConnectedComponents(graph)
        found.run()
        return int(found.numberOfComponents())

    def of_scipy() -> int:
        return int(connected_components(matrix, connection="weak")[0])

    peers = [Peer("scipy", of_scipy, equal, target), Peer("networkit", of_networkit, equal, target)]
    return Task(bench.size, "weak components", lambda: weak_components(bench.ties).count, peers)


def of_ego(bench: Bench) -> Task:
    egos = bench.random.choice(np.flatnonzero(np.diff(bench.known.indptr)), _EGOS, replace=False).tolist()
    known, matrix, graph = bench.known, bench.undirected, bench.known_in_igraph

    def of_scipy() -> int:
        met = 0
        for ego in egos:
            near = matrix[[ego]]
            met += np.unique(np.concatenate([[ego], near.indices, (near @ matrix).indices])).size
        return met

    def ours() -> int:
        return sum(reached_within(known, np.array([ego], np.int32), 2)[0].size for ego in egos)

    peers = [
        Peer("scipy", of_scipy, equal, 10.0 if bench.size == "M" else None),
        Peer("igraph", lambda: sum(graph.neighborhood_size(egos, order=2)), equal, None),
    ]
    return Task(bench.size, f"people within 2 ties, {_EGOS} times", ours, peers)


def of_leiden(bench: Bench) -> Task:
    ids = pa.array([f"{row:08d}" for row in range(bench.ties.people)], pa.large_string())
    mutual = sparse.triu(bench.undirected)
    target = None if bench.size == "S" else 1.5

    def of_networkit(kind: Callable[[Any], Any]) -> float:
        graph = bench.as_networkit(mutual, directed=False)
        algorithm = kind(graph)
        algorithm.run()
        return round(float(networkit.community.Modularity().getQuality(algorithm.getPartition(), graph)), 4)

    def parallel_leiden(graph: Any) -> Any:
        return networkit.community.ParallelLeiden(graph, iterations=2)

    def louvain(graph: Any) -> Any:
        return networkit.community.PLM(graph, refine=True)

    peers = [
        Peer("networkit ParallelLeiden", lambda: of_networkit(parallel_leiden), shown, target),
        Peer("networkit PLM", lambda: of_networkit(louvain), shown, target),
    ]
    if bench.size != "L":
        peers.append(_leidenalg(mutual))

    def ours() -> float:
        return round(find_communities(bench.ties, ids).modularity, 4)

    name = "Leiden, 2 passes, construction included: modularity"
    return Task(bench.size, name + (" (best of 8 starts)" if bench.size == "S" else ""), ours, peers, rounds=3)


def _leidenalg(mutual: Any) -> Peer:
    pairs = mutual.tocoo()
    graph = igraph.Graph(mutual.shape[0], np.stack([pairs.row, pairs.col], axis=1))
    graph.es["weight"] = pairs.data.tolist()

    def theirs() -> float:
        kind = leidenalg.ModularityVertexPartition
        found = leidenalg.find_partition(graph, kind, weights="weight", n_iterations=2, seed=1)
        return round(float(graph.modularity(found.membership, weights="weight")), 4)

    return Peer("leidenalg", theirs, shown)


def of_paths(bench: Bench) -> Task:
    known = bench.known
    count = {"S": 20, "M": 4, "L": 2}[bench.size]
    pairs = bench.random.choice(np.flatnonzero(np.diff(known.indptr)), (count, 2), replace=False).tolist()
    graph = bench.known_in_igraph

    def ours() -> list[float]:
        ends = (np.array([[one], [other]], dtype=np.int32) for one, other in pairs)
        return [float(np.log(best_paths(known, one, other, k=5, max_hops=6).paths[0].strength)) for one, other in ends]

    def theirs() -> list[float]:
        costs = np.array(graph.es["cost"])
        found = []
        for one, other in pairs:
            ways = graph.get_k_shortest_paths(one, other, k=5, weights="cost", output="epath")
            # Of those of at most six ties, as ours: igraph knows no limit.
            short = [way for way in ways if len(way) <= 6]
            found.append(-float(costs[short[0]].sum()) if short else np.nan)
        return found

    def same(mine: Any, found: Any) -> str:
        mine, found = np.array(mine), np.array(found)
        there = ~np.isnan(found)
        return f"{int(np.isclose(mine[there], found[there], rtol=1e-4).sum())} of {int(there.sum())} best paths equal"

    return Task(bench.size, f"5 best paths, {count} pairs", ours, [Peer("igraph (Yen)", theirs, same, 100.0)], rounds=1)
