"""Layout: where people lie on the map. Communities as discs, tied communities close, tied people near each other."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.communities.communities import Communities
from algorithms.paths.disc_layout import MOST_DRAWN, place_discs
from algorithms.ties.ties import Ties

_SWEEPS: Final = 12
_DISC_SHARE: Final = 0.85  # of its disc's radius, so that communities keep apart


def lay_out(ties: Ties, communities: Communities, seed: int = 0) -> NDArray[np.float32]:
    """Place people on the map, so that a reader sees the communities and who stands between them.

    Each community is a disc with an area like its size; discs of communities that are strongly tied lie close. In a
    disc people sit on rings, those with most attention in the middle, and along a ring on the side where the people
    lie to whom they are tied. People without a tie lie on rings around everything.

    Parameters: ties of n people, their communities (labels int32 (n), -1 without a tie), and a seed. Returns float32
    (n, 2), within -1 and 1, no two people in one place. The same input gives the same map. An empty graph gives (0, 2).
    Cost: n log n + m for each of 12 sweeps.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.communities.communities import find_communities
    >>> world = WORLDS["two_triangles"]
    >>> lay_out(world.ties(), find_communities(world.ties(), world.snapshot().people.ids)).shape
    (6, 2)
    """
    labels = communities.labels
    centres, radii = place_discs(_between(ties, labels, communities.count), communities.sizes, seed)
    member = np.flatnonzero(labels >= 0)
    rings = _Rings(member, labels, _attention(ties))
    positions = np.zeros((ties.people, 2))
    positions[member] = centres[labels[member]] + rings.offsets(np.zeros(member.size), radii * _DISC_SHARE)
    pull = _Pull(ties)
    for _ in range(_SWEEPS if member.size else 0):
        towards = pull.of(positions)[member] - centres[labels[member]]
        angle = np.arctan2(towards[:, 1], towards[:, 0])
        positions[member] = centres[labels[member]] + rings.offsets(angle, radii * _DISC_SHARE)
    return _framed(positions, labels)


class _Rings:
    """Rings of a disc: the first holds one person, the j-th six times j, as in a hexagonal packing."""

    def __init__(self, member: NDArray[np.intp], labels: NDArray[np.int32], attention: NDArray[np.float64]) -> None:
        self._label = labels[member]
        order = np.lexsort((member, -attention[member], self._label))
        place = np.empty(member.size, np.int64)
        place[order] = _running(self._label[order])
        self._ring = np.ceil((np.sqrt(12.0 * place + 9.0) - 3.0) / 6.0).astype(np.int64)
        counts = np.bincount(self._label, minlength=int(self._label.max(initial=-1)) + 1)
        self._last = np.ceil((np.sqrt(12.0 * np.maximum(counts - 1, 0) + 9.0) - 3.0) / 6.0)
        self._tie_break = place

    def offsets(self, angle: NDArray[np.float64], radii: NDArray[np.float64]) -> NDArray[np.float64]:
        """Seat people evenly along their rings, ordered by the angles they are drawn to; offsets from the centre."""
        order = np.lexsort((self._tie_break, angle, self._ring, self._label))
        group = self._label[order].astype(np.int64) << 32 | self._ring[order]
        seat = np.empty(order.size)
        seat[order] = _running(group) + 0.5
        _, where, size = np.unique(group, return_inverse=True, return_counts=True)
        seats = np.empty(order.size)
        seats[order] = size[where]
        turned = 2 * np.pi * seat / np.maximum(seats, 1) - np.pi
        radius = radii[self._label] * self._ring / (self._last[self._label] + 0.5)
        return np.stack([radius * np.cos(turned), radius * np.sin(turned)], axis=1)


class _Pull:
    """Where ties draw people: the mean position of those to whom they are tied, by evidence, either way."""

    def __init__(self, ties: Ties) -> None:
        self._source, self._target = ties.sources(), ties.indices
        self._weight = ties.evidence.astype(np.float64)
        self._people = ties.people
        total = self._sum(self._target, self._source, np.ones(ties.people))
        self._total = np.maximum(total, np.finfo(np.float64).tiny)

    def of(self, positions: NDArray[np.float64]) -> NDArray[np.float64]:
        """Mean positions, float64 (n, 2)."""
        columns = [self._sum(self._target, self._source, positions[:, axis]) / self._total for axis in (0, 1)]
        return np.stack(columns, axis=1)

    def _sum(
        self, target: NDArray[np.int32], source: NDArray[np.int32], values: NDArray[np.float64]
    ) -> NDArray[np.float64]:
        there = np.bincount(source, self._weight * values[target], self._people)
        back = np.bincount(target, self._weight * values[source], self._people)
        return np.add(there, back, dtype=np.float64)


def _attention(ties: Ties) -> NDArray[np.float64]:
    return np.bincount(ties.indices, ties.evidence, ties.people).astype(np.float64)


def _between(ties: Ties, labels: NDArray[np.int32], count: int) -> NDArray[np.float64]:
    """Evidence between the largest communities, both ways: a symmetric matrix (k, k) without its diagonal."""
    size = min(count, MOST_DRAWN)
    left, right = labels[ties.sources()], labels[ties.indices]
    inside = (left >= 0) & (right >= 0) & (left < size) & (right < size) & (left != right)
    flat = left[inside].astype(np.int64) * size + right[inside]
    matrix = np.bincount(flat, ties.evidence[inside], size * size).reshape(size, size)
    return np.add(matrix, matrix.T, dtype=np.float64)


def _running(groups: NDArray[np.generic]) -> NDArray[np.int64]:
    """For sorted groups, each member's place in its group, from 0."""
    if not groups.size:
        return np.zeros(0, np.int64)
    begins = np.flatnonzero(np.concatenate([[True], groups[1:] != groups[:-1]]))
    lengths = np.diff(np.append(begins, groups.size))
    return np.arange(groups.size, dtype=np.int64) - np.repeat(begins, lengths)


def _framed(positions: NDArray[np.float64], labels: NDArray[np.int32]) -> NDArray[np.float32]:
    """Scale to the frame, and lay people without ties on rings around the others."""
    alone = np.flatnonzero(labels < 0)
    reach = float(np.abs(positions).max(initial=0.0)) or 1.0
    scale = 0.8 if alone.size else 0.98
    framed = positions / reach * scale
    angle = np.arange(alone.size) * (np.pi * (3 - np.sqrt(5)))  # the golden angle: evenly spread, whatever their number
    share = np.arange(alone.size) / max(alone.size, 1)
    radius = 0.86 + 0.12 * share
    framed[alone] = np.stack([radius * np.cos(angle), radius * np.sin(angle)], axis=1)
    return np.clip(framed, -1.0, 1.0).astype(np.float32)
