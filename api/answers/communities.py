"""Communities: which there are, who is in them, who connects them."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Final

import numpy as np

from algorithms.analysis.findings import Findings
from algorithms.analysis.measure import Measure
from algorithms.communities.bridges import community_bridges, outward, people_between
from algorithms.themes.lineage import Descent
from api.answers.cursor import Part
from api.answers.document import FLAT, OMITTED, Document, Serializer, serialize_fields
from api.answers.ordering import Ordered
from api.answers.paging import Page, check_first
from api.answers.provenance import Provenance, of_analysis
from api.answers.ranking import RankingFilter, RankingRow, page_of_ranked, ranked, shown_rows
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros

_DEFINITION = (
    "Groups whose people give each other more attention than chance would: Leiden on the evidence of ties in both"
    " directions."
)

LEADERS: Final = 3
"""People whose names show what a community is."""

serialize_fields(
    Descent, id=OMITTED, label=OMITTED, since=Serializer(lambda _, name, micros: {name: from_micros(micros)})
)


def _id_and_label(analysis: AnalysedGraph, _: str, row: int) -> Document:
    return {"id": analysis.findings.communities.ids[row], "label": analysis.findings.community_labels[row]}


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunityFacts:
    """A community: its row, id, what it is called, how many people belong to it, and where it comes from."""

    row: Annotated[int, OMITTED]
    id: str
    label: str
    size: int
    descent: Annotated[Descent, FLAT]


@dataclass(frozen=True, slots=True, kw_only=True)
class MembershipFacts:
    """How much a person (a row) belongs to a community (a row): the share of their ties' strength that goes there."""

    person: Annotated[int, OMITTED]
    community: Annotated[int, Serializer(_id_and_label)]
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class BridgeFacts:
    """What connects a community with another: `strength`, the share of all its tie evidence, and how many ties."""

    community: int
    other: int
    strength: float
    ties: int


def community_at(findings: Findings, row: int) -> CommunityFacts:
    """The community in a row of the findings."""
    communities = findings.communities
    return CommunityFacts(
        row=row,
        id=communities.ids[row],
        label=findings.community_labels[row],
        size=int(communities.sizes[row]),
        descent=findings.lineage.groups[row],
    )


def community_row_in(analysis: AnalysedGraph, identifier: str) -> int | None:
    """Row of a community by id; None when the findings do not know it, or there are none."""
    ids = () if analysis.findings_or_none is None else analysis.findings.communities.ids
    return ids.index(identifier) if identifier in ids else None


def parents_of(analysis: AnalysedGraph, community: CommunityFacts) -> list[CommunityFacts]:
    """Communities that this one split from or was merged of, as far as they are still there."""
    rows = {name: row for row, name in enumerate(analysis.findings.communities.ids)}
    return [community_at(analysis.findings, rows[name]) for name in community.descent.parents if name in rows]


class CommunityOrder(StrEnum):
    """What communities are listed by."""

    SIZE = "SIZE"
    LABEL = "LABEL"
    NEWEST = "NEWEST"


_KEYS: Final[dict[CommunityOrder, tuple[Callable[[CommunityFacts], tuple[Part, ...]], type]]] = {
    CommunityOrder.SIZE: (lambda facts: (-facts.size, facts.id), int),
    CommunityOrder.LABEL: (lambda facts: (facts.label.casefold(), facts.id), str),
    CommunityOrder.NEWEST: (lambda facts: (-facts.descent.since, facts.id), int),
}


def communities(
    analysis: AnalysedGraph,
    order: CommunityOrder = CommunityOrder.SIZE,
    *,
    first: int,
    after: str | None = None,
    most: int = 100,
) -> Page[CommunityFacts]:
    """Page of communities, largest first unless asked else, equals by id. Raises NotReady and BadInput."""
    findings, (key, kind) = analysis.findings, _KEYS[order]
    facts = [community_at(findings, row) for row in findings.communities.by_size()]
    return Ordered(order, sorted(facts, key=key), key, (kind, str), analysis.fingerprint).page(first, after, most)


def communities_provenance(analysis: AnalysedGraph) -> Provenance:
    """Where the communities come from."""
    return of_analysis(analysis, _DEFINITION)


def leaders(analysis: AnalysedGraph) -> list[list[str]]:
    """Names of the most influential people of each community, at most three, by row of community."""
    communities = analysis.findings.communities
    names: list[list[str]] = [[] for _ in range(communities.count)]
    wanting = int(np.count_nonzero(communities.sizes))
    for person in analysis.findings.order(Measure.INFLUENCE):
        community = int(communities.labels[person])
        if community >= 0 and len(names[community]) < LEADERS:
            names[community].append(analysis.person_name(person))
            wanting -= len(names[community]) == min(LEADERS, communities.sizes[community])
            if not wanting:
                break
    return names


def account_ids(analysis: AnalysedGraph, community: int) -> list[str]:
    """Ids of all accounts of the people of the community in a row, ascending."""
    people = analysis.findings.communities.members(community)
    return sorted(account for person in people for account in analysis.rows.account_ids(int(person)))


def members(
    analysis: AnalysedGraph,
    community: int,
    among: RankingFilter | None = None,
    *,
    first: int,
    after: str | None = None,
) -> tuple[Page[RankingRow], dict[int, float]]:
    """Page of the people of the community in a row, most influential first, and each one's share by row."""
    check_first(first)
    everybody = ranked(analysis, Measure.INFLUENCE)
    mask = (analysis.findings.communities.labels == community) & shown_rows(analysis, among)
    page = page_of_ranked(analysis, everybody, shown=mask, first=first, after=after).page
    shares = {row.person: dict(analysis.shares.of(row.person)).get(community, 0.0) for row in page.items}
    return page, shares


def memberships(analysis: AnalysedGraph, person: int) -> list[MembershipFacts]:
    """Communities that a person (a row) belongs to, largest share first; none without findings."""
    if analysis.findings_or_none is None:
        return []
    return [
        MembershipFacts(person=person, community=community, share=share)
        for community, share in analysis.shares.of(person)
    ]


def brokers(analysis: AnalysedGraph, community: CommunityFacts, first: int) -> list[int]:
    """People of a community who have ties with others, as rows, highest betweenness first."""
    check_first(first)
    labels = analysis.findings.communities.labels
    rows = outward(analysis.ties, labels, community.row, sources=analysis.tie_sources)
    scores = analysis.findings.scores[Measure.BETWEENNESS][rows]
    order = np.argsort(-np.nan_to_num(scores), kind="stable")
    return [int(row) for row in rows[order][:first]]


def bridges(analysis: AnalysedGraph, community: CommunityFacts, first: int) -> list[BridgeFacts]:
    """Other communities that this one has ties with, by the share of its evidence between the two."""
    check_first(first, 50)
    labels = analysis.findings.communities.labels
    links = community_bridges(analysis.ties, labels, community.row, sources=analysis.tie_sources)
    rows = zip(links.others.tolist(), links.share.tolist(), links.ties.tolist(), strict=True)
    return [
        BridgeFacts(community=community.row, other=other, strength=share, ties=ties)
        for other, share, ties in list(rows)[:first]
    ]


def people_of_bridge(analysis: AnalysedGraph, bridge: BridgeFacts, first: int) -> list[int]:
    """People of both communities whose ties connect them, as rows, those with the most evidence across first."""
    check_first(first)
    labels = analysis.findings.communities.labels
    people, _ = people_between(analysis.ties, labels, bridge.community, bridge.other, sources=analysis.tie_sources)
    return [int(row) for row in people[:first]]
