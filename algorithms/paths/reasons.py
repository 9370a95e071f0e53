"""Path reasons: why there is no path, in one sentence for people."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import SMALL, compiled, compiled_above
from algorithms.ties.acquaintance import Acquaintance

_UNSEEN, _BEGIN, _END, _CLOSED = range(4)

NO_SOURCES: Final = "None of our own people are known yet, so there is nobody to begin with."
NO_TARGETS: Final = "No customers are known yet, so there is nobody to reach."
SAME_PERSON: Final = "Both ends are the same person."
START_OPTED_OUT: Final = "The path would begin with a person who opted out of introductions."
END_OPTED_OUT: Final = "The path would end with a person who opted out of introductions."
START_WITHOUT_TIES: Final = "The path would begin with a person who has no ties to anybody."
END_WITHOUT_TIES: Final = "The path would end with a person who has no ties to anybody."
NOT_CONNECTED: Final = "No chain of ties connects them."
ONLY_OPTED_OUT: Final = "Every way between them leads through a person who opted out of introductions."


def no_path_reason(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    closed: NDArray[np.bool_],
    min_strength: float,
    max_hops: int,
) -> str:
    """Say why no path was found between people who may be walked to; the real distance when there is one.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["apart"].ties())
    >>> ends = np.array([0], np.int32), np.array([5], np.int32)
    >>> no_path_reason(known, *ends, np.zeros(7, np.bool_), 0.0, 4)
    'No chain of ties connects them.'
    """
    known = np.diff(acquaintance.indptr)
    if not known[sources].any():
        return START_WITHOUT_TIES
    if not known[targets].any():
        return END_WITHOUT_TIES
    open_to_all = np.zeros_like(closed)
    hops = _hops(acquaintance, sources, targets, closed, min_strength)
    if hops > 0:
        shorter = _hops(acquaintance, sources, targets, open_to_all, min_strength) < hops
        because = " when nobody who opted out is walked through" if shorter else ""
        return f"They are {_ties(hops)} apart{because}, and paths of at most {_ties(max_hops)} were asked for."
    if min_strength > 0 and _hops(acquaintance, sources, targets, closed, 0.0) > 0:
        return f"Every way between them leads over a tie weaker than {min_strength:g}."
    if _hops(acquaintance, sources, targets, open_to_all, 0.0) > 0:
        return ONLY_OPTED_OUT
    return NOT_CONNECTED


def _ties(count: int) -> str:
    return "1 tie" if count == 1 else f"{count} ties"


def _hops(
    acquaintance: Acquaintance,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    closed: NDArray[np.bool_],
    least: float,
) -> int:
    side = np.where(closed, _CLOSED, _UNSEEN).astype(np.int8)
    side[sources] = _BEGIN
    side[targets] = _END
    begin_ring = np.empty(acquaintance.people, dtype=np.int32)
    end_ring = np.empty(acquaintance.people, dtype=np.int32)
    begin_ring[: sources.size] = sources
    end_ring[: targets.size] = targets
    matrix = acquaintance.indptr, acquaintance.indices, acquaintance.strength
    return _distance(*matrix, least, side, begin_ring, sources.size, end_ring, targets.size)


@compiled_above(SMALL)
def _distance(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    side: NDArray[np.int8],
    begin_ring: NDArray[np.int32],
    begin_size: int,
    end_ring: NDArray[np.int32],
    end_size: int,
) -> int:
    """Fewest ties between both sides, -1 without a way. The smaller of two rings grows by a layer until they touch."""
    begin_from, end_from, hops = 0, 0, 0
    while begin_from < begin_size and end_from < end_size:
        hops += 1
        if begin_size - begin_from <= end_size - end_from:
            layer = (begin_from, begin_size)
            begin_from = begin_size
            begin_size, touched = _layer(indptr, indices, strength, least, side, begin_ring, layer, _BEGIN, _END)
        else:
            layer = (end_from, end_size)
            end_from = end_size
            end_size, touched = _layer(indptr, indices, strength, least, side, end_ring, layer, _END, _BEGIN)
        if touched:
            return hops
    return -1


@compiled
def _layer(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    least: float,
    side: NDArray[np.int8],
    ring: NDArray[np.int32],
    layer: tuple[int, int],
    own: int,
    other: int,
) -> tuple[int, bool]:
    """Add to a ring who is tied to its outermost layer: (its new size, whether it touches the other side)."""
    size = layer[1]
    for i in range(layer[0], layer[1]):
        for entry in range(indptr[ring[i]], indptr[ring[i] + 1]):
            v = indices[entry]
            if strength[entry] <= 0.0 or strength[entry] < least:
                continue
            if side[v] == other:
                return size, True
            if side[v] == _UNSEEN:
                side[v] = own
                ring[size] = v
                size += 1
    return size, False
