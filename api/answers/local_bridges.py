"""Local bridges: the ties that alone join two circles of people, and the parts that the network falls into."""

from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from algorithms.communities import local_bridge as of_algorithms
from algorithms.communities.components import weak_components
from api.answers.document import Document, Serializer
from api.answers.paging import check_first
from api.answers.provenance import Provenance, of_analysis
from api.workspace.analysed_graph import AnalysedGraph

DEFINITION: Final = "Ties between two people who know nobody in common, though each knows others."


def _person(analysis: AnalysedGraph, name: str, row: int) -> Document:
    person = {"person": analysis.person_id(row), "name": analysis.person_name(row)}
    return {name: {**person, "accounts": analysis.rows.account_ids(row)}}


PERSON: Final = Serializer(_person)
"""A row of people, told as a document of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalBridge:
    """A tie between two people, as rows.

    `strength`: of their acquaintance; `circle`: how many others the one of them knows who knows fewer; `span`: how few
    ties would lead from one to the other without it, None when none would.
    """

    one: Annotated[int, PERSON]
    other: Annotated[int, PERSON]
    strength: float
    circle: int
    span: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalBridges:
    """All local bridges, and the parts of the network: how many there are, and how many people the largest holds.

    `people` is how many have a tie: whoever has none is no part.
    """

    bridges: of_algorithms.LocalBridges
    parts: int
    largest_part: int
    people: int
    provenance: Provenance
    analysis: AnalysedGraph

    @property
    def count(self) -> int:
        """How many local bridges there are."""
        return int(self.bridges.one.size)

    def first(self, first: int) -> list[LocalBridge]:
        """Those between the largest circles, at most `first`, 1 to 100, each with its span. Raises BadInput."""
        check_first(first)
        return [self._row(row) for row in range(min(first, self.count))]

    def _row(self, row: int) -> LocalBridge:
        one, other = int(self.bridges.one[row]), int(self.bridges.other[row])
        span = of_algorithms.span(self.analysis.acquaintance, one, other)
        return LocalBridge(
            one=one,
            other=other,
            strength=float(self.bridges.strength[row]),
            circle=int(self.bridges.circle[row]),
            span=None if span < 0 else span,
        )


def local_bridges(analysis: AnalysedGraph) -> LocalBridges:
    """Find the local bridges between people who did not opt out, and the parts of the network. Heavy."""
    bridges, sizes = analysis.recent.get(
        ("local bridges",),
        lambda: (
            of_algorithms.bridges_between_circles(analysis.acquaintance, analysis.snapshot.people.opted_out),
            weak_components(analysis.ties).sizes,
        ),
    )
    return LocalBridges(
        bridges=bridges,
        parts=int(np.count_nonzero(sizes > 1)),
        largest_part=int(sizes[0]) if analysis.ties.count else 0,
        people=analysis.tied_people,
        provenance=of_analysis(analysis, DEFINITION),
        analysis=analysis,
    )
