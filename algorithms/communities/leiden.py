"""Leiden: groups of people who are tied more closely among each other than chance would have it.

Traag, Waltman and van Eck (2019), From Louvain to Leiden: guaranteeing well-connected communities. People move to the
community that gains most, a queue holding those whose surroundings changed; each community is refined into parts that
hang together; parts become people of a smaller network, and so on. The refinement takes the best part and not a random
one, as Sahu (2024), GVE-Leiden, does. What is random is the order in which people are looked at.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.communities.leiden_aggregation import aggregate, connected, renumber
from algorithms.communities.leiden_refinement import refine
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.symmetrise import Undirected

_LEAST_GAIN: Final = 1e-12
"""Share of all weight below which a gain is taken for rounding: without it people could move for ever."""


@dataclass(frozen=True, slots=True)
class _Level:
    """A network of parts: `degree` is all weight of a part; an entry of a part with itself is weight inside it."""

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    weights: NDArray[np.float32]
    degree: NDArray[np.float64]


def leiden(graph: Undirected, *, resolution: float = 1.0, seed: int = 0, passes: int = 2) -> NDArray[np.int32]:
    """Find communities of high modularity: int32 (n), labels from 0 in no special order; each hangs together.

    A second pass starts from the first one's answer and gains a little; more rarely gain. Who has no tie is alone.
    The same seed gives the same answer for the same order of people.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.symmetrise import symmetrise
    >>> ties = WORLDS["two_triangles"].ties()
    >>> leiden(symmetrise(ties, ties.evidence)).tolist()
    [0, 0, 0, 1, 1, 1]
    """
    random = np.random.default_rng(seed)
    degree = _degrees(graph.indptr, graph.weights)
    level = _Level(graph.indptr, graph.indices, graph.weights, degree)
    labels = np.arange(graph.people, dtype=np.int32)
    for _ in range(passes):
        labels = _one_pass(level, labels, resolution, random)
    # Leaving a community that fell apart whole would only lose modularity, so this is never a trade.
    return connected_parts(graph, labels)


def connected_parts(graph: Undirected, labels: NDArray[np.int32]) -> NDArray[np.int32]:
    """Split every group into its connected parts: int32 (n), labels from 0 in the order of their first person.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.symmetrise import symmetrise
    >>> ties = WORLDS["apart"].ties()
    >>> connected_parts(symmetrise(ties, ties.evidence), np.array([0, 0, 0, 0, 0, 1, 1], np.int32)).tolist()
    [0, 0, 0, 1, 1, 2, 3]
    """
    return connected(graph.indptr, graph.indices, locked(labels))


def _one_pass(
    level: _Level, labels: NDArray[np.int32], resolution: float, random: np.random.Generator
) -> NDArray[np.int32]:
    part_of = np.arange(labels.size, dtype=np.int32)
    scale = resolution / max(float(level.degree.sum()), np.finfo(np.float64).tiny)
    while True:
        order = random.permutation(labels.size).astype(np.int32)
        labels = labels.copy()
        moves = _move(level.indptr, level.indices, level.weights, level.degree, scale, order, labels)
        labels, communities = renumber(labels)
        if communities == labels.size:
            return labels[part_of]
        refined = refine(level.indptr, level.indices, level.weights, level.degree, scale, order, labels)
        refined, parts = renumber(refined)
        if parts == labels.size:
            if moves == 0:
                return labels[part_of]
            refined, parts = labels, communities
        part_of = refined[part_of]
        community_of_part = np.empty(parts, dtype=np.int32)
        community_of_part[refined] = labels
        labels = community_of_part
        level = _aggregated(level, refined, parts)


def _aggregated(level: _Level, part_of: NDArray[np.int32], parts: int) -> _Level:
    indptr, indices, weights = aggregate(level.indptr, level.indices, level.weights, part_of, parts)
    degree = np.bincount(part_of, weights=level.degree, minlength=parts).astype(np.float64, copy=False)
    # Locked like the first level's, so that kernels are compiled once.
    return _Level(locked(indptr), locked(indices), locked(weights), degree)


@compiled
def _degrees(indptr: NDArray[np.int64], weights: NDArray[np.float32]) -> NDArray[np.float64]:
    degree = np.zeros(indptr.size - 1)
    for u in range(degree.size):
        for entry in range(indptr[u], indptr[u + 1]):
            degree[u] += weights[entry]
    return degree


@compiled
def _towards(
    u: int,
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    labels: NDArray[np.int32],
    sums: NDArray[np.float64],
    seen: NDArray[np.int32],
) -> int:
    """Add up u's weight towards each neighbouring label in `sums`; returns how many labels went to `seen`."""
    count = 0
    for entry in range(indptr[u], indptr[u + 1]):
        v = indices[entry]
        if v != u:
            label = labels[v]
            if sums[label] == 0.0:
                seen[count] = label
                count += 1
            sums[label] += weights[entry]
    return count


@compiled
def _best_move(
    own: int,
    degree: float,
    scale: float,
    total: NDArray[np.float64],
    sums: NDArray[np.float64],
    seen: NDArray[np.int32],
    count: int,
) -> tuple[int, float]:
    """Find the neighbouring label that gains most over staying: (label, gain); -1 when being alone gains most."""
    stay = sums[own] - scale * degree * (total[own] - degree)
    best, best_gain = own, 0.0
    if -stay > best_gain:
        best, best_gain = -1, -stay
    for i in range(count):
        label = seen[i]
        if label != own:
            gain = sums[label] - scale * degree * total[label] - stay
            if gain > best_gain:
                best, best_gain = label, gain
    return best, best_gain


@compiled
def _move(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    degree: NDArray[np.float64],
    scale: float,
    order: NDArray[np.int32],
    labels: NDArray[np.int32],
) -> int:
    """Move people to better communities until nobody gains; changes `labels` and returns the number of moves."""
    n = labels.size
    total = np.zeros(n)
    size = np.zeros(n, np.int32)
    for u in range(n):
        total[labels[u]] += degree[u]
        size[labels[u]] += 1
    empty = np.empty(n, np.int32)
    empties = 0
    for label in range(n - 1, -1, -1):
        if size[label] == 0:
            empty[empties] = label
            empties += 1
    least = _LEAST_GAIN * degree.sum()
    sums = np.zeros(n)
    seen = np.empty(n, np.int32)
    queue = order.copy()
    waiting = np.ones(n, np.bool_)
    head, length, moves = 0, n, 0
    while length > 0:
        u = queue[head]
        head = head + 1 if head + 1 < n else 0
        length -= 1
        waiting[u] = False
        own = labels[u]
        count = _towards(u, indptr, indices, weights, labels, sums, seen)
        best, gain = _best_move(own, degree[u], scale, total, sums, seen, count)
        for i in range(count):
            sums[seen[i]] = 0.0
        if best == own or gain <= least:
            continue
        if best < 0:  # alone in a community of one's own; there is an empty label, since u's has others in it
            empties -= 1
            best = empty[empties]
        total[own] -= degree[u]
        size[own] -= 1
        total[best] += degree[u]
        size[best] += 1
        labels[u] = best
        moves += 1
        if size[own] == 0:
            total[own] = 0.0
            empty[empties] = own
            empties += 1
        length = _wake(indices[indptr[u] : indptr[u + 1]], labels, best, waiting, queue, head, length)
    return moves


@compiled
def _wake(
    neighbours: NDArray[np.int32],
    labels: NDArray[np.int32],
    label: int,
    waiting: NDArray[np.bool_],
    queue: NDArray[np.int32],
    head: int,
    length: int,
) -> int:
    """Put who is tied to someone that moved to `label`, and is elsewhere, at the end of the queue; its new length."""
    for v in neighbours:
        if not waiting[v] and labels[v] != label:
            waiting[v] = True
            tail = head + length
            queue[tail if tail < queue.size else tail - queue.size] = v
            length += 1
    return length
