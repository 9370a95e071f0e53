"""Provenance: where a number comes from."""

from datetime import datetime
from typing import Self

import strawberry

from api.answers import provenance as answers
from api.graphql.schema.scalars import Count


@strawberry.type(
    description="Where a number comes from. The same data, parameters and seed give the same number again."
)
class Provenance:
    """Where a number comes from."""

    definition: str = strawberry.field(description="What was computed, in words.")
    parameters: str = strawberry.field(description="All parameters, as JSON.")
    seed: int | None = strawberry.field(description="What everything random started from.")
    fingerprint: str = strawberry.field(description="Names the data, or the findings made from it.")
    people: Count = strawberry.field(description="How many people with a tie it was computed on.")
    ties: Count = strawberry.field(description="How many ties it was computed on.")
    since: datetime | None = strawberry.field(description="Only what happened from then on counted; null for all.")
    until: datetime | None = strawberry.field(description="Only what happened before then counted; null for all.")
    as_of: datetime = strawberry.field(description="The moment that the age of interactions counts back from.")
    computed_at: datetime = strawberry.field(description="When it was computed.")

    @classmethod
    def of(cls, found: answers.Provenance) -> Self:
        """Say it of an answer."""
        return cls(
            definition=found.definition,
            parameters=found.parameters,
            seed=found.seed if found.seed < 2**31 else None,
            fingerprint=found.fingerprint,
            people=Count(found.people),
            ties=Count(found.ties),
            since=found.since,
            until=found.until,
            as_of=found.as_of,
            computed_at=found.computed_at,
        )
