"""Rankings: people by a measure, with the baseline beside it."""

from collections.abc import Sequence
from typing import Self

import strawberry

from api.answers import ranking as answers
from api.answers.contributions import contributions
from api.answers.paging import Page, check_first
from api.graphql.schema.arguments import First
from api.graphql.schema.connection import PageInfo
from api.graphql.schema.context import Info
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.influence import RankInterval
from api.graphql.schema.person import Person
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.tie import Tie, load_ties
from api.workspace.analysed_graph import AnalysedGraph


@object_type
class Contribution:
    """A tie and what it adds to the value, where the measure can be taken apart."""

    tie: Tie
    """The tie."""
    amount: float
    """What it adds, in the unit of the value."""


@object_type
class RankingRow:
    """One person of a ranking."""

    rank: int
    """Rank in the whole scope, 1 for the first; equals share a rank."""
    value: float
    """Value of the measure, in its own unit."""
    person: Person
    """Who it is."""
    degree_rank: int
    """Rank by DEGREE in the same scope: the baseline; 0 without a tie."""
    interval: RankInterval | None
    """Where the rank lies in 95 % of resamples of the posts; null where that is not computed: for measures other than
    INFLUENCE, DEGREE, STRENGTH and PAGERANK, and in scopes of more than 50,000 interactions.
    """
    alike_with_next: bool | None
    """Whether the next one in the ranking cannot be told apart: has as much in over 2.5 % of resamples. Null where
    that is not computed, and where the next one is left out as our own.
    """
    row: strawberry.Private[int]
    ranked: strawberry.Private[answers.Ranked]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    async def contributions(self, info: Info, first: First) -> list[Contribution]:
        """The ties that the value is made of, largest first; none for measures that cannot be taken apart."""
        check_first(first)
        parts = await info.context.ask(self.analysis, contributions, self.ranked, self.row, first)
        ties = await load_ties(info.context, self.analysis, [part.tie for part in parts])
        return [Contribution(tie=tie, amount=part.amount) for tie, part in zip(ties, parts, strict=True) if tie]


@object_type
class RankingEdge:
    """A row of a ranking with its cursor."""

    cursor: str
    """Where this row stands; opaque."""
    node: RankingRow
    """The row."""


@object_type
class RankingConnection:
    """A page of a ranking, best first."""

    edges: list[RankingEdge] = attribute(rows=Rows.AS_ASKED_ABOVE)
    """The rows of this page."""
    page_info: PageInfo
    """Where the page begins and ends."""
    provenance: Provenance
    """Where the values come from."""
    left_out: Count = Count(0)
    """How many of our own people are ranked and not shown; see `withUs`."""
    reason: str | None = None
    """Why nobody can be ranked yet, in one sentence, as below a mutation; null when all is there."""
    page: strawberry.Private[Page[answers.RankingRow]]

    @field(cost=0)
    def total_count(self) -> Count:
        """How many people the whole ranking shows; computed only when asked for."""
        return Count(self.page.count())

    @classmethod
    def of(cls, answer: answers.Ranking, people: Sequence[Person | None]) -> Self:
        """Show a page; people who are gone meanwhile are left out."""
        page = answer.page
        rows = zip(page.cursors, page.items, people, strict=True)
        return cls(
            edges=[
                RankingEdge(cursor=cursor, node=_row(item, person, answer))
                for cursor, item, person in rows
                if person is not None
            ],
            page_info=PageInfo.of(page),
            provenance=Provenance.of(answer.provenance),
            left_out=Count(len(answer.left_out)),
            page=page,
        )


def _row(item: answers.RankingRow, person: Person, answer: answers.Ranking) -> RankingRow:
    return RankingRow(
        rank=item.rank,
        value=item.value,
        person=person,
        degree_rank=item.degree_rank,
        interval=RankInterval.of(item.interval),
        alike_with_next=item.alike,
        row=item.person,
        ranked=answer.ranked,
        analysis=answer.analysis,
    )
