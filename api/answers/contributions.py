"""Contributions: the ties that a value is made of, where a measure can be taken apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure
from algorithms.centrality import contributions as of_algorithms
from algorithms.centrality.hits import hits
from api.answers.ranking import Ranked
from api.answers.tie import TieFacts, tie_at
from api.workspace.analysed_graph import AnalysedGraph

_HALVES = (Measure.HITS_AUTHORITY, Measure.HITS_HUB)


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """A tie and what it adds to the value."""

    tie: TieFacts
    amount: float


def contributions(analysis: AnalysedGraph, everybody: Ranked, person: int, first: int) -> list[ContributionFacts]:
    """Ties that a person's value is made of, largest first, at most `first`; none where it is no sum over ties."""
    if everybody.measure not in of_algorithms.TAKEN_APART:
        return []
    parameters = analysis.parameters
    found = of_algorithms.contributions(
        everybody.ties,
        person,
        everybody.measure,
        values_taken_apart(everybody),
        damping=parameters.damping,
        seed=parameters.seed,
    )
    rows = zip(found.ties[:first].tolist(), found.amounts[:first].tolist(), strict=True)
    return [ContributionFacts(tie=tie_at(analysis, row, everybody.ties), amount=amount) for row, amount in rows]


def values_taken_apart(everybody: Ranked) -> dict[Measure, NDArray[np.float64]]:
    """What a value is taken apart with: the measure's own values, for either half of HITS both."""
    if everybody.measure not in _HALVES:
        return {everybody.measure: everybody.values}
    both = hits(everybody.ties)
    return {Measure.HITS_AUTHORITY: both.authority.values, Measure.HITS_HUB: both.hub.values}
