"""Share of voice: one watch among several."""

from typing import Self

import strawberry

from api.answers.watching import Voice
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.watch import SentimentSummary, Watch
from api.workspace.analysed_graph import AnalysedGraph


@strawberry.type(description="How much is said about one watch among several.")
class ShareOfVoice:
    """How much is said about one watch among several."""

    watch: Watch = strawberry.field(description="Which watch.")
    posts: Count = strawberry.field(description="How many posts.")
    share: float = strawberry.field(description="Their share of the posts of all watches asked for, 0 to 1.")
    sentiment: float | None = strawberry.field(description="Their mean sentiment, -1 to 1; null when none is known.")
    summary: SentimentSummary = strawberry.field(description="How many of them speak well or ill.")
    provenance: Provenance = strawberry.field(description="Where it comes from.")

    @classmethod
    def of(cls, voice: Voice, analysis: AnalysedGraph, provenance: Provenance) -> Self:
        """Show the share of a watch."""
        return cls(
            watch=Watch.of(voice.watch, analysis),
            posts=Count(voice.posts),
            share=voice.share,
            sentiment=voice.sentiment.mean,
            summary=SentimentSummary.of(voice.sentiment, analysis.found.sentiment.method, provenance),
            provenance=provenance,
        )
