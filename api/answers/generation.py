"""A generation of findings: when it was made, and what it has made ready."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import numpy as np

from api.answers.provenance import Provenance, of_analysis
from api.workspace.analysed_graph import AnalysedGraph


class FindingsPart(StrEnum):
    """A part of findings."""

    MEASURES = "MEASURES"
    COMMUNITIES = "COMMUNITIES"
    THEMES = "THEMES"
    SENTIMENT = "SENTIMENT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Generation:
    """One generation of findings."""

    generation: str
    """Names it, for `after`; opaque, the fingerprint of its findings."""
    made_at: datetime
    """When it was computed."""
    as_of: datetime
    """The moment that ages count back from in it."""
    ready: tuple[FindingsPart, ...]
    """What it holds, and can be asked for now; what there is no data for is not among it."""
    watches: tuple[str, ...]
    """Ids of the watches whose themes it holds."""
    provenance: Provenance
    """Where it comes from."""


def generation_of(analysis: AnalysedGraph) -> Generation:
    """Tell of the findings of an analysed graph. Raises NotReady without any."""
    findings = analysis.findings
    provenance = of_analysis(analysis, "All findings for what is loaded.")
    there = {
        FindingsPart.MEASURES: analysis.tied_people > 0,
        FindingsPart.COMMUNITIES: findings.communities.count > 0,
        FindingsPart.THEMES: len(findings.themes.themes) > 0,
        FindingsPart.SENTIMENT: not np.isnan(findings.sentiment.values).all(),
    }
    return Generation(
        generation=findings.fingerprint,
        made_at=provenance.computed_at,
        as_of=provenance.as_of,
        ready=tuple(part for part, is_there in there.items() if is_there),
        watches=tuple(watch.id for watch in analysis.watches),
        provenance=provenance,
    )
