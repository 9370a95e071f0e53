"""The fallacy report: how far measures agree, and who is loud but ignored, or small but central."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Final

import numpy as np

from algorithms.analysis.measure import Measure, measure_people
from algorithms.analysis.ranked_scope import inputs_within
from algorithms.centrality.fallacy import COMPARED, FallacyReport, RankGap, fallacy
from algorithms.errors import BadParameter
from api.answers.document import FLAT, LISTED, serialize_fields
from api.answers.provenance import Provenance, of_analysis
from api.answers.scopes import AskedScope, bad_term
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import maybe_moment

DEFINITION: Final = (
    "How far measures rank people alike (Spearman's correlation), and the largest gaps between followers and influence."
)

serialize_fields(RankGap, person=LISTED)


@dataclass(frozen=True, slots=True)
class Fallacy:
    """A report with where it comes from, and the analysed graph that its rows belong to."""

    report: Annotated[FallacyReport, FLAT]
    provenance: Provenance
    analysis: AnalysedGraph


def fallacy_report(analysis: AnalysedGraph, scope: AskedScope | None = None) -> Fallacy:
    """Report on everything, from the findings, or on a scope, computed now. Raises NotReady and BadInput."""
    if scope is None or scope.is_everything:
        findings = analysis.findings
        values = {measure: findings.scores[measure] for measure in COMPARED}
        among = findings.ties.connected() | ~np.isnan(findings.scores[Measure.FOLLOWERS])
        report = fallacy(values, findings.scores[Measure.INFLUENCE], among=among)
        return Fallacy(report, of_analysis(analysis, DEFINITION), analysis)
    try:
        return analysis.recent.get(("fallacy", scope), lambda: _of_scope(analysis, scope))
    except BadParameter:
        raise bad_term(scope) from None


def _of_scope(graph: AnalysedGraph, asked_scope: AskedScope) -> Fallacy:
    scope, analysis = asked_scope.resolved(graph), graph.looking_back(asked_scope.as_of)
    inputs = inputs_within(analysis.snapshot, scope, analysis.parameters)
    ties = inputs.ties
    measured = measure_people({*COMPARED, Measure.INFLUENCE}, inputs).scores
    values = {measure: measured[measure].values for measure in COMPARED}
    report = fallacy(values, measured[Measure.INFLUENCE].values, among=ties.connected())
    provenance = replace(
        of_analysis(analysis, DEFINITION, **scope.described()),
        people=int(ties.connected().sum()),
        ties=ties.count,
        since=maybe_moment(scope.since),
        until=maybe_moment(scope.until),
        computed_at=datetime.now(UTC),
    )
    return Fallacy(report, provenance, analysis)
