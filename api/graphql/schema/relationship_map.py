"""The relationship map: people and ties around somebody, laid out."""

from collections.abc import Sequence
from typing import Self

import strawberry

from api.answers import relationship_map as answers
from api.graphql.schema.community import Community
from api.graphql.schema.context import Info
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.person import Person
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count


@object_type
class MapPerson:
    """A person on the map. `community` is the one with the largest share."""

    person: Person
    """Who it is."""
    x: float
    """Place from left to right, about -1 to 1; the same in every map."""
    y: float
    """Place from top to bottom, about -1 to 1; the same in every map."""
    size: float
    """How large to draw them, 0 to 1: influence out of 1."""
    community: strawberry.ID | None
    """Id of the community they belong to most."""
    distance: int
    """Fewest ties from anybody in the middle; 0 for those themselves."""


@object_type
class MapTie:
    """A tie on the map."""

    from_: strawberry.ID = attribute(name="from")
    """Id of the person who pays attention."""
    to: strawberry.ID
    """Id of the person who gets it."""
    strength: float
    """0 to 1."""
    weak: bool
    """Whether it is a loose tie."""
    bridge: bool
    """Whether it connects two communities."""


@object_type
class RelationshipMap:
    """People and ties around somebody, laid out; closest people first."""

    people: list[MapPerson] = attribute(rows=Rows.AS_ASKED_ABOVE)
    """The people, closest first."""
    communities: list[Community] = attribute(rows=5)
    """The communities they belong to."""
    truncated: bool
    """Whether there are more people than `limit` allowed."""
    total_people: Count
    """How many people there are within `depth`."""
    provenance: Provenance
    """Where it comes from."""
    answer: strawberry.Private[answers.RelationshipMap]
    ids: strawberry.Private[dict[int, strawberry.ID]]

    @field(cost=0, rows=Rows.COUNTED_LATER)
    def ties(self, info: Info) -> list[MapTie]:
        """All ties among them that are strong enough."""
        ids = self.ids
        there = [tie for tie in self.answer.ties if tie.source in ids and tie.target in ids]
        info.context.spend(len(there))
        return [
            MapTie(from_=ids[tie.source], to=ids[tie.target], strength=tie.strength, weak=tie.weak, bridge=tie.bridge)
            for tie in there
        ]

    @classmethod
    def of(cls, answer: answers.RelationshipMap, people: Sequence[Person | None]) -> Self:
        """Show a map; people who are gone meanwhile, and their ties, are left out."""
        analysis = answer.analysis
        ids = {
            spot.person: strawberry.ID(person.id)
            for spot, person in zip(answer.people, people, strict=True)
            if person is not None
        }
        communities = {facts.row: Community.of(facts, analysis) for facts in answer.communities}
        return cls(
            people=[
                MapPerson(
                    person=person,
                    x=spot.x,
                    y=spot.y,
                    size=spot.size,
                    community=None if spot.community is None else communities[spot.community].id,
                    distance=spot.distance,
                )
                for spot, person in zip(answer.people, people, strict=True)
                if person is not None
            ],
            communities=list(communities.values()),
            truncated=answer.truncated,
            total_people=Count(answer.total_people),
            provenance=Provenance.of(answer.provenance),
            answer=answer,
            ids=ids,
        )
