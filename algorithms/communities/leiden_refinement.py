"""Leiden's second step: each community is taken apart and put together again from parts that hang together."""

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled


@compiled
def refine(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    degree: NDArray[np.float64],
    scale: float,
    order: NDArray[np.int32],
    labels: NDArray[np.int32],
) -> NDArray[np.int32]:
    """Find the parts of each community: int32 (n), the row of the person that each part began with.

    Everybody begins alone. In the given order, who is still alone and well tied to their community joins the part of it
    that gains most, if any gains. Parts only grow along ties inside one community, so each is connected.

    >>> pair = np.array([0, 1, 2]), np.array([1, 0], np.int32), np.ones(2, np.float32), np.ones(2)
    >>> refine(*pair, 0.5, np.array([0, 1], np.int32), np.zeros(2, np.int32)).tolist()
    [1, 1]
    """
    n = labels.size
    part = np.arange(n).astype(np.int32)
    alone = np.ones(n, np.bool_)
    total = degree.copy()
    community_total = np.zeros(n)
    for u in range(n):
        community_total[labels[u]] += degree[u]
    outward = _ties_inside(indptr, indices, weights, labels)
    sums = np.zeros(n)
    seen = np.empty(n, np.int32)
    for u in order:
        around = community_total[labels[u]]
        if not alone[u] or outward[u] < scale * degree[u] * (around - degree[u]):
            continue
        count = 0
        for entry in range(indptr[u], indptr[u + 1]):
            v = indices[entry]
            if v != u and labels[v] == labels[u]:
                if sums[part[v]] == 0.0:
                    seen[count] = part[v]
                    count += 1
                sums[part[v]] += weights[entry]
        best = _best_part(degree[u], scale, around, total, outward, sums, seen[:count])
        if best >= 0:
            part[u] = best
            alone[u] = False
            alone[best] = False
            total[best] += degree[u]
            outward[best] += outward[u] - 2 * sums[best]
        for i in range(count):
            sums[seen[i]] = 0.0
    return part


@compiled
def _ties_inside(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], weights: NDArray[np.float32], labels: NDArray[np.int32]
) -> NDArray[np.float64]:
    """Add up each person's weight towards the others of their community."""
    inside = np.zeros(labels.size)
    for u in range(labels.size):
        for entry in range(indptr[u], indptr[u + 1]):
            v = indices[entry]
            if v != u and labels[v] == labels[u]:
                inside[u] += weights[entry]
    return inside


@compiled
def _best_part(
    degree: float,
    scale: float,
    around: float,
    total: NDArray[np.float64],
    outward: NDArray[np.float64],
    sums: NDArray[np.float64],
    parts: NDArray[np.int32],
) -> int:
    """Find the well-tied part that gains most, -1 when none gains.

    A part is well tied when its weight towards the rest of the community is at least what chance would give it.
    """
    best, best_gain = -1, 0.0
    for part in parts:
        if outward[part] >= scale * total[part] * (around - total[part]):
            gain = sums[part] - scale * degree * total[part]
            if gain > best_gain:
                best, best_gain = part, gain
    return best
