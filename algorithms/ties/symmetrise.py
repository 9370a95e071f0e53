"""Symmetrising: the directed ties of two people as one relation without direction."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import SMALL, compiled_above, locked
from algorithms.kernels.parallel import in_parallel, parts_of
from algorithms.ties.ties import Ties


@dataclass(frozen=True, slots=True)
class Undirected:
    """A symmetric matrix as compressed rows; each pair stands in both rows with the same weight, nobody with oneself.

    `indptr`: int64 (n + 1); `indices`: int32 (2 p for p pairs), ascending in a row; `weights`: float32 (2 p).
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    weights: NDArray[np.float32]

    @property
    def people(self) -> int:
        """Number of people, n."""
        return int(self.indptr.size - 1)

    def relabelled(self, order: NDArray[np.int64]) -> "Undirected":
        """Return the same matrix with person `order[i]` in row i."""
        place = np.empty(self.people, dtype=np.int32)
        place[order] = np.arange(self.people, dtype=np.int32)
        lengths = np.diff(self.indptr)
        rows = np.repeat(place, lengths)
        columns = place[self.indices]
        entries = np.lexsort((columns, rows))
        indptr = np.zeros(self.people + 1, dtype=np.int64)
        np.cumsum(lengths[order], out=indptr[1:])
        return Undirected(locked(indptr), locked(columns[entries]), locked(self.weights[entries]))


def symmetrise(ties: Ties, values: NDArray[np.float32], *, overlap: float = 0.0) -> Undirected:
    """Join a value of both directions of each pair: a + b - overlap · a · b, where a missing tie counts 0.

    `values` is float32 (m), one a tie. With `overlap` 0 values add up, as evidence does; with 1 they join
    as chances do, 1 - (1 - a)(1 - b), as strength does. Whoever has no tie has an empty row.

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["mutual"].ties()
    >>> symmetrise(ties, ties.evidence).weights.tolist()
    [3.0, 3.0]
    """
    fixed = locked(values)
    indptr = np.zeros(ties.people + 1, dtype=np.int64)
    halves = ties.indptr, ties.indices, ties.in_indptr, ties.in_indices
    parts = parts_of(ties.indptr, ties.count)
    in_parallel(lambda part: _count(*halves, indptr, *part), parts)
    np.cumsum(indptr, out=indptr)
    indices = np.empty(int(indptr[-1]), dtype=np.int32)
    weights = np.empty(indices.size, dtype=np.float32)
    in_parallel(lambda part: _join(*halves, ties.in_tie, fixed, overlap, indptr, indices, weights, *part), parts)
    return Undirected(locked(indptr), locked(indices), locked(weights))


@compiled_above(SMALL)
def _count(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    counts: NDArray[np.int64],
    first: int,
    end: int,
) -> None:
    """Write to `counts[u + 1]` how many people u is tied to in either direction, for u from first to below end."""
    for u in range(first, end):
        out, out_end, back, back_end = indptr[u], indptr[u + 1], in_indptr[u], in_indptr[u + 1]
        both = 0
        while out < out_end and back < back_end:
            a, b = indices[out], in_indices[back]
            both += a == b
            out += a <= b
            back += b <= a
        counts[u + 1] = indptr[u + 1] - indptr[u] + in_indptr[u + 1] - in_indptr[u] - both


@compiled_above(SMALL)
def _join(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    in_tie: NDArray[np.int64],
    values: NDArray[np.float32],
    overlap: float,
    joined_indptr: NDArray[np.int64],
    joined: NDArray[np.int32],
    weights: NDArray[np.float32],
    first: int,
    end: int,
) -> None:
    """Merge the outgoing and incoming row, both ascending, of each person from first to below end into one."""
    nobody = indptr.size
    for u in range(first, end):
        out, out_end, back, back_end = indptr[u], indptr[u + 1], in_indptr[u], in_indptr[u + 1]
        for entry in range(joined_indptr[u], joined_indptr[u + 1]):
            a = np.int64(indices[out]) if out < out_end else nobody
            b = np.int64(in_indices[back]) if back < back_end else nobody
            towards, from_there = 0.0, 0.0
            if a <= b:
                towards = np.float64(values[out])
                out += 1
            if b <= a:
                from_there = np.float64(values[in_tie[back]])
                back += 1
            joined[entry] = min(a, b)
            weights[entry] = towards + from_there - overlap * towards * from_there
