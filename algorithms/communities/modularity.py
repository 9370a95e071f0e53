"""Modularity: how much more of the evidence lies inside communities than chance would put there."""

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.symmetrise import Undirected


def modularity(graph: Undirected, labels: NDArray[np.int32], *, resolution: float = 1.0) -> float:
    """Say how far communities hold the evidence: its share inside minus the share expected by chance.

    `labels` is int32 (n), 0 or above for everyone with a tie; who has none may be -1. From -0.5 to 1; 0 without ties.
    `resolution` weighs the expected share: above 1 favours small communities.

    Newman and Girvan (2004), Finding and evaluating community structure in networks; Reichardt and Bornholdt (2006).

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["two_triangles"].ties()
    >>> from algorithms.ties.symmetrise import symmetrise
    >>> round(modularity(symmetrise(ties, ties.evidence), np.array([0, 0, 0, 1, 1, 1], dtype=np.int32)), 4)
    0.3571
    """
    if graph.indices.size == 0:
        return 0.0
    inside, totals = _shares(graph.indptr, graph.indices, graph.weights, locked(labels), int(labels.max()) + 1)
    everything = float(totals.sum())
    return float(inside / everything - resolution * np.square(totals / everything).sum())


@compiled
def _shares(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    labels: NDArray[np.int32],
    communities: int,
) -> tuple[float, NDArray[np.float64]]:
    inside = 0.0
    totals = np.zeros(communities)
    for u in range(indptr.size - 1):
        for entry in range(indptr[u], indptr[u + 1]):
            weight = np.float64(weights[entry])
            totals[labels[u]] += weight
            if labels[indices[entry]] == labels[u]:
                inside += weight
    return inside, totals
