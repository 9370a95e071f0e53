"""How long an analysis takes, step by step, and how its measures compare with the peers', in one run, interleaved."""

import time
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from scipy import sparse

from algorithms.analysis import analyse
from algorithms.communities import find_communities
from algorithms.pagerank import pagerank
from algorithms.parameters import Parameters
from algorithms.tie_strength import build_ties
from algorithms.ties import Ties
from bench.timing import interleaved
from bench.worlds import SIZES, make, snapshot

STEPS_HEADER = ("size", "step", "seconds")
PEERS_HEADER = ("size", "task", "peer", "ours s", "peer s", "ratio", "same answer")


def steps(sizes: Sequence[str] = ("S", "M")) -> Iterator[tuple[str, ...]]:
    """Time the steps of an analysis; compiling is done before, on a tiny world."""
    analyse(snapshot(make(200, 1_000)))
    for size in sizes:
        frozen = snapshot(make(*SIZES[size]))
        marks: list[tuple[str, float]] = []
        analyse(frozen, progress=lambda step, _, marks=marks: marks.append((step, time.perf_counter())))
        took: dict[str, float] = {}
        for (step, begun), (_, ended) in pairwise(marks):
            took[step] = took.get(step, 0.0) + ended - begun
        yield from ((size, step, f"{seconds:.2f}") for step, seconds in took.items())
        yield size, "all", f"{marks[-1][1] - marks[0][1]:.2f}"


def peers(sizes: Sequence[str] = ("S", "M")) -> Iterator[tuple[str, ...]]:
    """Compare with SciPy, igraph and leidenalg on the same matrix; construction of the peers' graphs is not counted."""
    for size in sizes:
        ties = build_ties(snapshot(make(*SIZES[size])), Parameters())
        yield _pagerank(size, ties)
        yield _leiden(size, ties)
        if size == "S":
            yield _betweenness(size, ties)


def _row(size: str, task: str, peer: str, times: dict[str, float], answer: str) -> tuple[str, ...]:
    ours, theirs = times["ours"], times["peer"]
    return size, task, peer, f"{ours:.3f}", f"{theirs:.3f}", f"{theirs / ours:.1f}x", answer


def _pagerank(size: str, ties: Ties) -> tuple[str, ...]:
    matrix = sparse.csr_array((ties.evidence.astype(np.float64), ties.indices, ties.indptr), shape=(ties.people,) * 2)
    results: dict[str, Any] = {}
    times = interleaved(
        {
            "ours": lambda: results.update(ours=pagerank(ties).values),
            "peer": lambda: results.update(peer=_power_iteration(matrix)),
        }
    )
    apart = float(np.abs(results["ours"] - results["peer"]).sum())
    return _row(size, "PageRank to 1e-8", "SciPy power iteration", times, f"L1 apart {apart:.1e}")


def _power_iteration(matrix: Any, damping: float = 0.85, tolerance: float = 1e-8) -> Any:
    n = matrix.shape[0]
    out = np.asarray(matrix.sum(axis=1)).ravel()
    turned = (sparse.diags_array(np.divide(1.0, out, where=out > 0, out=np.zeros(n))) @ matrix).T.tocsr()
    x = np.full(n, 1.0 / n)
    while True:
        y = damping * (turned @ x + x[out == 0].sum() / n) + (1 - damping) / n
        if np.abs(y - x).sum() < tolerance:
            return y
        x = y


def _leiden(size: str, ties: Ties) -> tuple[str, ...]:
    import igraph
    import leidenalg
    import pyarrow as pa

    ids = pa.array([f"{i:08d}" for i in range(ties.people)], pa.large_string())
    graph = igraph.Graph(ties.people, np.stack([ties.sources(), ties.indices], axis=1), directed=False)
    graph.es["weight"] = ties.evidence.tolist()
    graph.simplify(combine_edges="sum")
    results: dict[str, Any] = {}
    times = interleaved(
        {
            "ours": lambda: results.update(ours=find_communities(ties, ids)),
            "peer": lambda: results.update(
                peer=leidenalg.find_partition(
                    graph, leidenalg.ModularityVertexPartition, weights="weight", n_iterations=2, seed=1
                )
            ),
        }
    )
    found = {"ours": results["ours"].labels, "theirs": results["peer"].membership}
    quality = {who: graph.modularity(_alone_apart(labels), weights="weight") for who, labels in found.items()}
    answer = f"modularity {quality['ours']:.4f}, theirs {quality['theirs']:.4f}"
    return _row(size, "Leiden, 2 passes", "leidenalg", times, answer)


def _alone_apart(labels: Any) -> list[int]:
    """Give people without a tie a community of their own each, as igraph expects."""
    numbers = np.array(labels)
    alone = numbers < 0
    numbers[alone] = numbers.max() + 1 + np.arange(alone.sum())
    return [int(n) for n in numbers]


def _betweenness(size: str, ties: Ties) -> tuple[str, ...]:
    import igraph

    from algorithms.betweenness import betweenness

    graph = igraph.Graph(ties.people, np.stack([ties.sources(), ties.indices], axis=1), directed=True)
    pivots = np.random.default_rng(1).choice(ties.people, 1_024, replace=False).tolist()
    results: dict[str, Any] = {}
    times = interleaved(
        {
            "ours": lambda: results.update(ours=betweenness(ties, exact_up_to=0, pivots=1_024)),
            "peer": lambda: results.update(peer=graph.betweenness(sources=pivots)),
        },
        rounds=1,
    )
    return _row(size, "betweenness, 1,024 pivots", "igraph", times, "own pivots each")


__all__ = ["PEERS_HEADER", "STEPS_HEADER", "peers", "steps"]
