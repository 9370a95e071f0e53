"""Components: the parts that a network falls into."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import MalformedResult
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.ties import Ties

_SAMPLE = 1024


@dataclass(frozen=True, slots=True)
class Components:
    """The parts of a network. n people, c parts, numbered by size, largest first, then by their first person.

    `labels`: int32 (n), each person's part; `sizes`: int32 (c), at least 1: somebody without a tie is a part alone.
    """

    labels: NDArray[np.int32]
    sizes: NDArray[np.int32]

    def __post_init__(self) -> None:
        if not np.array_equal(np.bincount(self.labels, minlength=self.sizes.size), self.sizes):
            raise MalformedResult("expected labels and sizes of the same parts")
        object.__setattr__(self, "labels", locked(self.labels))
        object.__setattr__(self, "sizes", locked(self.sizes))

    @property
    def count(self) -> int:
        """Number of parts, c."""
        return int(self.sizes.size)


def weak_components(ties: Ties) -> Components:
    """Find the parts within which ties, in whatever direction, lead from everybody to everybody.

    Empty ties have no parts. 4 bytes a person; no copy of the ties is made.

    Sutton, Ben-Nun and Barak (2018), Optimizing parallel graph connectivity computation via subgraph sampling: most
    people belong to one part, and once that is seen their other ties need not be looked at.

    >>> from tests.worlds import WORLDS
    >>> weak_components(WORLDS["apart"].ties()).labels.tolist()
    [0, 0, 0, 1, 1, 1, 2]
    """
    return _numbered(_afforest(ties.indptr, ties.indices, ties.in_indptr, ties.in_indices))


def _numbered(roots: NDArray[np.int32]) -> Components:
    """Number parts by size and first person, whatever they were called."""
    _, first, labels, sizes = np.unique(roots, return_index=True, return_inverse=True, return_counts=True)
    order = np.lexsort((first, -sizes))
    number = np.empty(order.size, dtype=np.int32)
    number[order] = np.arange(order.size, dtype=np.int32)
    return Components(number[labels], sizes[order].astype(np.int32))


@compiled
def _root(parent: NDArray[np.int32], person: int) -> int:
    while parent[person] != person:
        parent[person] = parent[parent[person]]
        person = parent[person]
    return person


@compiled
def _join(parent: NDArray[np.int32], one: int, other: int) -> None:
    one, other = _root(parent, one), _root(parent, other)
    if one < other:
        parent[other] = one
    elif other < one:
        parent[one] = other


@compiled
def _afforest(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], in_indptr: NDArray[np.int64], in_indices: NDArray[np.int32]
) -> NDArray[np.int32]:
    """Give everybody the first person of their part."""
    people = indptr.size - 1
    parent = np.arange(people).astype(np.int32)
    for nth in range(2):
        for person in range(people):
            if indptr[person] + nth < indptr[person + 1]:
                _join(parent, person, indices[indptr[person] + nth])
    most = _most_common(parent)
    for person in range(people):
        # Ties run both ways here: one that ends in the largest part is seen from its other end.
        if _root(parent, person) == _root(parent, most):
            continue
        for entry in range(indptr[person], indptr[person + 1]):
            _join(parent, person, indices[entry])
        for entry in range(in_indptr[person], in_indptr[person + 1]):
            _join(parent, person, in_indices[entry])
    for person in range(people):
        parent[person] = _root(parent, person)
    return parent


@compiled
def _most_common(parent: NDArray[np.int32]) -> int:
    """The root that most of a sample, spread evenly over the rows, has."""
    people = parent.size
    if people == 0:
        return 0
    roots = np.empty(min(people, _SAMPLE), dtype=np.int32)
    for i in range(roots.size):
        roots[i] = _root(parent, i * people // roots.size)
    roots.sort()
    best, longest, run = int(roots[0]), 0, 0
    for i in range(roots.size):
        run = run + 1 if i > 0 and roots[i] == roots[i - 1] else 1
        if run > longest:
            best, longest = int(roots[i]), run
    return best
