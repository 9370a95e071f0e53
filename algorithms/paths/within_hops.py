"""Within hops: who can be reached in so many ties, and in how many."""

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.acquaintance import Acquaintance


def within_hops(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    max_hops: int,
    *,
    closed: NDArray[np.bool_] | None = None,
) -> NDArray[np.int32]:
    """Say for each person how few ties lead there from any of `sources`, int32 (n); -1 for more than `max_hops`.

    0 for the sources themselves. `closed`, bool (n), are people who opted out: not walked through, nor begun or ended
    with. `max_hops` is at least 0. One search over the ties of those reached; 8 bytes a person. Raises BadParameter
    for a parameter outside its range.

    Moore (1959), The shortest path through a maze.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["chain"].ties())
    >>> within_hops(known, np.array([1], np.int32), 2).tolist()
    [1, 0, 1, 2, -1]
    """
    distances = np.full(acquaintance.people, -1, dtype=np.int32)
    people, hops = reached_within(acquaintance, sources, max_hops, closed=closed)
    distances[people] = hops
    return distances


def reached_within(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    max_hops: int,
    *,
    closed: NDArray[np.bool_] | None = None,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Find the people within so many ties, nearest first, and how many it takes: int32 (r) rows and int32 (r) ties.

    The same as `within_hops`, for whoever wants only those reached: it takes as long as they are many, not as all are.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> people, ties = reached_within(acquaintance_of(WORLDS["chain"].ties()), np.array([0], np.int32), 2)
    >>> people.tolist(), ties.tolist()
    ([0, 1, 2], [0, 1, 2])
    """
    if max_hops < 0:
        raise BadParameter(f"expected max_hops of at least 0, got {max_hops}")
    check_rows(acquaintance, sources)
    if closed is not None and closed.shape != (acquaintance.people,):
        raise BadParameter(f"expected closed for each of {acquaintance.people} people, got shape {closed.shape}")
    shut = locked(np.zeros(0, dtype=np.bool_) if closed is None else closed)
    start = locked(sources.astype(np.int32, copy=False))
    return _rings(acquaintance.indptr, acquaintance.indices, start, max_hops, shut, -1)


def distance(acquaintance: Acquaintance, one: int, other: int) -> int:
    """Say how few ties lead from one person to another: 0 to themselves, -1 when none do.

    LDBC Social Network Benchmark, interactive complex read 13, "Single shortest path". Raises BadParameter for a row
    that is none.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["apart"].ties())
    >>> distance(known, 3, 5), distance(known, 3, 0), distance(known, 6, 6)
    (2, -1, 0)
    """
    check_rows(acquaintance, np.array([one, other], dtype=np.int64))
    start, nobody = locked(np.array([one], dtype=np.int32)), locked(np.zeros(0, dtype=np.bool_))
    people, hops = _rings(acquaintance.indptr, acquaintance.indices, start, acquaintance.people, nobody, other)
    return int(hops[-1]) if people[-1] == other else -1


def check_rows(acquaintance: Acquaintance, rows: NDArray[np.signedinteger]) -> None:
    """Refuse rows that are nobody's. Raises BadParameter.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> check_rows(acquaintance_of(WORLDS["pair"].ties()), np.array([2]))
    Traceback (most recent call last):
    algorithms.errors.BadParameter: expected rows of people from 0 to 1, got [2]
    """
    if rows.size and not 0 <= int(rows.min()) <= int(rows.max()) < acquaintance.people:
        raise BadParameter(f"expected rows of people from 0 to {acquaintance.people - 1}, got {rows.tolist()[:10]}")


@compiled
def _rings(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    sources: NDArray[np.int32],
    max_hops: int,
    closed: NDArray[np.bool_],
    until: int,
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Search ring by ring; ends with `until`, a row or -1, when that is met. `closed` is empty when nobody is."""
    people = indptr.size - 1
    met = np.zeros(people, dtype=np.bool_)  # fresh zeros cost nothing until they are touched
    queue = np.empty(people, dtype=np.int32)
    distance = np.empty(people, dtype=np.int32)
    tail = 0
    for person in sources:
        if not met[person] and not (closed.size and closed[person]):
            met[person] = True
            queue[tail], distance[tail] = person, 0
            tail += 1
            if person == until:
                return queue[:tail].copy(), distance[:tail].copy()
    head = 0
    while head < tail and distance[head] < max_hops:
        person = queue[head]
        for entry in range(indptr[person], indptr[person + 1]):
            other = indices[entry]
            if met[other] or (closed.size and closed[other]):
                continue
            met[other] = True
            queue[tail], distance[tail] = other, distance[head] + 1
            tail += 1
            if other == until:
                return queue[:tail].copy(), distance[:tail].copy()
        head += 1
    return queue[:tail].copy(), distance[:tail].copy()
