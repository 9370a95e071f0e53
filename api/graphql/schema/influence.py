"""Influence: the headline measure, with its parts and the baseline beside it."""

from typing import TYPE_CHECKING, Annotated, Self

import strawberry

from api.answers.influence import InfluenceFacts, evidence_posts, influence_provenance
from api.answers.paging import check_first
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.measure_value import MeasureValue
from api.graphql.schema.provenance import Provenance
from api.workspace.analysed_graph import AnalysedGraph

if TYPE_CHECKING:
    from api.graphql.schema.post import Post


@object_type
class RankInterval:
    """Where the rank lies in 95 % of resamples of the posts."""

    low: int
    """The best rank of the interval."""
    high: int
    """The worst rank of the interval."""

    @classmethod
    def of(cls, interval: tuple[int, int] | None) -> Self | None:
        """Show an interval; null where none is computed."""
        return None if interval is None else cls(low=interval[0], high=interval[1])


@object_type
class Influence:
    """How much weight a person's voice carries, with its parts and the degree baseline."""

    score: float
    """0 to 100; 100 is the most influential person of the snapshot."""
    rank: int
    """Rank by influence, 1 for the first; equals share a rank."""
    rank_interval: RankInterval | None
    """Where the rank lies in 95 % of resamples of the posts; null when findings are made without."""
    degree_rank: int
    """Rank by DEGREE: the baseline every measure must be held against."""
    parts: list[MeasureValue] = attribute(rows=3)
    """What it is made of: attention (STRENGTH), reach (PAGERANK) and brokerage (BETWEENNESS)."""
    person: strawberry.Private[int]
    analysis: strawberry.Private[AnalysedGraph]

    @field(cost=0)
    def provenance(self) -> Provenance:
        """Where it comes from."""
        return Provenance.of(influence_provenance(self.analysis))

    @field(cost=0)
    async def evidence(
        self, info: Info, first: First
    ) -> list[Annotated["Post", strawberry.lazy("api.graphql.schema.post")]]:
        """Posts of the person that others reacted to most, most reactions first."""
        from api.graphql.schema.post import load_posts

        check_first(first)
        rows = await info.context.ask(self.analysis, evidence_posts, self.person, first)
        return [post for post in await load_posts(info.context, self.analysis, rows.tolist()) if post is not None]

    @classmethod
    def of(cls, facts: InfluenceFacts, analysis: AnalysedGraph) -> Self:
        """Show an influence."""
        return cls(
            score=facts.score,
            rank=facts.rank,
            rank_interval=RankInterval.of(facts.interval),
            degree_rank=facts.degree_rank,
            parts=[MeasureValue.of(part) for part in facts.parts],
            person=facts.person,
            analysis=analysis,
        )
