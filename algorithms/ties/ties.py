"""Ties: all interactions between two people as one directed relation, from who pays attention to who gets it."""

from dataclasses import dataclass, fields
from typing import Literal, Self

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import compiled, locked

Weights = Literal["evidence", "strength", "none"]
"""Which number of a tie a measure runs on; `none` counts every tie as 1."""


@dataclass(frozen=True, slots=True)
class Ties:
    """The directed matrix of ties as compressed rows, both ways. n people, m ties; no tie to oneself, none twice.

    Row u of the outgoing half lists whom u pays attention to: `indices[indptr[u]:indptr[u + 1]]`, ascending. The
    incoming half lists who pays attention to u; `in_tie` gives, for each incoming entry, its position in the outgoing
    half, where the numbers of the tie lie. Memory: 36 bytes a tie and 16 a person. The arrays are read-only.

    * `indptr`, `in_indptr`: int64 (n + 1); `indices`, `in_indices`: int32 (m); `in_tie`: int64 (m)
    * `evidence`: float32 (m), weighted and decayed sum of the interactions, above 0, unbounded
    * `strength`: float32 (m), evidence brought into 0 to 1
    * `interactions`: int32 (m), how many acts; `last_at`: int64 (m), microseconds UTC, NEVER without a time
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    evidence: NDArray[np.float32]
    strength: NDArray[np.float32]
    interactions: NDArray[np.int32]
    last_at: NDArray[np.int64]
    in_indptr: NDArray[np.int64]
    in_indices: NDArray[np.int32]
    in_tie: NDArray[np.int64]

    def __post_init__(self) -> None:
        if self.indptr.size != self.in_indptr.size or self.indptr.size == 0:
            raise MalformedResult("expected both halves of the ties to hold the same people")
        for name in ("evidence", "strength", "interactions", "last_at", "in_indices", "in_tie"):
            if getattr(self, name).shape != self.indices.shape:
                raise MalformedResult(f"expected {name} for {self.indices.size} ties, got {getattr(self, name).size}")
        if int(self.indptr[-1]) != self.indices.size or int(self.in_indptr[-1]) != self.indices.size:
            raise MalformedResult(f"expected rows that hold {self.indices.size} ties")
        for field in fields(self):
            object.__setattr__(self, field.name, locked(getattr(self, field.name)))

    @property
    def people(self) -> int:
        """Number of people, n."""
        return int(self.indptr.size - 1)

    @property
    def count(self) -> int:
        """Number of ties, m."""
        return int(self.indices.size)

    def sources(self) -> NDArray[np.int32]:
        """For each tie the row of the person who pays attention, int32 (m)."""
        return np.repeat(np.arange(self.people, dtype=np.int32), np.diff(self.indptr))

    def connected(self) -> NDArray[np.bool_]:
        """Tell for each person whether any tie begins or ends there, bool (n)."""
        return (np.diff(self.indptr) > 0) | (np.diff(self.in_indptr) > 0)

    def weights(self, which: Weights) -> NDArray[np.float32]:
        """Choose the number of each tie that a measure runs on, float32 (m). Raises BadParameter."""
        match which:
            case "evidence":
                return self.evidence
            case "strength":
                return self.strength
            case "none":
                return locked(np.ones(self.count, dtype=np.float32))
        raise BadParameter(f"expected weights as 'evidence', 'strength' or 'none', got {which!r}")

    def only(self, mask: NDArray[np.bool_]) -> Self:
        """The ties where `mask`, bool (m), is set, among the same people; their strength stays what it is."""
        indices = self.indices[mask]
        indptr = np.zeros(self.people + 1, dtype=np.int64)
        np.cumsum(np.bincount(self.sources()[mask], minlength=self.people), out=indptr[1:])
        in_indptr, in_indices, in_tie = incoming_half(self.people, indptr, indices)
        per_tie = {name: getattr(self, name)[mask] for name in ("evidence", "strength", "interactions", "last_at")}
        return type(self)(
            indptr=indptr, indices=indices, in_indptr=in_indptr, in_indices=in_indices, in_tie=in_tie, **per_tie
        )

    def to_columns(self) -> dict[str, NDArray[np.generic]]:
        """All columns by name."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    @classmethod
    def from_columns(cls, columns: dict[str, NDArray[np.generic]]) -> Self:
        """Put together what `to_columns` took apart."""
        return cls(**columns)  # type: ignore[arg-type]


def incoming_half(
    people: int, indptr: NDArray[np.int64], indices: NDArray[np.int32]
) -> tuple[NDArray[np.int64], NDArray[np.int32], NDArray[np.int64]]:
    """Turn compressed rows round: `in_indptr` int64 (n + 1), `in_indices` int32 (m), `in_tie` int64 (m).

    >>> indptr, indices, tie = incoming_half(3, np.array([0, 2, 2, 3]), np.array([1, 2, 1], np.int32))
    >>> indptr.tolist(), indices.tolist(), tie.tolist()  # 0 to 1, 0 to 2, 2 to 1
    ([0, 0, 2, 3], [0, 2, 0], [0, 2, 1])
    """
    positions = np.arange(indices.size, dtype=np.int64)
    rows = scipy.sparse.csr_matrix((positions, indices, indptr), shape=(people, people))
    columns = rows.tocsc()
    return columns.indptr.astype(np.int64), columns.indices.astype(np.int32), columns.data


def reverse_ties(ties: Ties) -> NDArray[np.int64]:
    """For each tie from a to b the position of the tie from b to a, -1 where there is none, int64 (m).

    >>> from tests.worlds import WORLDS
    >>> reverse_ties(WORLDS["mutual"].ties()).tolist(), reverse_ties(WORLDS["pair"].ties()).tolist()
    ([1, 0], [-1])
    """
    return _reverse(ties.indptr, ties.indices, ties.in_indptr, ties.in_indices, ties.in_tie)


@compiled
def _reverse(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    in_tie: NDArray[np.int64],
) -> NDArray[np.int64]:
    reverse = np.full(indices.size, -1, dtype=np.int64)
    for person in range(indptr.size - 1):
        incoming, end = in_indptr[person], in_indptr[person + 1]
        for tie in range(indptr[person], indptr[person + 1]):
            # Both lists ascend, so one walk over each is enough.
            while incoming < end and in_indices[incoming] < indices[tie]:
                incoming += 1
            if incoming < end and in_indices[incoming] == indices[tie]:
                reverse[tie] = in_tie[incoming]
    return reverse
