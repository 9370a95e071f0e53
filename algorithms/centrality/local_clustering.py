"""Local clustering: how many of someone's contacts know each other."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.kernels.compiled import compiled
from algorithms.ties.symmetrise import Undirected, symmetrise
from algorithms.ties.ties import Ties


def local_clustering(ties: Ties) -> Scores:
    """Say for each person which share of the pairs of their contacts know each other, 0 to 1.

    Somebody tied in either direction is one contact. 0 for people with fewer than two contacts, as NetworkX has it;
    empty ties give empty scores; parts that are not connected do not touch each other. 70 bytes a person and
    68 a tie.

    Watts and Strogatz (1998), Collective dynamics of small-world networks, Nature 393.

    >>> from tests.worlds import WORLDS
    >>> local_clustering(WORLDS["two_triangles"].ties()).values.round(3).tolist()
    [1.0, 1.0, 0.333, 0.333, 1.0, 1.0]
    """
    mutual = symmetrise(ties, ties.evidence)
    contacts = np.diff(mutual.indptr).astype(np.float64)
    pairs = contacts * (contacts - 1) / 2
    return Scores(np.divide(triangles(mutual), pairs, out=np.zeros(ties.people), where=pairs > 0))


def triangles(mutual: Undirected) -> NDArray[np.int64]:
    """Count the triangles each person is a corner of, int64 (n).

    Each is found once, from the corner with the fewest contacts: at most (number of ties) ** 1.5 steps.

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["two_triangles"].ties()
    >>> triangles(symmetrise(ties, ties.evidence)).tolist()
    [1, 1, 1, 1, 1, 1]
    """
    order = np.argsort(np.diff(mutual.indptr), kind="stable")
    ranked = mutual.relabelled(order)
    rows = np.repeat(np.arange(ranked.people), np.diff(ranked.indptr))
    higher = ranked.indptr[:-1] + np.bincount(rows[ranked.indices < rows], minlength=ranked.people)
    counts = np.empty(ranked.people, dtype=np.int64)
    counts[order] = _count(ranked.indptr, ranked.indices, higher)
    return counts


@compiled
def _count(indptr: NDArray[np.int64], indices: NDArray[np.int32], higher: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count triangles; rows ascend by length, and `higher` says where in a row the higher rows begin."""
    people = indptr.size - 1
    counts = np.zeros(people, dtype=np.int64)
    seen_from = np.full(people, -1, dtype=np.int32)
    for u in range(people):
        for entry in range(higher[u], indptr[u + 1]):
            seen_from[indices[entry]] = u
        for entry in range(higher[u], indptr[u + 1]):
            v = indices[entry]
            for further in range(higher[v], indptr[v + 1]):
                w = indices[further]
                if seen_from[w] == u:
                    counts[u] += 1
                    counts[v] += 1
                    counts[w] += 1
    return counts


MEASURE: Final = MeasureSpec(
    name="clustering",
    order=150,
    label="Closed circle",
    meaning="How many of a person's contacts know each other, 0 to 1.",
    lies="People with two contacts are at 0 or 1 by a single tie. No influence in it.",
    formula="Pairs of contacts that are tied in either direction, divided by all pairs of contacts.",
    paper="Watts and Strogatz (1998), *Collective dynamics of small-world networks*, Nature 393.",
    cost="One walk over all triangles, at most m^1.5.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: local_clustering(on.ties),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/test_other_oracles.py::test_local_clustering",
)
