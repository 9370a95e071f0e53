"""Local bridges: the ties that alone join two circles of people, and the parts that the network falls into."""

from typing import Self

import strawberry

from api.answers import local_bridges as answers
from api.graphql.schema.arguments import First
from api.graphql.schema.context import Info
from api.graphql.schema.declaring import field, object_type
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count


@object_type
class LocalBridge:
    """A tie between two people who know nobody in common, though each knows others."""

    one: Person
    """One of the two."""
    other: Person
    """The other."""
    strength: float
    """How well the two know each other, 0 to 1."""
    circle: Count
    """How many others the one of the two knows who knows fewer."""
    span: int | None
    """How few ties would lead from one to the other without this one, at least 3; null when none would."""


@object_type
class LocalBridges:
    """The ties that alone join two circles of people, and the parts of the network."""

    count: Count
    """How many local bridges there are."""
    parts: Count
    """Into how many parts the network falls, between which there is no tie."""
    largest_part: Count
    """How many people the largest part holds."""
    people: Count
    """How many people have a tie; whoever has none is no part."""
    provenance: Provenance
    """Where it comes from."""
    answer: strawberry.Private[answers.LocalBridges]

    @field(cost=100)
    async def bridges(self, info: Info, first: First) -> list[LocalBridge]:
        """Local bridges, those between the largest circles first."""
        rows = await info.context.run(lambda: self.answer.first(first), heavy=True)
        ends = [person for row in rows for person in (row.one, row.other)]
        people = await load_rows(info.context, self.answer.analysis, ends)
        return [
            LocalBridge(one=one, other=other, strength=row.strength, circle=Count(row.circle), span=row.span)
            for row, one, other in zip(rows, people[::2], people[1::2], strict=True)
            if one is not None and other is not None
        ]

    @classmethod
    def of(cls, answer: answers.LocalBridges) -> Self:
        """Show local bridges."""
        return cls(
            count=Count(answer.count),
            parts=Count(answer.parts),
            largest_part=Count(answer.largest_part),
            people=Count(answer.people),
            provenance=Provenance.of(answer.provenance),
            answer=answer,
        )
