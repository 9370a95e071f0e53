"""The relationship map: people and ties around somebody, laid out so that maps of the same findings agree."""

import math
from dataclasses import dataclass
from typing import Annotated, Final

import numpy as np

from algorithms.analysis.measure import Measure
from algorithms.paths.neighbourhood import neighbourhood
from api.answers.communities import CommunityFacts, community_at
from api.answers.document import CommunityRow, Document, Serializer, person_as
from api.answers.paging import check_first
from api.answers.provenance import Provenance, of_analysis
from api.answers.tie import is_bridge
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import PersonKind, Relation

MOST_PEOPLE: Final = 5_000
"""People of a map (`limit`)."""

MOST_DEPTH: Final = 6
"""Ties from the middle of a map (`depth`)."""

MOST_AROUND: Final = 1_000
"""People in the middle of a map (`around`)."""

_DEFINITION = (
    "People within some ties of those in the middle, reached over the strongest ways; positions are those of the whole"
    " network and the same in every map of these findings."
)

_KINDS: Final = tuple(PersonKind)
_RELATIONS: Final = tuple(Relation)


def _who(analysis: AnalysedGraph, _: str, row: int) -> Document:
    people, influence = analysis.snapshot.people, float(analysis.findings.scores[Measure.INFLUENCE][row])
    return {
        "id": analysis.person_id(row),
        "label": analysis.person_name(row),
        "kind": _KINDS[people.kind[row]].value,
        "relation": _RELATIONS[people.relation[row]].value,
        "influence": None if math.isnan(influence) else influence,
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPerson:
    """A person on the map: row, place (about -1 to 1), size (0 to 1, by influence), community row, distance in ties."""

    person: Annotated[int, Serializer(_who)]
    x: float
    y: float
    size: float
    community: CommunityRow
    distance: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MapTie:
    """A tie on the map, from one row of people to another."""

    source: Annotated[int, person_as("from")]
    target: Annotated[int, person_as("to")]
    strength: float
    weak: bool
    bridge: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationshipMap:
    """People and ties around somebody, closest first; `truncated` when there are more people than were asked for."""

    people: tuple[MapPerson, ...]
    ties: tuple[MapTie, ...]
    communities: tuple[CommunityFacts, ...]
    truncated: bool
    total_people: int
    provenance: Provenance
    analysis: AnalysedGraph


def relationship_map(
    analysis: AnalysedGraph, around: list[int], *, depth: int = 2, limit: int = 200, min_strength: float = 0.0
) -> RelationshipMap:
    """Map of the people within `depth` ties (0 to 6) of those in `around` (rows), at most `limit` (1 to 5,000).

    `min_strength`, 0 to 1, leaves weaker ties out. Raises NotReady without findings, and BadInput.
    """
    _check(around, depth, limit, min_strength)
    findings = analysis.findings
    circle = neighbourhood(
        analysis.ties,
        analysis.acquaintance,
        np.array(around, dtype=np.int32),
        depth=depth,
        limit=limit,
        min_strength=min_strength,
    )
    labels = findings.communities.labels[circle.people]
    sizes = np.nan_to_num(findings.scores[Measure.INFLUENCE][circle.people]) / 100
    places = findings.positions[circle.people]
    columns = (circle.people, places[:, 0], places[:, 1], sizes, labels, circle.distance)
    people = zip(*(column.tolist() for column in columns), strict=True)
    return RelationshipMap(
        people=tuple(
            MapPerson(person=p, x=x, y=y, size=size, community=None if label < 0 else label, distance=distance)
            for p, x, y, size, label, distance in people
        ),
        ties=_ties(analysis, circle.ties),
        communities=tuple(community_at(findings, int(row)) for row in np.unique(labels[labels >= 0])),
        truncated=circle.truncated,
        total_people=circle.total,
        provenance=of_analysis(
            analysis,
            _DEFINITION,
            around=[analysis.person_id(person) for person in around],
            depth=depth,
            limit=limit,
            min_strength=min_strength,
        ),
        analysis=analysis,
    )


def _ties(analysis: AnalysedGraph, rows: np.ndarray[tuple[int], np.dtype[np.int64]]) -> tuple[MapTie, ...]:
    ties = analysis.ties
    sources, targets, strength = analysis.tie_sources[rows], ties.indices[rows], ties.strength[rows].astype(np.float64)
    columns = (
        sources,
        targets,
        strength,
        strength < analysis.parameters.weak_below,
        is_bridge(analysis, sources, targets),
    )
    return tuple(
        MapTie(source=source, target=target, strength=value, weak=weak, bridge=bridge)
        for source, target, value, weak, bridge in zip(*(column.tolist() for column in columns), strict=True)
    )


def _check(around: list[int], depth: int, limit: int, min_strength: float) -> None:
    if not 1 <= len(around) <= MOST_AROUND:
        raise BadInput("around", f"1 to {MOST_AROUND} people", len(around))
    if not 0 <= depth <= MOST_DEPTH:
        raise BadInput("depth", f"a number from 0 to {MOST_DEPTH}", depth)
    check_first(limit, MOST_PEOPLE, "limit")
    if not 0 <= min_strength <= 1:
        raise BadInput("minStrength", "a number from 0 to 1", min_strength)
