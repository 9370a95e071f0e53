"""Measures of people beside SciPy, scikit-network, igraph and networkit."""

from typing import Any

import networkit
import numpy as np
from scipy import sparse
from sknetwork.ranking import HITS

from algorithms.centrality.betweenness import betweenness
from algorithms.centrality.harmonic import harmonic
from algorithms.centrality.hits import hits
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.personalised_pagerank import personalised_pagerank
from bench.agreement import alike, apart
from bench.forms import Bench
from bench.targets import Peer, Task

_PIVOTS = 1_024
_SAMPLES = 512


def of_pagerank(bench: Bench) -> Task:
    restart = np.full(bench.ties.people, 1 / bench.ties.people)
    matrix = bench.directed
    peer = Peer("scipy power iteration", lambda: _power_iteration(matrix, restart), apart, 1.6)
    return Task(bench.size, "PageRank to 1e-8", lambda: pagerank(bench.ties).values, [peer])


def of_personalised_pagerank(bench: Bench) -> Task:
    origins = bench.random.choice(bench.ties.people, 100, replace=False).astype(np.int32)
    restart = np.zeros(bench.ties.people)
    restart[origins] = 1 / 100
    matrix = bench.directed
    peer = Peer("scipy power iteration", lambda: _power_iteration(matrix, restart), apart, 1.6)
    ours = lambda: personalised_pagerank(bench.ties, origins).values  # noqa: E731
    return Task(bench.size, "personalised PageRank, 100 origins", ours, [peer])


def _power_iteration(matrix: Any, restart: Any, damping: float = 0.85, tolerance: float = 1e-8) -> Any:
    """PageRank as one writes it with SciPy; the scaled matrix is built each time, as ours is."""
    out = np.asarray(matrix.sum(axis=1)).ravel()
    turned = (sparse.diags_array(np.divide(1.0, out, where=out > 0, out=np.zeros(out.size))) @ matrix).T.tocsr()
    x = restart.copy()
    while True:
        y = damping * (turned @ x + x[out == 0].sum() * restart) + (1 - damping) * restart
        if np.abs(y - x).sum() < tolerance:
            return y
        x = y


def of_hits(bench: Bench) -> Task:
    matrix = bench.directed

    def theirs() -> Any:
        scores = HITS().fit(sparse.csr_matrix(matrix)).scores_col_
        return scores / scores.sum()

    return Task(
        bench.size, "HITS", lambda: hits(bench.ties).authority.values, [Peer("scikit-network", theirs, apart, 1.0)]
    )


def of_betweenness(bench: Bench) -> Task:
    graph, other = bench.in_networkit, bench.in_igraph
    pivots = bench.random.choice(bench.ties.people, _PIVOTS, replace=False).tolist()

    def of_networkit() -> Any:
        return networkit.centrality.EstimateBetweenness(graph, _PIVOTS, True, True).run().scores()

    peers = [Peer("networkit", of_networkit, alike, 4.0)]
    if bench.size == "S":
        peers.append(Peer("igraph", lambda: other.betweenness(sources=pivots), alike))
    ours = lambda: betweenness(bench.ties, exact_up_to=0, pivots=_PIVOTS).values  # noqa: E731
    return Task(bench.size, f"betweenness, {_PIVOTS:,} pivots", ours, peers, rounds=1)


def of_harmonic(bench: Bench) -> Task:
    graph = bench.in_igraph
    # igraph searches once for each person asked about, as we do once for each sample.
    asked = bench.random.choice(bench.ties.people, _SAMPLES // 16, replace=False).tolist()

    def theirs() -> Any:
        return graph.harmonic_centrality(asked, mode="in", normalized=True)

    def same(ours: Any, found: Any) -> str:
        return alike(np.asarray(ours)[asked], found)

    def ours() -> Any:
        return harmonic(bench.ties, exact_up_to=0, samples=_SAMPLES).values

    target = None if bench.size == "S" else 15.0
    peer = Peer("igraph (a 16th of it, times 16)", theirs, same, target, share=1 / 16)
    return Task(bench.size, f"harmonic, {_SAMPLES} samples", ours, [peer], rounds=3)
