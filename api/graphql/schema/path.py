"""Paths: how one gets from a person to another, hop by hop."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, Self

from api.answers import paths as answers
from api.graphql.schema.context import Context
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, object_type
from api.graphql.schema.person import Person, load_rows
from api.graphql.schema.provenance import Provenance
from api.graphql.schema.scalars import Count
from api.graphql.schema.tie import Tie
from api.workspace.analysed_graph import AnalysedGraph

_GONE: Final = "somebody on every path is gone since the last analysis; ask again in a while"


@object_type
class Hop:
    """One step of a path. It may run along a tie or against it: its strength is that of the acquaintance."""

    from_: Person = attribute(name="from")
    """Who stands before it."""
    to: Person
    """Who stands behind it."""
    strength: float
    """How well the two know each other, 0 to 1, in either direction."""
    tie: Tie | None
    """The attention paid along the hop; null when there is none."""
    back: Tie | None
    """The attention paid against the hop; null when there is none."""
    last_at: datetime | None
    """When the two last had to do with each other."""
    interactions: Count
    """How many acts there were in both directions."""


@object_type
class Path:
    """One way from a person to another."""

    from_: Person = attribute(name="from")
    """Where it begins."""
    to: Person
    """Where it ends."""
    strength: float
    """The product of the strengths of its hops, 0 to 1."""
    hops: list[Hop] = attribute(rows=6)
    """Its steps, in order."""


@object_type
class PathAnswer:
    """The best paths, best first, or why there is none."""

    paths: list[Path] = attribute(rows=Rows.AS_ASKED_ABOVE, cost=100)
    """The paths, best first."""
    reason: str | None
    """Why there is none, in one sentence; null when there is one."""
    provenance: Provenance
    """Where it comes from."""

    @classmethod
    async def load(cls, answer: answers.PathAnswer, context: Context) -> Self:
        """Show an answer, with all people in one read; paths over somebody who is gone meanwhile are left out."""
        rows = sorted({row for path in answer.paths for row in path.people})
        loaded = zip(rows, await load_rows(context, answer.analysis, rows), strict=True)
        people = {row: person for row, person in loaded if person is not None}
        there = [path for path in answer.paths if people.keys() >= set(path.people)]
        return cls(
            paths=[_path(path, people, answer.analysis) for path in there],
            reason=None if there else answer.reason or _GONE,
            provenance=Provenance.of(answer.provenance),
        )


def _path(path: answers.Path, people: Mapping[int, Person], analysis: AnalysedGraph) -> Path:
    return Path(
        from_=people[path.people[0]],
        to=people[path.people[-1]],
        strength=path.strength,
        hops=[_hop(hop, people, analysis) for hop in path.hops],
    )


def _hop(hop: answers.Hop, people: Mapping[int, Person], analysis: AnalysedGraph) -> Hop:
    source, target = people[hop.source], people[hop.target]
    return Hop(
        from_=source,
        to=target,
        strength=hop.strength,
        tie=Tie.of(hop.tie, source, target, analysis) if hop.tie else None,
        back=Tie.of(hop.back, target, source, analysis) if hop.back else None,
        last_at=hop.last_at,
        interactions=Count(hop.interactions),
    )
