"""Path search: the k cheapest simple paths, cheapest first, among the people of a frontier.

A* (Hart, Nilsson and Raphael, 1968) over beginnings of paths: a heap holds them by what they cost so far plus the least
that is left to pay. That least is exact but for ways that meet the path again, and never too high, so paths leave the
heap in their true order. Beginnings that cost the same leave it by the rows of their people, ascending.
"""

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import SMALL, compiled, compiled_above
from algorithms.paths.frontier import FAR, step_cost

# Columns of the table of beginnings: expected cost, cost so far, row of the beginning without its last person, that
# person's place among the people met, that person's row, and the number of ties.
_EXPECTED, _COST, _BEFORE, _PLACE, _PERSON, _HOPS = range(6)


@compiled_above(SMALL)
def cheapest_paths(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    max_hops: int,
    k: int,
    sources: NDArray[np.int32],
    ways: bool,
    slot: NDArray[np.int32],
    begin: NDArray[np.int8],
    costs: NDArray[np.int64],
) -> NDArray[np.int32]:
    """Find the paths: int32 (found, max_hops + 1), rows of people, -1 behind the last of each.

    Nothing leads on from somebody whom paths may end with. With `ways` no two paths end over the same last tie: of
    those that do the cheapest counts alone.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> from algorithms.paths.frontier import least_costs, rings
    >>> known = acquaintance_of(WORLDS["chain"].ties())
    >>> matrix = known.indptr, known.indices, known.strength
    >>> slot, people = np.zeros(5, np.int32), np.empty(5, np.int32)
    >>> begins, ends = np.array([0], np.int32), np.array([2], np.int32)
    >>> begin, end, met, reach = rings(*matrix, begins, ends, np.zeros(5, np.bool_), 0.0, 3, slot, people)
    >>> costs = least_costs(*matrix, 0.0, 3, slot, people[:met], begin, end, reach)
    >>> cheapest_paths(*matrix, 0.0, 3, 5, begins, False, slot, begin, costs).tolist()
    [[0, 1, 2, -1]]
    """
    table = np.empty((1024, 6), np.int64)
    heap = np.empty(1024, np.int32)
    size, waiting = 0, 0
    bound = np.full(k, FAR - 1, np.int64)  # costs of the k cheapest paths that are in the heap or were; not with `ways`
    walked = np.full(costs.shape if ways else (0, 0), FAR, np.int64)
    last_ties = np.empty((k, 2), np.int32)
    for person in sources:
        place = slot[person] - 1
        if costs[max_hops, place] < FAR:
            table, heap = _with_room(table, heap, size)
            _note(table, size, costs[max_hops, place], 0, -1, place, person, 0)
            waiting = _push(table, heap, waiting, size)
            size += 1
    paths = np.full((k, max_hops + 1), -1, np.int32)
    number = 0
    while waiting > 0 and number < k:
        last = heap[0]
        waiting = _drop_first(table, heap, waiting)
        place, hops, person = table[last, _PLACE], table[last, _HOPS], table[last, _PERSON]
        if costs[0, place] == 0:
            number = _add(table, last, paths, last_ties, number, ways)
            continue
        if hops == max_hops or (ways and not _is_better(walked, hops, place, table[last, _COST])):
            continue
        for entry in range(indptr[person], indptr[person + 1]):
            v = indices[entry]
            next_place = slot[v] - 1
            if next_place < 0 or begin[next_place] == 0:
                continue
            left = costs[max_hops - hops - 1, next_place]
            cost = table[last, _COST] + step_cost(strength[entry], least)
            if cost + left > bound[k - 1] or _holds(table, last, v):
                continue
            if left == 0 and not ways:
                _keep_cheapest(bound, cost)
            table, heap = _with_room(table, heap, size)
            _note(table, size, cost + left, cost, last, next_place, v, hops + 1)
            waiting = _push(table, heap, waiting, size)
            size += 1
    return paths[:number]


@compiled
def _add(
    table: NDArray[np.int64],
    row: int,
    paths: NDArray[np.int32],
    last_ties: NDArray[np.int32],
    number: int,
    ways: bool,
) -> int:
    """Write a path, with `ways` unless one ends over the same last tie; returns the number of paths."""
    before, end = table[table[row, _BEFORE], _PERSON], table[row, _PERSON]
    for i in range(number if ways else 0):
        if last_ties[i, 0] == before and last_ties[i, 1] == end:
            return number
    _write(table, row, paths[number])
    last_ties[number, 0], last_ties[number, 1] = before, end
    return number + 1


@compiled
def _is_better(walked: NDArray[np.int64], hops: int, place: int, cost: int) -> bool:
    """Tell whether nobody came to a place as cheaply over as few ties, and take note.

    What leads on from there leads on from who came before as well, and where it meets their way there is a shorter one
    that ends over the same tie.
    """
    if walked[hops, place] <= cost:
        return False
    for more in range(hops, walked.shape[0]):
        walked[more, place] = min(walked[more, place], cost)
    return True


@compiled
def _with_room(
    table: NDArray[np.int64], heap: NDArray[np.int32], size: int
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Return both, twice as large when they are full."""
    if size < heap.size:
        return table, heap
    larger_table = np.empty((2 * size, table.shape[1]), np.int64)
    larger_table[:size] = table
    larger_heap = np.empty(2 * size, np.int32)
    larger_heap[:size] = heap
    return larger_table, larger_heap


@compiled
def _note(
    table: NDArray[np.int64], row: int, expected: int, cost: int, before: int, place: int, person: int, hops: int
) -> None:
    table[row, _EXPECTED] = expected
    table[row, _COST] = cost
    table[row, _BEFORE] = before
    table[row, _PLACE] = place
    table[row, _PERSON] = person
    table[row, _HOPS] = hops


@compiled
def _holds(table: NDArray[np.int64], row: int, person: int) -> bool:
    """Tell whether a beginning holds a person."""
    while row >= 0:
        if table[row, _PERSON] == person:
            return True
        row = table[row, _BEFORE]
    return False


@compiled
def _write(table: NDArray[np.int64], row: int, path: NDArray[np.int32]) -> None:
    """Write a path's people, first to last."""
    for hop in range(table[row, _HOPS], -1, -1):
        path[hop] = table[row, _PERSON]
        row = table[row, _BEFORE]


@compiled
def _keep_cheapest(bound: NDArray[np.int64], cost: int) -> None:
    """Put a cost into the ascending list of the cheapest; the dearest falls out."""
    i = bound.size - 1
    if cost >= bound[i]:
        return
    while i > 0 and bound[i - 1] > cost:
        bound[i] = bound[i - 1]
        i -= 1
    bound[i] = cost


@compiled
def _comes_first(table: NDArray[np.int64], a: int, b: int) -> bool:
    """Tell whether a leaves the heap before b: it is expected to cost less, or the same with smaller rows of people.

    Neither is a beginning of the other: what a beginning was continued with came into the heap after it had left.
    """
    if table[a, _EXPECTED] != table[b, _EXPECTED]:
        return bool(table[a, _EXPECTED] < table[b, _EXPECTED])
    while table[a, _HOPS] > table[b, _HOPS]:
        a = table[a, _BEFORE]
    while table[b, _HOPS] > table[a, _HOPS]:
        b = table[b, _BEFORE]
    while table[a, _BEFORE] != table[b, _BEFORE]:
        a, b = table[a, _BEFORE], table[b, _BEFORE]
    return bool(table[a, _PERSON] < table[b, _PERSON])


@compiled
def _push(table: NDArray[np.int64], heap: NDArray[np.int32], waiting: int, row: int) -> int:
    """Put a beginning into the heap; returns the heap's size."""
    i = waiting
    while i > 0:
        above = (i - 1) >> 1
        if not _comes_first(table, row, heap[above]):
            break
        heap[i] = heap[above]
        i = above
    heap[i] = row
    return waiting + 1


@compiled
def _drop_first(table: NDArray[np.int64], heap: NDArray[np.int32], waiting: int) -> int:
    """Take the first beginning out of the heap; returns the heap's size."""
    waiting -= 1
    row = heap[waiting]
    i = 0
    while True:
        child = 2 * i + 1
        if child >= waiting:
            break
        if child + 1 < waiting and _comes_first(table, heap[child + 1], heap[child]):
            child += 1
        if not _comes_first(table, heap[child], row):
            break
        heap[i] = heap[child]
        i = child
    heap[i] = row
    return waiting
