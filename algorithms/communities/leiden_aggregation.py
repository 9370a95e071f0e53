"""Leiden's third step: parts become the people of a smaller network; and how parts are numbered and told apart."""

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled


@compiled
def renumber(labels: NDArray[np.int32]) -> tuple[NDArray[np.int32], int]:
    """Number labels from 0 in the order in which they first stand; returns them and how many there are.

    >>> labels, count = renumber(np.array([4, 1, 4, 0, 2], np.int32))
    >>> labels.tolist(), count
    ([0, 1, 0, 2, 3], 4)
    """
    new = np.full(labels.size, -1, np.int32)
    renumbered = np.empty(labels.size, np.int32)
    count = 0
    for u in range(labels.size):
        if new[labels[u]] < 0:
            new[labels[u]] = count
            count += 1
        renumbered[u] = new[labels[u]]
    return renumbered, count


@compiled
def aggregate(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    part_of: NDArray[np.int32],
    parts: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.float32]]:
    """Add up weights between parts, those inside a part as an entry with itself: (indptr, indices, weights).

    >>> indptr, indices, weights = aggregate(  # a pair of weight 3, whose two people become one part
    ...     np.array([0, 1, 2]), np.array([1, 0], np.int32), np.array([3, 3], np.float32), np.zeros(2, np.int32), 1
    ... )
    >>> indptr.tolist(), indices.tolist(), weights.tolist()
    ([0, 1], [0], [6.0])
    """
    first = np.zeros(parts + 1, np.int64)
    for u in range(part_of.size):
        first[part_of[u] + 1] += 1
    first = np.cumsum(first)
    members = np.empty(part_of.size, np.int32)
    free = first[:-1].copy()
    for u in range(part_of.size):
        members[free[part_of[u]]] = u
        free[part_of[u]] += 1
    new_indptr = np.zeros(parts + 1, np.int64)
    new_indices = np.empty(indices.size, np.int32)
    new_weights = np.empty(indices.size, np.float32)
    sums = np.zeros(parts)
    size = 0
    for part in range(parts):
        start = size
        for i in range(first[part], first[part + 1]):
            u = members[i]
            for entry in range(indptr[u], indptr[u + 1]):
                other = part_of[indices[entry]]
                if sums[other] == 0.0:
                    new_indices[size] = other
                    size += 1
                sums[other] += weights[entry]
        for i in range(start, size):
            new_weights[i] = sums[new_indices[i]]
            sums[new_indices[i]] = 0.0
        new_indptr[part + 1] = size
    return new_indptr, new_indices[:size].copy(), new_weights[:size].copy()


@compiled
def connected(indptr: NDArray[np.int64], indices: NDArray[np.int32], labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Number the connected parts of all groups, in the order of their first person.

    >>> connected(np.array([0, 1, 2, 2]), np.array([1, 0], np.int32), np.zeros(3, np.int32)).tolist()
    [0, 0, 1]
    """
    n = labels.size
    part = np.full(n, -1, np.int32)
    waiting = np.empty(n, np.int32)
    count = 0
    for start in range(n):
        if part[start] >= 0:
            continue
        part[start] = count
        waiting[0] = start
        length = 1
        while length > 0:
            length -= 1
            u = waiting[length]
            for entry in range(indptr[u], indptr[u + 1]):
                v = indices[entry]
                if part[v] < 0 and labels[v] == labels[u]:
                    part[v] = count
                    waiting[length] = v
                    length += 1
        count += 1
    return part
