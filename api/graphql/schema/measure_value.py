"""A measure of one person."""

from typing import Self

import strawberry

from api.answers import influence as answers
from api.graphql.schema.enums import Measure


@strawberry.type(description="A measure of one person, with its rank.")
class MeasureValue:
    """A measure of one person."""

    name: Measure = strawberry.field(description="Which measure.")
    value: float = strawberry.field(description="Its value, in its own unit.")
    rank: int = strawberry.field(description="Its rank, 1 for the first; equals share a rank.")
    percentile: float | None = strawberry.field(
        description="The share of the others who have less, 0 to 1; for the parts of an influence only."
    )

    @classmethod
    def of(cls, found: answers.MeasureValue) -> Self:
        """Show a value."""
        return cls(name=found.name, value=found.value, rank=found.rank, percentile=found.percentile)
