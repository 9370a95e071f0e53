"""Core number: how deep in the thick of the network someone is."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.kernels.compiled import compiled
from algorithms.ties.symmetrise import Undirected, symmetrise
from algorithms.ties.ties import Ties


def core_number(ties: Ties) -> Scores:
    """Say how deep in the thick of it each person is: the largest k for which they know k others who know k each.

    The k-core is what is left when whoever has fewer than k contacts is taken away, again and again. Somebody tied in
    either direction is one contact. Whole numbers; 0 for isolated people; parts that are not connected do not touch
    each other; empty ties give empty scores. 16 bytes a person, and the undirected ties, 16 bytes a pair.

    Seidman (1983), Network structure and minimum degree, Social Networks 5(3). Batagelj and Zaversnik (2003), An O(m)
    algorithm for cores decomposition of networks.

    >>> from tests.worlds import WORLDS
    >>> core_number(WORLDS["two_triangles"].ties()).values.tolist()
    [2.0, 2.0, 2.0, 2.0, 2.0, 2.0]
    """
    return Scores(cores(symmetrise(ties, ties.evidence)).astype(np.float64))


def cores(mutual: Undirected) -> NDArray[np.int32]:
    """Core numbers of people whose ties have no direction, int32 (n); see `core_number`.

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["star"].ties()
    >>> cores(symmetrise(ties, ties.evidence)).tolist()
    [1, 1, 1, 1, 1, 1]
    """
    return _peel(mutual.indptr, mutual.indices)


@compiled
def _peel(indptr: NDArray[np.int64], indices: NDArray[np.int32]) -> NDArray[np.int32]:
    """Take people away in the order of the contacts they have left; what is left when one goes is their core."""
    people = indptr.size - 1
    left = np.empty(people, dtype=np.int32)
    most = 0
    for person in range(people):
        left[person] = indptr[person + 1] - indptr[person]
        most = max(most, left[person])
    # People in buckets by contacts left: `begin[d]` is where those with d or more begin in `queue`.
    begin = np.zeros(most + 2, dtype=np.int32)
    for person in range(people):
        begin[left[person] + 1] += 1
    begin = np.cumsum(begin).astype(np.int32)
    queue = np.empty(people, dtype=np.int32)
    place = np.empty(people, dtype=np.int32)
    free = begin.copy()
    for person in range(people):
        place[person] = free[left[person]]
        queue[place[person]] = person
        free[left[person]] += 1
    for position in range(people):
        person = queue[position]
        for entry in range(indptr[person], indptr[person + 1]):
            other = indices[entry]
            if left[other] <= left[person]:
                continue
            # Move the other to the front of its bucket and the bucket's front past it: one contact less.
            bucket = left[other]
            front = begin[bucket]
            first = queue[front]
            queue[place[other]], queue[front] = first, other
            place[first], place[other] = place[other], front
            begin[bucket] += 1
            left[other] -= 1
    return left


MEASURE: Final = MeasureSpec(
    name="core",
    order=130,
    label="Core",
    meaning="How deep in the thick of it a person is: the k for which a circle knows k of its own each.",
    lies="Whole numbers, so many share one; a closed circle of friends is a deep core though nobody hears them.",
    formula="The largest k such that the person belongs to a group in which everybody has at least k "
    "contacts within the group.",
    paper="Seidman (1983), *Network structure and minimum degree*; Batagelj and Zaversnik (2003).",
    cost="m; 16 bytes a person, 8 a tie.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: core_number(on.ties),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/test_other_oracles.py::test_core_numbers",
)
