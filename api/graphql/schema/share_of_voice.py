"""Share of voice: one watch among several."""

from typing import Self

from api.answers.watching import Voice, method_of
from api.graphql.schema.declaring import object_type
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.watch import SentimentSummary, Watch
from api.workspace.analysed_graph import AnalysedGraph


@object_type
class ShareOfVoice:
    """How much is said about one watch among several."""

    watch: Watch
    """Which watch."""
    posts: Count
    """How many posts."""
    share: float
    """Their share of the posts of all watches asked for, 0 to 1."""
    sentiment: float | None
    """Their mean sentiment, -1 to 1; null when none is known."""
    summary: SentimentSummary
    """How many of them speak well or ill."""
    provenance: Provenance
    """Where it comes from."""

    @classmethod
    def of(cls, voice: Voice, analysis: AnalysedGraph, provenance: Provenance) -> Self:
        """Show the share of a watch."""
        return cls(
            watch=Watch.of(voice.watch, analysis),
            posts=Count(voice.posts),
            share=voice.share,
            sentiment=voice.sentiment.mean,
            summary=SentimentSummary.of(voice.sentiment, method_of(analysis), provenance),
            provenance=provenance,
        )
