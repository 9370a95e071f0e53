"""Provenance: where a number comes from."""

from datetime import datetime
from typing import Self

from api.answers import provenance as answers
from api.graphql.schema.declaring import object_type
from api.graphql.schema.scalars import Count


@object_type
class Provenance:
    """Where a number comes from. The same data, parameters and seed give the same number again."""

    definition: str
    """What was computed, in words."""
    parameters: str
    """All parameters, as JSON."""
    seed: int | None
    """What everything random started from."""
    fingerprint: str
    """Names the data, or the findings made from it."""
    people: Count
    """How many people with a tie it was computed on."""
    ties: Count
    """How many ties it was computed on."""
    since: datetime | None
    """Only what happened from then on counted; null for all."""
    until: datetime | None
    """Only what happened before then counted; null for all."""
    as_of: datetime
    """The moment that the age of interactions counts back from."""
    computed_at: datetime
    """When it was computed."""

    @classmethod
    def of(cls, provenance: answers.Provenance) -> Self:
        """Say it of an answer."""
        return cls(
            definition=provenance.definition,
            parameters=provenance.parameters,
            seed=provenance.seed if provenance.seed < 2**31 else None,
            fingerprint=provenance.fingerprint,
            people=Count(provenance.people),
            ties=Count(provenance.ties),
            since=provenance.since,
            until=provenance.until,
            as_of=provenance.as_of,
            computed_at=provenance.computed_at,
        )
