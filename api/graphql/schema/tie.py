"""Tie: all interactions from one person to another."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.paging import check_first
from api.answers.tie import TieFacts, acts_by_kind, posts_of_tie
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Context, Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.enums import InteractionKind
from api.graphql.schema.post import Post, load_posts
from api.graphql.schema.scalars import Count
from api.workspace.analysed_graph import AnalysedGraph

if TYPE_CHECKING:
    from api.graphql.schema.person import Person

_Person = Annotated["Person", strawberry.lazy("api.graphql.schema.person")]


@object_type
class InteractionCount:
    """How often one kind of act happened."""

    kind: InteractionKind
    """What kind of act."""
    count: Count
    """How many."""


@object_type
class Tie:
    """All acts of one person towards another: from who pays attention to who gets it."""

    from_: _Person = attribute(name="from")
    """Who pays attention."""
    to: _Person
    """Who gets it."""
    strength: float
    """0 to 1: evidence brought into that range; see docs/measures.md."""
    evidence: float
    """The weighted and decayed sum of the acts; unbounded."""
    weak: bool
    """Whether it is a loose tie: its strength is below the threshold."""
    bridge: bool
    """Whether it connects two communities."""
    interactions: Count
    """How many acts."""
    last_at: datetime | None
    """When the latest act was; null when none has a time."""
    sentiment: float | None
    """Mean sentiment, -1 to 1, of the posts with which the one answers, mentions or quotes the other."""
    facts: strawberry.Private[TieFacts]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0, rows=9)
    async def by_kind(self, info: Info) -> list[InteractionCount]:
        """How many acts of each kind, most first."""
        counts = await info.context.ask(self.analysis, acts_by_kind, self.facts)
        return [InteractionCount(kind=kind, count=Count(count)) for kind, count in counts]

    @field(cost=0)
    async def posts(self, info: Info, first: First) -> list[Post]:
        """Posts that carry the acts, latest first."""
        check_first(first)
        rows = await info.context.ask(self.analysis, posts_of_tie, self.facts, first)
        return [post for post in await load_posts(info.context, self.analysis, rows.tolist()) if post is not None]

    @classmethod
    def of(cls, facts: TieFacts, source: "Person", target: "Person", analysis: AnalysedGraph) -> Self:
        """Show a tie between two people."""
        return cls(
            from_=source,
            to=target,
            strength=facts.strength,
            evidence=facts.evidence,
            weak=facts.weak,
            bridge=facts.bridge,
            interactions=Count(facts.interactions),
            last_at=facts.last_at,
            sentiment=facts.sentiment,
            facts=facts,
            analysis=analysis,
        )


async def load_ties(context: Context, analysis: AnalysedGraph, facts: Sequence[TieFacts]) -> list[Tie | None]:
    """Show ties, with all their people in one read; None for a tie of somebody who is gone."""
    from api.graphql.schema.person import load_rows

    rows = sorted({row for tie in facts for row in (tie.source, tie.target)})
    people = dict(zip(rows, await load_rows(context, analysis, rows), strict=True))
    ends = [(tie, people[tie.source], people[tie.target]) for tie in facts]
    return [Tie.of(tie, source, target, analysis) if source and target else None for tie, source, target in ends]
