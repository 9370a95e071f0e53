"""HITS: who gets attention from those who know whom to attend to, and who those are."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties, Weights

_DENSE_UP_TO: Final = 256
_STEPS: Final = 40
_LOOK_EVERY: Final = 8
_ROUNDS: Final = 12
_KEPT: Final = 8
_MISSED: Final = 1e-10
_EQUAL: Final = 1e-9
"""Leading values that differ by less than this share are one."""


@dataclass(frozen=True, slots=True)
class Hits:
    """Both halves of HITS: shares of the whole, each summing to 1, or all 0 where there is no tie."""

    authority: Scores
    hub: Scores


def hits(ties: Ties, *, weights: Weights = "evidence") -> Hits:
    """Say who gets the attention of good hubs, and who is a good hub: who pays attention to those who get it.

    Authority and hub are the leading pair of singular vectors of the matrix of ties. Where several pairs lead
    together, as in parts that are alike, each gets what power iteration from equal values would give: their share of
    the whole, whatever the order of people. Where others come so near to the lead that some 400 rounds cannot tell
    them apart, as in a network where everybody has as many ties, they keep a share too. Isolated people have 0; without
    any tie everybody has; empty ties give empty scores. Where parts are not connected, the strongest takes all. Raises
    BadParameter for unknown weights. 18 bytes a tie and 700 a person.

    Kleinberg (1999), Authoritative sources in a hyperlinked environment, Journal of the ACM 46(5).

    >>> from tests.worlds import WORLDS
    >>> found = hits(WORLDS["star"].ties())
    >>> found.authority.values.tolist(), found.hub.values.tolist()
    ([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.2, 0.2, 0.2, 0.2, 0.2])
    """
    people = ties.people
    if ties.count == 0:
        return Hits(Scores(np.zeros(people)), Scores(np.zeros(people)))
    values = ties.weights(weights).astype(np.float64)
    matrix: Any = scipy.sparse.csr_matrix((values, ties.indices, ties.indptr), shape=(people, people))
    authority = _leading(matrix)
    return Hits(_shares(authority), _shares(matrix @ authority))


def hits_authority(ties: Ties, *, weights: Weights = "evidence") -> Scores:
    """Say who gets attention from people who know whom to attend to; see `hits`, also for its bytes.

    >>> from tests.worlds import WORLDS
    >>> hits_authority(WORLDS["pair"].ties()).values.tolist()
    [0.0, 1.0]
    """
    return hits(ties, weights=weights).authority


def hits_hub(ties: Ties, *, weights: Weights = "evidence") -> Scores:
    """Say whose attention points to those who matter; see `hits`, also for its bytes.

    >>> from tests.worlds import WORLDS
    >>> hits_hub(WORLDS["pair"].ties()).values.tolist()
    [1.0, 0.0]
    """
    return hits(ties, weights=weights).hub


def _leading(matrix: Any) -> NDArray[np.float64]:
    """The part of equal values that lies in the leading right singular space."""
    people = matrix.shape[0]
    equal = np.ones(people)
    if people <= _DENSE_UP_TO:
        squared = (matrix.T @ matrix).toarray()
        sizes, vectors = np.linalg.eigh(squared)
        leading = vectors[:, sizes >= sizes[-1] * (1 - _EQUAL)]
        found: NDArray[np.float64] = leading @ (leading.T @ equal)
        return found
    searched = _searched(matrix, equal)
    return searched if searched.sum() > 0 else -searched


def _searched(matrix: Any, start: NDArray[np.float64]) -> NDArray[np.float64]:
    """Lanczos' search by hand, started again from the best directions when there are too many (Wu and Simon 2000).

    What a search starts from holds each space's share of equal values, and nothing else of it: so does its end. A
    library's search fills up with random directions where there are no more to go, as in many parts that are alike;
    then its answer depends on the order of people.
    """
    held, seen = np.empty((_STEPS, start.size)), np.empty((_STEPS, start.size))
    step, count = start, 0
    found = start
    for _ in range(_ROUNDS):
        while count < _STEPS:
            size = float(np.linalg.norm(step))
            if size <= _EQUAL:
                return _best_of(matrix, held[:count], seen[:count])[0]  # no direction is left: this is all there is
            held[count] = step / size
            seen[count] = matrix @ held[count]
            step = matrix.T @ seen[count]
            step /= max(float(np.linalg.norm(step)), np.finfo(float).tiny)
            count += 1
            for _ in range(2):  # twice is enough (Giraud and others 2005)
                step -= (held[:count] @ step) @ held[:count]
            if count % _LOOK_EVERY == 0:
                found, missed = _best_of(matrix, held[:count], seen[:count])
                if missed <= _MISSED:
                    return found
        best = np.linalg.eigh(seen @ seen.T)[1][:, -_KEPT:].T
        held[:_KEPT], seen[:_KEPT] = best @ held, best @ seen
        count = _KEPT
    return found


def _best_of(matrix: Any, held: NDArray[np.float64], seen: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """The leading vector among directions at right angles, and how far it is from one, as a share of its length.

    `seen` is what the matrix makes of those directions.
    """
    sizes, vectors = np.linalg.eigh(seen @ seen.T)
    found: NDArray[np.float64] = vectors[:, -1] @ held
    missed = matrix.T @ (vectors[:, -1] @ seen) - sizes[-1] * found
    return found, float(np.linalg.norm(missed) / sizes[-1])


def _shares(values: NDArray[np.float64]) -> Scores:
    # Both vectors have no value below 0 (Perron and Frobenius); what is there comes from rounding.
    clear = np.where(values > values.max() * 1e-12, values, 0.0)
    return Scores(clear / clear.sum())
