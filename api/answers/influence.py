"""A person's influence with its parts, and any other measure of a person."""

from dataclasses import dataclass
from typing import Annotated

import numpy as np

from algorithms.analysis.measure import Measure
from algorithms.centrality.influence import PARTS
from algorithms.centrality.registry import specs
from api.answers.document import OMITTED
from api.answers.provenance import Provenance, of_analysis
from api.answers.ranking import interval_of
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureValue:
    """A measure of one person with its rank."""

    name: Measure
    """Which measure."""
    value: float
    """Its value, in its own unit."""
    rank: int
    """Its rank, 1 for the first; equals share a rank."""
    percentile: float | None = None
    """The share of the others who have less, 0 to 1; for the parts of an influence only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InfluenceFacts:
    """Influence, 0 to 100, with its rank, the rank by degree beside it, and its parts."""

    person: Annotated[int, OMITTED]
    score: float
    rank: int
    degree_rank: int
    parts: tuple[MeasureValue, ...]
    interval: tuple[int, int] | None


def measure_of(analysis: AnalysedGraph, person: int, measure: Measure) -> MeasureValue | None:
    """A measure of the person in a row; None without findings, or where it has no defined value."""
    findings = analysis.findings_or_none
    if findings is None or not findings.ranks[measure][person]:
        return None
    return MeasureValue(
        name=measure, value=float(findings.scores[measure][person]), rank=int(findings.ranks[measure][person])
    )


def influence_of(analysis: AnalysedGraph, person: int) -> InfluenceFacts | None:
    """Influence of the person in a row; None without findings, or when the person has no tie."""
    findings = analysis.findings_or_none
    whole = measure_of(analysis, person, Measure.INFLUENCE)
    if findings is None or whole is None:
        return None
    percentiles = (findings.attention, findings.reach, findings.brokerage)
    return InfluenceFacts(
        person=person,
        score=whole.value,
        rank=whole.rank,
        degree_rank=int(findings.ranks[Measure.DEGREE][person]),
        parts=tuple(
            MeasureValue(
                name=measure,
                value=float(findings.scores[measure][person]),
                rank=int(findings.ranks[measure][person]),
                percentile=float(column[person]),
            )
            for measure, column in zip(PARTS, percentiles, strict=True)
        ),
        interval=interval_of(findings.intervals.get(Measure.INFLUENCE), person),
    )


def influence_provenance(analysis: AnalysedGraph) -> Provenance:
    """Where everybody's influence comes from."""
    return of_analysis(analysis, specs()[Measure.INFLUENCE].meaning)


def evidence_posts(analysis: AnalysedGraph, person: int, first: int) -> Rowset:
    """Posts of a person that others reacted to most (interactions that name the post or answer it), as rows.

    Most reacted to first, then newest; at most `first`, none that nobody reacted to.
    """
    mine = analysis.rows.posts_of.of(person)
    counts = analysis.rows.reactions[mine]
    order = np.argsort(-counts, kind="stable")
    return mine[order[counts[order] > 0]][:first]
