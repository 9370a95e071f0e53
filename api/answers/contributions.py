"""Contributions: the ties that a value is made of, where a measure can be taken apart."""

from dataclasses import dataclass
from typing import Final

import numpy as np

from algorithms.measure import Measure
from api.answers.ranking import Ranked
from api.answers.reading import Reading
from api.answers.tie import TieFacts, tie_at

_INCOMING: Final = (Measure.DEGREE, Measure.STRENGTH)
_COUNTED: Final = (Measure.DEGREE, Measure.OUT_DEGREE)
_SUMS: Final = (Measure.DEGREE, Measure.STRENGTH, Measure.OUT_DEGREE, Measure.OUT_STRENGTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """A tie and what it adds to the value."""

    tie: TieFacts
    amount: float


def contributions(reading: Reading, everybody: Ranked, person: int, first: int) -> list[ContributionFacts]:
    """Ties that a person's value is the sum of, largest first, at most `first`; none where it is no such sum."""
    if everybody.measure not in _SUMS:
        return []
    ties = everybody.ties
    if everybody.measure in _INCOMING:
        rows = ties.in_tie[int(ties.in_indptr[person]) : int(ties.in_indptr[person + 1])]
    else:
        rows = np.arange(int(ties.indptr[person]), int(ties.indptr[person + 1]))
    counted = everybody.measure in _COUNTED
    order = np.argsort(-ties.evidence[rows], kind="stable")[:first]
    return [
        ContributionFacts(tie=tie_at(reading, int(row), ties), amount=1.0 if counted else float(ties.evidence[row]))
        for row in rows[order]
    ]
