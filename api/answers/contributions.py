"""Contributions: the ties that a value is made of, where a measure can be taken apart."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people
from algorithms.centrality import contributions as of_algorithms
from algorithms.centrality.registry import specs
from api.answers.ranking import Ranked
from api.answers.tie import TieFacts, tie_at
from api.workspace.analysed_graph import AnalysedGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class ContributionFacts:
    """A tie and what it adds to the value."""

    tie: TieFacts
    amount: float


def contributions(analysis: AnalysedGraph, everybody: Ranked, person: int, first: int) -> list[ContributionFacts]:
    """Ties that a person's value is made of, largest first, at most `first`; none where it is no sum over ties."""
    if specs()[everybody.measure].taken_apart is None:
        return []
    parts = taken_apart(analysis, everybody, person)
    rows = zip(parts.ties[:first].tolist(), parts.amounts[:first].tolist(), strict=True)
    return [ContributionFacts(tie=tie_at(analysis, row, everybody.ties), amount=amount) for row, amount in rows]


def taken_apart(analysis: AnalysedGraph, everybody: Ranked, person: int) -> of_algorithms.Contributions:
    """All that a person's value is made of; the measure must be a sum over ties."""
    return of_algorithms.contributions(
        everybody.ties,
        person,
        everybody.measure,
        _values_taken_apart(analysis, everybody),
        damping=analysis.parameters.damping,
        seed=analysis.parameters.seed,
    )


def _values_taken_apart(analysis: AnalysedGraph, everybody: Ranked) -> dict[Measure, NDArray[np.float64]]:
    """What a value is taken apart with: the measure's own values, and those of others that this takes."""
    apart = specs()[everybody.measure].taken_apart
    if apart is None or not apart.values_of:
        return {everybody.measure: everybody.values}
    inputs = MeasureInputs(analysis.snapshot, everybody.ties, analysis.parameters)
    scores = measure_people({everybody.measure, *apart.values_of}, inputs).scores
    return {measure: scores[measure].values for measure in scores}
