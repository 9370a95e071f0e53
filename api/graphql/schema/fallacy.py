"""The fallacy report: how far measures agree, and the largest gaps between followers and influence."""

from collections.abc import Sequence
from typing import Self

import strawberry

from algorithms.centrality.fallacy import RankGap as Gap
from api.answers import fallacy as answers
from api.answers.paging import check_first
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Info
from api.graphql.schema.enums import Measure
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count


@strawberry.type(description="How far two measures rank people alike.")
class MeasureCorrelation:
    """How far two measures rank people alike."""

    left: Measure = strawberry.field(description="One measure.")
    right: Measure = strawberry.field(description="The other.")
    spearman: float = strawberry.field(description="Spearman's rank correlation, -1 to 1.")
    people: Count = strawberry.field(description="How many people have a value by both.")


@strawberry.type(description="A person whose rank by followers and whose rank by influence lie far apart.")
class RankGap:
    """A person with a gap between followers and influence."""

    person: Person = strawberry.field(description="Who.")
    followers_rank: int = strawberry.field(description="Rank by followers among people whose followers are known.")
    influence_rank: int = strawberry.field(description="Rank by influence among the same people.")


@strawberry.type(description="How far measures agree, and who is loud but ignored, or small but central.")
class FallacyReport:
    """The fallacy report."""

    correlations: list[MeasureCorrelation] = strawberry.field(
        description="Every two measures, but those by which all people are alike: they have no correlation."
    )
    provenance: Provenance = strawberry.field(description="Where it comes from.")
    found: strawberry.Private[answers.Fallacy]

    @strawberry.field(description="Many followers, little influence: the largest gap first.")
    async def loud_but_ignored(self, info: Info, first: First) -> list[RankGap]:
        """Many followers, little influence."""
        check_first(first)
        return await _shown(info, self.found, self.found.report.loud_but_ignored[:first])

    @strawberry.field(description="Few followers, much influence: the largest gap first.")
    async def small_but_central(self, info: Info, first: First) -> list[RankGap]:
        """Few followers, much influence."""
        check_first(first)
        return await _shown(info, self.found, self.found.report.small_but_central[:first])

    @classmethod
    def of(cls, found: answers.Fallacy) -> Self:
        """Show a report."""
        return cls(
            correlations=[
                MeasureCorrelation(left=row.left, right=row.right, spearman=row.spearman, people=Count(row.people))
                for row in found.report.correlations
                if row.spearman is not None
            ],
            provenance=Provenance.of(found.provenance),
            found=found,
        )


async def _shown(info: Info, found: answers.Fallacy, gaps: Sequence[Gap]) -> list[RankGap]:
    people = await load_rows(info.context, found.analysis, [gap.person for gap in gaps])
    return [
        RankGap(person=person, followers_rank=gap.followers_rank, influence_rank=gap.influence_rank)
        for gap, person in zip(gaps, people, strict=True)
        if person is not None
    ]
