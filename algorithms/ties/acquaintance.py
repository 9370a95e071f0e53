"""Acquaintance: how well two people know each other, whoever pays attention to whom. Paths walk along it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """Who knows whom, as compressed rows; each pair stands in both rows.

    `indptr`: int64 (n + 1); `indices`: int32, ascending in a row; `strength`: float32, 0 to 1. Read-only.
    """

    indptr: NDArray[np.int64]
    indices: NDArray[np.int32]
    strength: NDArray[np.float32]

    @property
    def people(self) -> int:
        """Number of people, n."""
        return int(self.indptr.size - 1)

    def known_by(self, person: int) -> NDArray[np.int32]:
        """Rows of everybody a person knows, ascending."""
        return self.indices[self.indptr[person] : self.indptr[person + 1]]

    def between(self, one: int, other: int) -> float:
        """Strength of two people's acquaintance, 0 when they have no tie."""
        known = self.known_by(one)
        place = int(np.searchsorted(known, other))
        if place == known.size or known[place] != other:
            return 0.0
        return float(self.strength[self.indptr[one] + place])


def acquaintance_of(ties: Ties) -> Acquaintance:
    """Join both directions of every tie: strength of A and B is 1 - (1 - s(A, B)) (1 - s(B, A)).

    That is the chance that at least one of two independent chances comes true. A missing tie counts 0, so that a tie in
    one direction keeps its strength.

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["mutual"].ties()
    >>> one, other = ties.strength.tolist()
    >>> abs(acquaintance_of(ties).between(0, 1) - (1 - (1 - one) * (1 - other))) < 1e-6
    True
    """
    joined = symmetrise(ties, ties.strength, overlap=1.0)
    return Acquaintance(joined.indptr, joined.indices, joined.weights)
