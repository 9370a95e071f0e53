"""Path frontier: the people who can lie on a short path, and the least that is left to pay from each of them.

Paths have at most H ties. Two rings grow, one round those the paths begin with and one round those they end with,
always the one that costs less, until together they reach H ties: people outside of both lie on no path. Then the
least cost to the end within h ties is worked out for h = 0 to H, first inside the ending ring and then, with what is
found there, inside the beginning ring. Few people are looked at, even in a large network.
"""

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import SMALL, compiled, compiled_above

FAR = 2**61
"""Stands for a cost without a way; above every real cost, and two of them still fit into an int64."""

_ONE_BIT = 2.0**40


@compiled
def step_cost(strength: float, least: float) -> int:
    """Cost of walking a tie: its strength as -log2 in whole units of 2^-40, and one unit in the last six bits.

    Whole numbers add up the same in any order, so that equal paths are equal. Costs compare by strength, then by the
    number of ties (at most 63). FAR for a tie that is not walked: below `least`, or without any strength.

    >>> step_cost(1.0, 0.0), step_cost(0.5, 0.0) == 64 * 2**40 + 1, step_cost(0.2, 0.3) == FAR
    (1, True, True)
    """
    if strength <= 0.0 or strength < least:
        return FAR
    bits = int(np.rint(-np.log2(np.float64(strength)) * _ONE_BIT))
    return bits * 64 + 1


@compiled_above(SMALL)
def rings(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    closed: NDArray[np.bool_],
    least: float,
    max_hops: int,
    slot: NDArray[np.int32],
    people: NDArray[np.int32],
) -> tuple[NDArray[np.int8], NDArray[np.int8], int, int]:
    """Grow both rings: (ties from the beginning, ties to the end, people met, reach of the ending ring).

    `slot` comes as zeros (n) and gets 1 + the place of each person met; `people` gets their rows by place. A number of
    ties is 127 for people outside of the ring.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["chain"].ties())
    >>> slot, people = np.zeros(5, np.int32), np.empty(5, np.int32)
    >>> ends = np.array([0], np.int32), np.array([2], np.int32)
    >>> found = rings(known.indptr, known.indices, known.strength, *ends, np.zeros(5, np.bool_), 0.0, 2, slot, people)
    >>> begin, end, met, _ = found
    >>> sorted(people[:met][(begin < 127) & (end < 127)].tolist())
    [1]
    """
    begin = np.full(people.size, 127, np.int8)
    end = np.full(people.size, 127, np.int8)
    begin_ring = np.empty(people.size, np.int32)
    end_ring = np.empty(people.size, np.int32)
    met = _start(sources, slot, people, 0, begin, begin_ring)
    met = _start(targets, slot, people, met, end, end_ring)
    begin_from, begin_to, end_from, end_to = 0, sources.size, 0, targets.size
    begin_reach, end_reach = 0, 0
    while begin_reach + end_reach < max_hops:
        begin_work = _entries(indptr, begin_ring[begin_from:begin_to])
        end_work = _entries(indptr, end_ring[end_from:end_to])
        if begin_work < end_work:
            layer = (begin_from, begin_to)
            grown, met = _grow(
                indptr, indices, strength, closed, least, slot, people, met, begin, begin_ring, layer, end[:0]
            )
            begin_from, begin_to, begin_reach = begin_to, grown, begin_reach + 1
        else:
            layer = (end_from, end_to)
            grown, met = _grow(indptr, indices, strength, closed, least, slot, people, met, end, end_ring, layer, begin)
            end_from, end_to, end_reach = end_to, grown, end_reach + 1
    return begin[:met], end[:met], met, end_reach


@compiled
def _start(
    rows: NDArray[np.int32],
    slot: NDArray[np.int32],
    people: NDArray[np.int32],
    met: int,
    ties_away: NDArray[np.int8],
    ring: NDArray[np.int32],
) -> int:
    for i in range(rows.size):
        people[met] = rows[i]
        ties_away[met] = 0
        ring[i] = rows[i]
        met += 1
        slot[rows[i]] = met
    return met


@compiled
def _entries(indptr: NDArray[np.int64], ring: NDArray[np.int32]) -> int:
    work = 0
    for u in ring:
        work += indptr[u + 1] - indptr[u]
    return work


@compiled
def _grow(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    closed: NDArray[np.bool_],
    least: float,
    slot: NDArray[np.int32],
    people: NDArray[np.int32],
    met: int,
    ties_away: NDArray[np.int8],
    ring: NDArray[np.int32],
    layer: tuple[int, int],
    other: NDArray[np.int8],
) -> tuple[int, int]:
    """Add to a ring who is tied to its outermost layer: (its new size, people met).

    Nobody is walked through for whom `other`, when there is one, says 0.
    """
    grown = layer[1]
    for i in range(layer[0], layer[1]):
        u = ring[i]
        if other.size > 0 and other[slot[u] - 1] == 0:
            continue
        for entry in range(indptr[u], indptr[u + 1]):
            v = indices[entry]
            if closed[v] or strength[entry] <= 0.0 or strength[entry] < least:
                continue
            if slot[v] == 0:
                people[met] = v
                met += 1
                slot[v] = met
            if ties_away[slot[v] - 1] == 127:
                ties_away[slot[v] - 1] = ties_away[slot[u] - 1] + 1
                ring[grown] = v
                grown += 1
    return grown, met


@compiled_above(SMALL)
def least_costs(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    max_hops: int,
    slot: NDArray[np.int32],
    people: NDArray[np.int32],
    begin: NDArray[np.int8],
    end: NDArray[np.int8],
    end_reach: int,
) -> NDArray[np.int64]:
    """Least cost to the end within h ties, int64 (max_hops + 1, people met); FAR without a way.

    Ways do not lead through those that paths begin with. Up to h = end_reach the costs hold for everybody, above for
    people at most max_hops - h ties from the beginning: nobody else is asked for them.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["chain"].ties())
    >>> matrix = known.indptr, known.indices, known.strength
    >>> slot, people = np.zeros(5, np.int32), np.empty(5, np.int32)
    >>> ends = np.array([0], np.int32), np.array([2], np.int32)
    >>> begin, end, met, reach = rings(*matrix, *ends, np.zeros(5, np.bool_), 0.0, 2, slot, people)
    >>> costs = least_costs(*matrix, 0.0, 2, slot, people[:met], begin, end, reach)
    >>> bool(costs[2, slot[0] - 1] == 2 * step_cost(known.between(0, 1), 0.0)), bool(costs[1, slot[0] - 1] >= FAR)
    (True, True)
    """
    costs = np.full((max_hops + 1, begin.size), FAR, np.int64)
    for i in range(begin.size):
        if end[i] == 0:
            costs[0, i] = 0
    for h in range(1, max_hops + 1):
        costs[h] = costs[h - 1]
        inside_end = h <= end_reach
        for i in range(begin.size):
            if inside_end and end[i] < h and begin[i] > 0:
                _offer(indptr, indices, strength, least, slot, people[i], costs[h - 1, i], costs[h])
            elif not inside_end and begin[i] <= max_hops - h:
                costs[h, i] = _cheapest(
                    indptr, indices, strength, least, slot, begin, people[i], costs[h - 1], costs[h, i]
                )
    return costs


@compiled
def _offer(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    slot: NDArray[np.int32],
    u: int,
    cost: int,
    costs: NDArray[np.int64],
) -> None:
    """Offer everybody who knows u the way over u."""
    for entry in range(indptr[u], indptr[u + 1]):
        place = slot[indices[entry]] - 1
        if place >= 0:
            offered = cost + step_cost(strength[entry], least)
            costs[place] = min(costs[place], offered)


@compiled
def _cheapest(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    slot: NDArray[np.int32],
    begin: NDArray[np.int8],
    u: int,
    onward: NDArray[np.int64],
    cost: int,
) -> int:
    """Find the cheapest way on from u over anybody u knows."""
    for entry in range(indptr[u], indptr[u + 1]):
        place = slot[indices[entry]] - 1
        if place >= 0 and begin[place] > 0 and onward[place] < cost:
            cost = min(cost, onward[place] + step_cost(strength[entry], least))
    return cost
