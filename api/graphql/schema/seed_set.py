"""Seed sets: whom to talk to with a budget for k people."""

from collections.abc import Sequence
from typing import Self

import strawberry

from api.answers import seed_set as answers
from api.graphql.schema.person import Person
from api.graphql.schema.provenance import Provenance


@strawberry.type(description="One person of a seed set.")
class SeedPerson:
    """One person of a seed set."""

    person: Person = strawberry.field(description="Whom to talk to.")
    marginal_reach: float = strawberry.field(
        description="How many more people are expected to be reached with them than with those before them alone."
    )


@strawberry.type(
    description="People to talk to, so that a word from all of them is expected to reach the most; with the naive"
    " choices beside it. Reach counts people, those chosen among them."
)
class SeedSet:
    """People to talk to, and how far a word from them gets."""

    people: list[SeedPerson] = strawberry.field(description="Whom to talk to, in the order they were chosen.")
    expected_reach: float = strawberry.field(description="How many people a word from all of them reaches on average.")
    standard_error: float = strawberry.field(
        description="How far that may be off, as it is simulated: twice as much covers 95 %."
    )
    top_by_degree_reach: float = strawberry.field(
        description="The same for as many people whom most others pay attention to, of the same ones to choose from."
    )
    top_by_followers_reach: float = strawberry.field(
        description="The same for as many people with the most followers, of the same ones to choose from."
    )
    provenance: Provenance = strawberry.field(description="Where it comes from.")

    @classmethod
    def of(cls, found: answers.SeedSet, people: Sequence[Person | None]) -> Self:
        """Show a seed set; people who are gone meanwhile are left out."""
        return cls(
            people=[
                SeedPerson(person=person, marginal_reach=reach)
                for person, reach in zip(people, found.marginal_reach, strict=True)
                if person is not None
            ],
            expected_reach=found.expected_reach,
            standard_error=found.standard_error,
            top_by_degree_reach=found.top_by_degree_reach,
            top_by_followers_reach=found.top_by_followers_reach,
            provenance=Provenance.of(found.provenance),
        )
