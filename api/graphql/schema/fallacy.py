"""The fallacy report: how far measures agree, and the largest gaps between followers and influence."""

from collections.abc import Sequence
from typing import Self

import strawberry

from algorithms.centrality import fallacy as algorithms
from api.answers import fallacy as answers
from api.answers.paging import check_first
from api.graphql.schema.answer_type import FromAnswer, answer_type
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.provenance import Provenance


@answer_type
class MeasureCorrelation(FromAnswer[algorithms.MeasureCorrelation]):
    """How far two measures rank people alike."""

    spearman: float
    """Spearman's rank correlation, -1 to 1."""


@object_type
class RankGap:
    """A person whose rank by followers and whose rank by influence lie far apart."""

    person: Person
    """Who."""
    followers_rank: int
    """Rank by followers among people whose followers are known."""
    influence_rank: int
    """Rank by influence among the same people."""


@object_type
class FallacyReport:
    """How far measures agree, and who is loud but ignored, or small but central."""

    correlations: list[MeasureCorrelation] = attribute(rows=200)
    """Every two measures, but those by which all people are alike: they have no correlation."""
    provenance: Provenance
    """Where it comes from."""
    answer: strawberry.Private[answers.Fallacy]

    @field(cost=0)
    async def loud_but_ignored(self, info: Info, first: First) -> list[RankGap]:
        """Many followers, little influence: the largest gap first."""
        check_first(first)
        return await _shown(info, self.answer, self.answer.report.loud_but_ignored[:first])

    @field(cost=0)
    async def small_but_central(self, info: Info, first: First) -> list[RankGap]:
        """Few followers, much influence: the largest gap first."""
        check_first(first)
        return await _shown(info, self.answer, self.answer.report.small_but_central[:first])

    @classmethod
    def of(cls, answer: answers.Fallacy) -> Self:
        """Show a report."""
        return cls(
            correlations=[MeasureCorrelation.of(row) for row in answer.report.correlations if row.spearman is not None],
            provenance=Provenance.of(answer.provenance),
            answer=answer,
        )


async def _shown(info: Info, answer: answers.Fallacy, gaps: Sequence[algorithms.RankGap]) -> list[RankGap]:
    people = await load_rows(info.context, answer.analysis, [gap.person for gap in gaps])
    return [
        RankGap(person=person, followers_rank=gap.followers_rank, influence_rank=gap.influence_rank)
        for gap, person in zip(gaps, people, strict=True)
        if person is not None
    ]
