"""Community: a group of people found by ties."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers import communities as answers
from api.answers.communities import BridgeFacts, CommunityFacts, community_at
from api.answers.themes import themes_of_community
from api.graphql.schema.arguments import After, ByTheme, FewFirst, First, given
from api.graphql.schema.connection import Connection, connect
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.enums import CommunityEvent, ThemeOrder
from api.graphql.schema.inputs import ShownPeople, read_filter
from api.graphql.schema.node import Node
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros

if TYPE_CHECKING:
    from api.graphql.schema.person import Person
    from api.graphql.schema.theme import Theme

_Person = Annotated["Person", strawberry.lazy("api.graphql.schema.person")]


@object_type
class Membership:
    """How much a person belongs to a community."""

    person: _Person
    """Who."""
    community: Annotated["Community", strawberry.lazy("api.graphql.schema.community")]
    """Which community."""
    share: float
    """The share of their ties' strength that goes there, 0 to 1."""


@object_type
class CommunityBridge:
    """What connects a community with another."""

    community: Annotated["Community", strawberry.lazy("api.graphql.schema.community")]
    """The other community."""
    strength: float
    """The share of the community's tie evidence between the two, 0 to 1."""
    ties: Count
    """How many ties connect them, in either direction."""
    facts: strawberry.Private[BridgeFacts]

    @field(cost=0)
    async def people(self, info: Info, first: First) -> list[_Person]:
        """Whose ties connect them, those with the most evidence first."""
        from api.graphql.schema.person import load_rows

        analysis = self.community.analysis
        rows = await info.context.ask(analysis, answers.people_of_bridge, self.facts, first)
        return [person for person in await load_rows(info.context, analysis, rows) if person is not None]


@object_type
class Community(Node):
    """A group of people who give each other more attention than chance would."""

    label: str
    """What it is called: after what it talks about or who leads it."""
    size: Count
    """How many people belong to it more than to any other."""
    event: CommunityEvent
    """What became of it since the last analysis."""
    parent_ids: list[strawberry.ID]
    """Ids of the communities that merged into it, or that it split from, those that are gone included."""
    since: datetime
    """When an analysis first saw it."""
    facts: strawberry.Private[CommunityFacts]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0, rows=2)
    async def parents(
        self, info: Info
    ) -> list[Annotated["Community", strawberry.lazy("api.graphql.schema.community")]]:
        """Those of `parentIds` that are still there."""
        parents = await info.context.ask(self.analysis, answers.parents_of, self.facts)
        return [Community.of(facts, self.analysis) for facts in parents]

    @field(cost=0)
    async def members(
        self,
        info: Info,
        first: First,
        after: After = None,
        filter: ShownPeople = None,  # noqa: A002  as the contract calls others
    ) -> Connection[Membership]:
        """Its people, most influential first."""
        from api.graphql.schema.person import load_rows

        analysis, row = info.context.continued(after, self.analysis, self.facts.row, self._row_in)
        among = await read_filter(info.context, analysis, filter)
        page, shares = await info.context.ask(analysis, answers.members, row, among, first=first, after=after)
        people = await load_rows(info.context, analysis, [row.person for row in page.items])
        return connect(
            page,
            [
                None if person is None else Membership(person=person, community=self, share=shares[row.person])
                for row, person in zip(page.items, people, strict=True)
            ],
        )

    @field(cost=0)
    async def themes(
        self, info: Info, first: First, after: After = None, order_by: ByTheme = ThemeOrder.POSTS
    ) -> Connection[Annotated["Theme", strawberry.lazy("api.graphql.schema.theme")]]:
        """What it talks about, what is talked about most first unless asked else."""
        from api.graphql.schema.theme import Theme

        analysis, row = info.context.continued(after, self.analysis, self.facts.row, self._row_in)
        order = given(order_by, ThemeOrder.POSTS)
        page = await info.context.ask(analysis, themes_of_community, row, order, first=first, after=after)
        return connect(page, [Theme.of(theme, analysis) for theme in page.items])

    @field(cost=100)
    async def brokers(self, info: Info, first: First) -> list[_Person]:
        """Its people who connect it with other communities, by betweenness."""
        from api.graphql.schema.person import load_rows

        rows = await info.context.ask(self.analysis, answers.brokers, self.facts, first)
        return [person for person in await load_rows(info.context, self.analysis, rows) if person is not None]

    @field(cost=100)
    async def bridges_to(self, info: Info, first: FewFirst) -> list[CommunityBridge]:
        """The communities it has ties with, those with the most evidence first."""
        links = await info.context.ask(self.analysis, answers.bridges, self.facts, first)
        return [
            CommunityBridge(
                community=Community.of(community_at(self.analysis.findings, facts.other), self.analysis),
                strength=facts.strength,
                ties=Count(facts.ties),
                facts=facts,
            )
            for facts in links
        ]

    @field(cost=0)
    def provenance(self) -> Provenance:
        """Where it comes from."""
        return Provenance.of(answers.communities_provenance(self.analysis))

    @classmethod
    def of(cls, facts: CommunityFacts, analysis: AnalysedGraph) -> Self:
        """Show a community."""
        return cls(
            id=strawberry.ID(facts.id),
            label=facts.label,
            size=Count(facts.size),
            event=facts.descent.event,
            parent_ids=[strawberry.ID(parent) for parent in facts.descent.parents],
            since=from_micros(facts.descent.since),
            facts=facts,
            analysis=analysis,
        )

    def _row_in(self, analysis: AnalysedGraph) -> int | None:
        """Its row in another analysed graph; None when it is not in it."""
        return answers.community_row_in(analysis, self.id)
