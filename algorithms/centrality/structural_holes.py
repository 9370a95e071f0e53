"""Structural holes: who has contacts that do not know each other. What constraint and effective size are made of."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.kernels.compiled import compiled
from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties, Weights, incoming_half


@dataclass(frozen=True, slots=True)
class StructuralHoles:
    """Contacts of each person and how they hang together; each array float64 (n).

    A contact is somebody tied in either direction. With a(i, j) the weight of the ties between i and j in both
    directions, p(i, j) = a(i, j) / sum of a(i, k) over k, and m(i, j) = a(i, j) / largest a(i, k):

    * `contacts`: how many
    * `constraint`: sum over contacts j of (p(i, j) + sum over q of p(i, q) p(q, j)) ** 2
    * `redundancy`: sum over contacts j and q of p(i, q) m(j, q)
    """

    contacts: NDArray[np.float64]
    constraint: NDArray[np.float64]
    redundancy: NDArray[np.float64]


def structural_holes(ties: Ties, *, weights: Weights = "evidence") -> StructuralHoles:
    """Work out how the contacts of each person hang together.

    Both sums over q are sums over triangles. Each triangle is found once, from the corner with the fewest contacts:
    at most (number of ties) ** 1.5 steps, and no more for a hub with a million contacts than for their many friends. 80
    bytes a person, 130 a tie.

    >>> from tests.worlds import WORLDS
    >>> found = structural_holes(WORLDS["star"].ties())
    >>> found.contacts.tolist(), found.constraint.round(6).tolist()  # five shares of 1/5, or one of 1
    ([5.0, 1.0, 1.0, 1.0, 1.0, 1.0], [0.2, 1.0, 1.0, 1.0, 1.0, 1.0])
    """
    mutual = symmetrise(ties, ties.weights(weights))
    order = np.argsort(np.diff(mutual.indptr), kind="stable")
    ranked = mutual.relabelled(order)
    rows = np.repeat(np.arange(ties.people), np.diff(ranked.indptr))
    total = np.bincount(rows, weights=ranked.weights, minlength=ties.people).astype(np.float64)
    largest = np.zeros(ties.people)
    np.maximum.at(largest, rows, ranked.weights)
    lower = np.bincount(rows[ranked.indices < rows], minlength=ties.people)
    mirror = incoming_half(ties.people, ranked.indptr, ranked.indices)[2]
    indirect, redundancy = _sum_triangles(
        ranked.indptr, ranked.indices, ranked.weights, ranked.indptr[:-1] + lower, mirror, total, largest
    )
    shares = ranked.weights / total[rows] + indirect
    constraint = np.bincount(rows, weights=shares**2, minlength=ties.people).astype(np.float64)
    place = np.argsort(order)
    contacts = np.diff(mutual.indptr).astype(np.float64)
    return StructuralHoles(contacts, constraint[place], redundancy[place])


def holes_of(on: MeasureInputs) -> StructuralHoles:
    """Structural holes of the ties, for both measures made of them. 80 bytes a person, 130 a tie.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["pair"]
    >>> holes_of(MeasureInputs(world.snapshot(), world.ties(), Parameters())).contacts.tolist()
    [1.0, 1.0]
    """
    return structural_holes(on.ties)


@compiled
def _sum_triangles(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    higher: NDArray[np.int64],
    mirror: NDArray[np.int64],
    total: NDArray[np.float64],
    largest: NDArray[np.float64],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return for each entry (i, j) the sum of p(i, q) p(q, j), and for each row its redundancy.

    Rows ascend by length. `higher` says where in a row the higher rows begin; `mirror` is the entry (j, i) of (i, j).
    """
    people = indptr.size - 1
    indirect = np.zeros(indices.size)
    redundancy = np.zeros(people)
    entry_to = np.full(people, -1, dtype=np.int64)
    for u in range(people):
        for uw in range(higher[u], indptr[u + 1]):
            entry_to[indices[uw]] = uw
        for uv in range(higher[u], indptr[u + 1]):
            v = indices[uv]
            for vw in range(higher[v], indptr[v + 1]):
                w = indices[vw]
                uw = entry_to[w]
                if uw < 0:
                    continue
                # The three sides, multiplied two by two: each corner sees the other two through them.
                at_u = np.float64(weights[uv]) * weights[uw]
                at_v = np.float64(weights[uv]) * weights[vw]
                at_w = np.float64(weights[uw]) * weights[vw]
                indirect[uv] += at_w / (total[u] * total[w])
                indirect[mirror[uv]] += at_w / (total[v] * total[w])
                indirect[uw] += at_v / (total[u] * total[v])
                indirect[mirror[uw]] += at_v / (total[w] * total[v])
                indirect[vw] += at_u / (total[v] * total[u])
                indirect[mirror[vw]] += at_u / (total[w] * total[u])
                redundancy[u] += (at_w / largest[v] + at_v / largest[w]) / total[u]
                redundancy[v] += (at_w / largest[u] + at_u / largest[w]) / total[v]
                redundancy[w] += (at_v / largest[u] + at_u / largest[v]) / total[w]
        for uw in range(higher[u], indptr[u + 1]):
            entry_to[indices[uw]] = -1
    return indirect, redundancy
