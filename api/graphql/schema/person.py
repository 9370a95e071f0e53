"""Person: one or more accounts judged to be the same someone."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.communities import community_at, memberships
from api.answers.influence import influence_of, measure_of
from api.answers.paging import check_first
from api.answers.people import row_of_accounts
from api.answers.posts import PostFilter, posts
from api.answers.themes import themes_of_person
from api.answers.ties import ties_of
from api.answers.transactions import deals_in_order
from api.graphql.schema.account import Account
from api.graphql.schema.arguments import After, AsOf, ByPost, ByTransaction, First, given
from api.graphql.schema.community import Community, Membership
from api.graphql.schema.connection import NOTHING, Connection, connect, not_ready
from api.graphql.schema.context import Context, Info, is_there
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.enums import (
    Measure,
    PersonKind,
    PostOrder,
    Relation,
    TieDirection,
    TieOrder,
    TransactionOrder,
)
from api.graphql.schema.influence import Influence
from api.graphql.schema.inputs import PersonFilter, read_filter
from api.graphql.schema.judgement import Judgement
from api.graphql.schema.measure_value import MeasureValue
from api.graphql.schema.node import Node
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.tie import Tie, load_ties
from api.graphql.schema.transaction import Transaction
from api.workspace.analysed_graph import AnalysedGraph
from graph.model import person as graph

if TYPE_CHECKING:
    from api.graphql.schema.theme import Theme


@object_type
class Person(Node):
    """One or more accounts judged to be the same someone. All measures are of people."""

    name: str
    """What they are called; untrusted."""
    kind: PersonKind
    """What kind of somebody they are."""
    relation: Relation
    """What they are to us."""
    opted_out: bool
    """Whether no path may walk through them."""
    accounts: list[Account] = attribute(rows=2)
    """Their accounts, the one known first in front."""
    row: strawberry.Private[int | None]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    def influence(self) -> Influence | None:
        """How much weight their voice carries; null until findings exist, or when the person has no tie."""
        facts = None if self.row is None else influence_of(self.analysis, self.row)
        return None if facts is None else Influence.of(facts, self.analysis)

    @field(cost=0)
    def measure(
        self, name: Annotated[Measure, strawberry.argument(description="Which measure.")]
    ) -> MeasureValue | None:
        """Any measure of the person; null where it has no defined value."""
        value = None if self.row is None else measure_of(self.analysis, self.row, name)
        return None if value is None else MeasureValue.of(value)

    @field(cost=0, rows=5)
    async def communities(self, info: Info) -> list[Membership]:
        """The communities they belong to, largest share first, at most five."""
        if self.row is None:
            return []
        parts = await info.context.ask(self.analysis, memberships, self.row)
        return [
            Membership(
                person=self,
                community=Community.of(community_at(self.analysis.findings, part.community), self.analysis),
                share=part.share,
            )
            for part in parts
        ]

    @field(cost=0, instead=not_ready)
    async def themes(
        self, info: Info, first: First, after: After = None
    ) -> Connection[Annotated["Theme", strawberry.lazy("api.graphql.schema.theme")]]:
        """What they talk about, what they talk about most first."""
        from api.graphql.schema.theme import Theme

        check_first(first)
        if self.row is None:
            return connect(NOTHING, [])
        analysis, row = info.context.continued(after, self.analysis, self.row, self._row_in)
        page = await info.context.ask(analysis, themes_of_person, row, first=first, after=after)
        return connect(page, [Theme.of(theme, analysis) for theme in page.items])

    @field(cost=0, instead=not_ready)
    async def posts(
        self, info: Info, first: First, after: After = None, order_by: ByPost = PostOrder.NEWEST
    ) -> Connection[Post]:
        """Their posts, newest first unless asked else."""
        check_first(first)
        if self.row is None:
            return connect(NOTHING, [])
        among, order = PostFilter(person=self.row), given(order_by, PostOrder.NEWEST)
        page = await info.context.ask(self.analysis, posts, among, order, first=first, after=after)
        return connect(page, await load_posts(info.context, self.analysis, page.items))

    @field(cost=0, instead=not_ready)
    async def ties(
        self,
        info: Info,
        first: First,
        after: After = None,
        direction: Annotated[TieDirection | None, strawberry.argument(description="Which way.")] = TieDirection.TOWARDS,
        weak_only: Annotated[bool | None, strawberry.argument(description="Loose ties only.")] = False,
        filter: Annotated[  # noqa: A002  as the contract calls others
            PersonFilter | None, strawberry.argument(description="With which people; with anybody when left out.")
        ] = None,
        order_by: Annotated[
            TieOrder | None, strawberry.argument(description="What they are listed by.")
        ] = TieOrder.STRENGTH,
        as_of: AsOf = None,
    ) -> Connection[Tie]:
        """Ties towards this person (who pays attention to them) or from them, strongest first unless asked else."""
        check_first(first)
        if self.row is None:
            return connect(NOTHING, [])
        analysis, row = info.context.continued(after, self.analysis, self.row, self._row_in)
        analysis = await info.context.looking_back(analysis, as_of)
        page = await info.context.ask(
            analysis,
            ties_of,
            row,
            direction=given(direction, TieDirection.TOWARDS),
            weak_only=bool(weak_only),
            among=await read_filter(info.context, analysis, filter),
            order=given(order_by, TieOrder.STRENGTH),
            first=first,
            after=after,
        )
        return connect(page, await load_ties(info.context, analysis, page.items))

    @field(cost=0, instead=not_ready)
    async def transactions(
        self, info: Info, first: First, after: After = None, order_by: ByTransaction = TransactionOrder.NEWEST
    ) -> Connection[Transaction]:
        """Their deals and orders, latest first unless asked else."""
        deals = await info.context.loaders.transactions.load(self.id)
        page = deals_in_order(deals, given(order_by, TransactionOrder.NEWEST)).page(first, after)
        return connect(page, [Transaction.of(deal, self.analysis) for deal in page.items])

    @field(cost=0, rows=2)
    async def judgements(self, info: Info) -> list[Judgement]:
        """Decisions that touch their accounts, withdrawn ones included, oldest first."""
        judgements = await info.context.loaders.judgements.load(self.id)
        return [Judgement.of(judgement, self.analysis) for judgement in judgements]

    @classmethod
    def of(cls, person: graph.Person, analysis: AnalysedGraph, row: int | None = None) -> Self:
        """Show a person of the store, with what is known of them; `row` is theirs, if at hand."""
        return cls(
            id=strawberry.ID(person.id),
            name=person.name,
            kind=person.kind,
            relation=person.relation,
            opted_out=person.opted_out,
            accounts=[Account.of(account, analysis) for account in person.accounts],
            row=row_of_accounts(analysis, person) if row is None else row,
            analysis=analysis,
        )

    def _row_in(self, analysis: AnalysedGraph) -> int | None:
        """Their row in another analysed graph; None when they are not in it."""
        return analysis.rows.person(self.id)


async def maybe_person(context: Context, identifier: str, analysis: AnalysedGraph) -> Person | None:
    """Load a person by id, and show what an analysed graph says of them; None for nobody."""
    person = await context.loaders.people.load(identifier)
    return None if person is None else Person.of(person, analysis)


async def load_person(context: Context, identifier: str, analysis: AnalysedGraph) -> Person:
    """Load a person who must be there. Raises NotFound."""
    person = await maybe_person(context, identifier, analysis)
    assert is_there(person, identifier)  # noqa: S101  raises by itself
    return person


async def load_rows(context: Context, analysis: AnalysedGraph, rows: Sequence[int]) -> list[Person | None]:
    """Load the people in some rows, in one read; None for who is gone."""
    ids = [analysis.person_id(row) for row in rows]
    people = await context.loaders.people.load_many(ids)
    return [
        None if person is None else Person.of(person, analysis, row if person.id == identifier else None)
        for row, identifier, person in zip(rows, ids, people, strict=True)
    ]
