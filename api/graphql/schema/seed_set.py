"""Seed sets: whom to talk to with a budget for k people."""

from collections.abc import Sequence
from typing import Self

from api.answers import seed_set as answers
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, object_type
from api.graphql.schema.person import Person
from api.graphql.schema.provenance import Provenance


@object_type
class SeedPerson:
    """One person of a seed set."""

    person: Person
    """Whom to talk to."""
    marginal_reach: float
    """How many more people are expected to be reached with them than with those before them alone."""


@object_type
class SeedSet:
    """People to talk to, so that a word from all of them is expected to reach the most, beside the naive choices.

    Reach counts people, those chosen among them.
    """

    people: list[SeedPerson] = attribute(rows=Rows.AS_ASKED_ABOVE)
    """Whom to talk to, in the order they were chosen."""
    expected_reach: float
    """How many people a word from all of them reaches on average."""
    standard_error: float
    """How far that may be off, as it is simulated: twice as much covers 95 %."""
    top_by_degree_reach: float
    """The same for as many people whom most others pay attention to, of the same ones to choose from."""
    top_by_followers_reach: float
    """The same for as many people with the most followers, of the same ones to choose from."""
    provenance: Provenance
    """Where it comes from."""

    @classmethod
    def of(cls, answer: answers.SeedSet, people: Sequence[Person | None]) -> Self:
        """Show a seed set; people who are gone meanwhile are left out."""
        return cls(
            people=[
                SeedPerson(person=person, marginal_reach=reach)
                for person, reach in zip(people, answer.marginal_reach, strict=True)
                if person is not None
            ],
            expected_reach=answer.expected_reach,
            standard_error=answer.standard_error,
            top_by_degree_reach=answer.top_by_degree_reach,
            top_by_followers_reach=answer.top_by_followers_reach,
            provenance=Provenance.of(answer.provenance),
        )
