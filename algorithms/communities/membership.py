"""Membership: how much of the strength of a person's ties goes to each community."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import SMALL, compiled_above, locked
from algorithms.ties.symmetrise import Undirected


@dataclass(frozen=True, slots=True)
class Shares:
    """Each person's communities, largest share first, as compressed rows: `indptr[u]` to `indptr[u + 1]` are u's.

    `indptr`: int64 (n + 1); `community`: int32, a row of communities; `share`: float32, above 0 to 1. The shares of a
    person sum to 1, or to less when they have ties to more communities than are kept. Who has no tie has none.
    """

    indptr: NDArray[np.int64]
    community: NDArray[np.int32]
    share: NDArray[np.float32]

    def of(self, person: int) -> list[tuple[int, float]]:
        """List a person's (community row, share), largest first."""
        rows = slice(int(self.indptr[person]), int(self.indptr[person + 1]))
        return list(zip(self.community[rows].tolist(), self.share[rows].tolist(), strict=True))

    def largest(self, people: NDArray[np.int32]) -> NDArray[np.int32]:
        """The community in which each of these people has the largest share, int32 (k); -1 for those in none."""
        first, end = self.indptr[people], self.indptr[people + 1]
        largest = np.full(people.size, -1, dtype=np.int32)
        largest[first < end] = self.community[first[first < end]]
        return largest


def shares_of(graph: Undirected, labels: NDArray[np.int32], communities: int, *, most: int) -> Shares:
    """Measure each person's shares; see `algorithms.communities.communities.shares`.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.symmetrise import symmetrise
    >>> ties = WORLDS["two_triangles"].ties()
    >>> shares = shares_of(symmetrise(ties, ties.evidence), np.array([0, 0, 0, 1, 1, 1], np.int32), 2, most=2)
    >>> [(community, round(share, 3)) for community, share in shares.of(2)]
    [(0, 0.667), (1, 0.333)]
    """
    width = max(min(most, communities), 1)
    counts = np.zeros(graph.people + 1, dtype=np.int64)
    community = np.empty((graph.people, width), dtype=np.int32)
    share = np.zeros((graph.people, width), dtype=np.float32)
    _measure(graph.indptr, graph.indices, graph.weights, locked(labels), communities, counts, community, share)
    np.cumsum(counts, out=counts)
    return Shares(locked(counts), locked(community[share > 0]), locked(share[share > 0]))


@compiled_above(SMALL)
def _measure(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    labels: NDArray[np.int32],
    communities: int,
    counts: NDArray[np.int64],
    community: NDArray[np.int32],
    share: NDArray[np.float32],
) -> None:
    """Write each person's largest shares into their row and how many there are to `counts[u + 1]`."""
    sums = np.zeros(communities)
    seen = np.empty(communities, np.int32)
    for u in range(indptr.size - 1):
        labels_seen = 0
        total = np.float64(0.0)
        for entry in range(indptr[u], indptr[u + 1]):
            label = labels[indices[entry]]
            if sums[label] == 0.0:
                seen[labels_seen] = label
                labels_seen += 1
            sums[label] += weights[entry]
            total += weights[entry]
        top = min(labels_seen, share.shape[1])
        for place in range(top):
            best = -1
            for i in range(labels_seen):
                label = seen[i]
                better = sums[label] > 0.0 and (best < 0 or sums[label] > sums[best])
                if better or (best >= 0 and sums[label] == sums[best] and label < best):
                    best = label
            community[u, place] = best
            share[u, place] = sums[best] / total
            sums[best] = 0.0
        for i in range(labels_seen):
            sums[seen[i]] = 0.0
        counts[u + 1] = top
