"""A tie: all that one person did towards another, with its evidence."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import numpy as np
from numpy.typing import NDArray

from algorithms.ties.ties import Ties
from api.answers.document import OMITTED, Document, document_of, person_as
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset
from graph.model.interaction import KINDS, InteractionKind
from graph.model.moment import maybe_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class TieFacts:
    """A directed tie between two rows of people, from who pays attention to who gets it.

    `sentiment` is the mean of the posts with which the one answers, mentions or quotes the other, -1 to 1.
    `bridge` tells that the two belong to different communities; False while there are no findings.
    """

    row: Annotated[int, OMITTED]
    source: Annotated[int, person_as("from")]
    target: Annotated[int, person_as("to")]
    strength: float
    evidence: float
    weak: bool
    bridge: bool
    interactions: int
    last_at: datetime | None
    sentiment: float | None


def tie_of_person(analysis: AnalysedGraph, tie: TieFacts, person: int) -> Document:
    """The document of a tie of the person in a row: as it is, with the other person beside it."""
    other = tie.target if tie.source == person else tie.source
    beside = {"person": analysis.person_id(other), "name": analysis.person_name(other)}
    return {**beside, **document_of(analysis, tie)}


def tie_between(analysis: AnalysedGraph, source: int, target: int) -> TieFacts | None:
    """The tie from one person to another; None when there is none."""
    ties = analysis.ties
    low, high = int(ties.indptr[source]), int(ties.indptr[source + 1])
    row = low + int(np.searchsorted(ties.indices[low:high], target))
    return tie_at(analysis, row) if row < high and ties.indices[row] == target else None


def tie_at(analysis: AnalysedGraph, row: int, ties: Ties | None = None) -> TieFacts:
    """The tie in a row of the ties: those of the analysed graph, or others of the same people, as those of a scope."""
    ties = analysis.ties if ties is None else ties
    source, target = int(np.searchsorted(ties.indptr, row, side="right")) - 1, int(ties.indices[row])
    strength = float(ties.strength[row])
    return TieFacts(
        row=row,
        source=source,
        target=target,
        strength=strength,
        evidence=float(ties.evidence[row]),
        weak=strength < analysis.parameters.weak_below,
        bridge=bool(is_bridge(analysis, np.array([source]), np.array([target]))[0]),
        interactions=int(ties.interactions[row]),
        last_at=maybe_moment(int(ties.last_at[row])),
        sentiment=_sentiment(analysis, source, target),
    )


def _sentiment(analysis: AnalysedGraph, source: int, target: int) -> float | None:
    """How one speaks to the other, over all times; None where it is not known, and without findings."""
    if analysis.findings_or_none is None:
        return None
    ties = analysis.findings.ties
    low, high = int(ties.indptr[source]), int(ties.indptr[source + 1])
    row = low + int(np.searchsorted(ties.indices[low:high], target))
    value = float(analysis.findings.tie_sentiment[row]) if row < high and ties.indices[row] == target else np.nan
    return None if np.isnan(value) else value


def is_bridge(
    analysis: AnalysedGraph, sources: NDArray[np.signedinteger], targets: NDArray[np.signedinteger]
) -> NDArray[np.bool_]:
    """Which pairs of people belong to different communities; none while there are no findings."""
    if analysis.findings_or_none is None:
        return np.zeros(sources.size, dtype=np.bool_)
    labels = analysis.findings.communities.labels
    differ: NDArray[np.bool_] = labels[sources] != labels[targets]
    return differ


def acts_by_kind(analysis: AnalysedGraph, tie: TieFacts) -> list[tuple[InteractionKind, int]]:
    """How many acts of each kind make up a tie, most first; kinds that did not happen are left out."""
    acts = analysis.snapshot.interactions
    rows = analysis.rows.acts(tie.source, tie.target)
    counts = np.bincount(acts.kind[rows], weights=acts.weight[rows], minlength=len(KINDS))
    pairs = [(kind, max(round(float(count)), 1)) for kind, count in zip(KINDS, counts, strict=True) if count > 0]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def posts_of_tie(analysis: AnalysedGraph, tie: TieFacts, first: int) -> Rowset:
    """Posts that carry the acts of a tie, latest first, at most `first`."""
    acts = analysis.snapshot.interactions
    rows = analysis.rows.acts(tie.source, tie.target)
    posts = np.unique(acts.post[rows[acts.post[rows] >= 0]]).astype(np.int64)
    posts = posts[analysis.snapshot.posts.known[posts]]
    return posts[np.argsort(analysis.snapshot.posts.at[posts], kind="stable")[::-1]][:first]
