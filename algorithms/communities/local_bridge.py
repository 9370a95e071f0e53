"""Local bridges: ties between two people who have nobody else in common."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.acquaintance import Acquaintance


@dataclass(frozen=True, slots=True)
class LocalBridges:
    """Local bridges between two circles, k of them, those between the largest circles first.

    `one`, `other`: int32 (k), rows of the two people; `strength`: float32 (k), of their acquaintance; `circle`: int64
    (k), how many others the one of the two knows who knows fewer, 1 or above.
    """

    one: NDArray[np.int32]
    other: NDArray[np.int32]
    strength: NDArray[np.float32]
    circle: NDArray[np.int64]


def bridges_between_circles(acquaintance: Acquaintance, closed: NDArray[np.bool_]) -> LocalBridges:
    """List the local bridges at both ends of which somebody knows others, each pair once; equals by strength, then row.

    A tie to somebody who knows nobody else leads no further, and is left out. `closed`, bool (n), are people who opted
    out: no bridge begins or ends with them, though they are known. Time as `local_bridges`; 30 bytes an acquaintance.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["two_triangles"].ties())
    >>> bridges = bridges_between_circles(known, np.zeros(6, np.bool_))
    >>> bridges.one.tolist(), bridges.other.tolist(), bridges.circle.tolist()
    ([2], [3], [2])
    """
    contacts = np.diff(acquaintance.indptr)
    one = np.repeat(np.arange(acquaintance.people, dtype=np.int32), contacts)
    other = acquaintance.indices
    circle = np.minimum(contacts[one], contacts[other]) - 1
    entries = np.flatnonzero(local_bridges(acquaintance) & (one < other) & (circle > 0) & ~closed[one] & ~closed[other])
    entries = entries[np.lexsort((entries, -acquaintance.strength[entries], -circle[entries]))]
    return LocalBridges(
        locked(one[entries]), locked(other[entries]), locked(acquaintance.strength[entries]), locked(circle[entries])
    )


def local_bridges(acquaintance: Acquaintance) -> NDArray[np.bool_]:
    """Tell for each acquaintance whether it is a local bridge: the two know nobody in common; bool, one an entry.

    Then no other way between them has fewer than three ties, and what one hears the other hears from the first alone.
    Each pair stands in the rows of both, with the same answer. A tie whose end knows nobody else is one too, since
    there is no other way at all. At most (shorter row) × log (longer row) steps a pair; 1 byte an entry.

    Granovetter (1973), The strength of weak ties, American Journal of Sociology 78(6), page 1364.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["two_triangles"].ties())
    >>> rows = np.repeat(np.arange(known.people), np.diff(known.indptr))
    >>> found = local_bridges(known)
    >>> list(zip(rows[found].tolist(), known.indices[found].tolist()))
    [(2, 3), (3, 2)]
    """
    return _without_common(acquaintance.indptr, acquaintance.indices)


def span(acquaintance: Acquaintance, one: int, other: int) -> int:
    """Say how few ties lead from one person to another but for the tie between them; -1 when none do.

    2 for people who know somebody in common; 3 and more for a local bridge, whose degree Granovetter calls it. Raises
    BadParameter for people who do not know each other.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> span(acquaintance_of(WORLDS["cycle"].ties()), 0, 1), span(acquaintance_of(WORLDS["pair"].ties()), 0, 1)
    (5, -1)
    """
    if not 0 <= min(one, other) <= max(one, other) < acquaintance.people or not acquaintance.between(one, other):
        raise BadParameter(f"expected rows of two people who know each other, got {one} and {other}")
    return _other_way(acquaintance.indptr, acquaintance.indices, one, other)


@compiled
def _without_common(indptr: NDArray[np.int64], indices: NDArray[np.int32]) -> NDArray[np.bool_]:
    bridges = np.empty(indices.size, dtype=np.bool_)
    for person in range(indptr.size - 1):
        for entry in range(indptr[person], indptr[person + 1]):
            other = indices[entry]
            short = indices[indptr[person] : indptr[person + 1]]
            long = indices[indptr[other] : indptr[other + 1]]
            bridges[entry] = not (_meet(short, long) if short.size <= long.size else _meet(long, short))
    return bridges


@compiled
def _meet(short: NDArray[np.int32], long: NDArray[np.int32]) -> bool:
    """Tell whether two ascending rows hold anybody in common."""
    for person in short:
        place = np.searchsorted(long, person)
        if place < long.size and long[place] == person:
            return True
    return False


@compiled
def _other_way(indptr: NDArray[np.int64], indices: NDArray[np.int32], one: int, other: int) -> int:
    people = indptr.size - 1
    distance = np.full(people, -1, dtype=np.int32)
    queue = np.empty(people, dtype=np.int32)
    distance[one] = 0
    queue[0] = one
    head, tail = 0, 1
    while head < tail:
        person = queue[head]
        head += 1
        for entry in range(indptr[person], indptr[person + 1]):
            met = indices[entry]
            if distance[met] >= 0 or (person == one and met == other):
                continue
            distance[met] = distance[person] + 1
            if met == other:
                return int(distance[met])
            queue[tail] = met
            tail += 1
    return -1
