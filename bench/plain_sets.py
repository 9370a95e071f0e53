"""Reverse reachable sets the plain way: a coin for each tie, from one stream of random numbers."""

import numpy as np
from numba import njit
from numpy.typing import NDArray


@njit(cache=True)
def members_of_plain_sets(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], chances: NDArray[np.float32], sets: int, seed: int
) -> int:
    """Draw so many sets; returns how many members they have in all."""
    np.random.seed(seed)
    people = indptr.size - 1
    met_in = np.full(people, -1, dtype=np.int64)
    queue = np.empty(people, dtype=np.int32)
    total = 0
    for number in range(sets):
        start = np.random.randint(0, people)
        met_in[start] = number
        queue[0] = start
        head, tail = 0, 1
        while head < tail:
            listener = queue[head]
            head += 1
            for entry in range(indptr[listener], indptr[listener + 1]):
                person = indices[entry]
                if met_in[person] != number and np.random.random() < chances[entry]:
                    met_in[person] = number
                    queue[tail] = person
                    tail += 1
        total += tail
    return total
