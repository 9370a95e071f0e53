"""HITS: who gets attention from those who know whom to attend to, and who those are."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec, OwnTies, TakenApart, no_columns
from algorithms.centrality.measures import Measure
from algorithms.centrality.scores import Scores
from algorithms.kernels.one_thread import one_thread
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


@one_thread()
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
    >>> both = hits(WORLDS["star"].ties())
    >>> both.authority.values.tolist(), both.hub.values.tolist()
    ([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], [0.0, 0.2, 0.2, 0.2, 0.2, 0.2])
    """
    people = ties.people
    if ties.count == 0:
        return Hits(Scores(np.zeros(people)), Scores(np.zeros(people)))
    values = ties.weights(weights).astype(np.float64)
    matrix: Any = scipy.sparse.csr_matrix((values, ties.indices, ties.indptr), shape=(people, people))
    authority = _leading(matrix)
    return Hits(_shares(authority), _shares(matrix @ authority))


def _leading(matrix: Any) -> NDArray[np.float64]:
    """The part of equal values that lies in the leading right singular space."""
    people = matrix.shape[0]
    equal = np.ones(people)
    if people <= _DENSE_UP_TO:
        squared = (matrix.T @ matrix).toarray()
        sizes, vectors = np.linalg.eigh(squared)
        leading = vectors[:, sizes >= sizes[-1] * (1 - _EQUAL)]
        vector: NDArray[np.float64] = leading @ (leading.T @ equal)
        return vector
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
    vector = start
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
                vector, missed = _best_of(matrix, held[:count], seen[:count])
                if missed <= _MISSED:
                    return vector
        best = np.linalg.eigh(seen @ seen.T)[1][:, -_KEPT:].T
        held[:_KEPT], seen[:_KEPT] = best @ held, best @ seen
        count = _KEPT
    return vector


def _best_of(matrix: Any, held: NDArray[np.float64], seen: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
    """The leading vector among directions at right angles, and how far it is from one, as a share of its length.

    `seen` is what the matrix makes of those directions.
    """
    sizes, vectors = np.linalg.eigh(seen @ seen.T)
    vector: NDArray[np.float64] = vectors[:, -1] @ held
    missed = matrix.T @ (vectors[:, -1] @ seen) - sizes[-1] * vector
    return vector, float(np.linalg.norm(missed) / sizes[-1])


def _shares(values: NDArray[np.float64]) -> Scores:
    # Both vectors have no value below 0 (Perron and Frobenius); what is there comes from rounding.
    clear = np.where(values > values.max() * 1e-12, values, 0.0)
    return Scores(clear / clear.sum())


def _both(on: MeasureInputs) -> Hits:
    return hits(on.ties)


def _half(own: OwnTies, half: Measure, other: Measure) -> NDArray[np.float64]:
    """A person's number shared out in proportion to evidence × the other half of the people at the other ends."""
    shares: NDArray[np.float64] = own.evidence * own.values[other][own.others]
    total = float(shares.sum())
    return shares * (float(own.values[half][own.person]) / total) if total > 0 else shares


MEASURES: Final = (
    MeasureSpec(
        name="hits_authority",
        order=70,
        label="Authority",
        meaning="How much attention a person gets from people who know whom to attend to.",
        lies="The densest group takes all: elsewhere values are next to nothing, however central somebody is there.",
        formula="The leading left-right singular pair of the matrix of evidence: authority is proportional "
        "to the sum of the hub values of those who attend. Shares of the whole, sum 1.",
        paper="Kleinberg (1999), *Authoritative sources in a hyperlinked environment*, Journal of the ACM 46.",
        cost="m a round of the truncated singular value decomposition.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: on.shared(_both).authority,
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(
            outward=False,
            remains=False,
            values_of=(Measure.HITS_HUB,),
            amounts=lambda own: _half(own, Measure.HITS_AUTHORITY, Measure.HITS_HUB),
        ),
        oracle="tests/algorithms/centrality/test_hits.py::test_both_halves_equal_networkx",
    ),
    MeasureSpec(
        name="hits_hub",
        order=80,
        label="Hub",
        meaning="How well a person's attention points to those who matter.",
        lies="Rewards attending to the well known; it needs no voice of one's own.",
        formula="The other half of the pair: proportional to the sum of the authority of those attended to. Sum 1.",
        paper="Kleinberg (1999), *Authoritative sources in a hyperlinked environment*, Journal of the ACM 46.",
        cost="Comes with `hits_authority`.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: on.shared(_both).hub,
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(
            outward=True,
            remains=False,
            values_of=(Measure.HITS_AUTHORITY,),
            amounts=lambda own: _half(own, Measure.HITS_HUB, Measure.HITS_AUTHORITY),
        ),
        oracle="tests/algorithms/centrality/test_hits.py::test_both_halves_equal_networkx",
    ),
)
