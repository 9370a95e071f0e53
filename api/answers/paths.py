"""Paths: how one gets from a person to another, to a customer, or from our own people to somebody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.paths.paths import FoundPath, best_paths
from api.answers.document import Document, Serializer, person_as, plain, serialize_fields
from api.answers.paging import check_first
from api.answers.provenance import Provenance, of_analysis
from api.answers.ranking import OURS, RELATION_CODES
from api.answers.tie import TieFacts, tie_between
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import Relation

MOST_HOPS: Final = 6
"""Ties of one path (`maxHops`)."""

MOST_PATHS: Final = 100
"""Paths of one answer (`k`)."""

MOST_NAMED: Final = 1000
"""Customers that are named."""

_STRENGTH = "The strength of a path is the product of the strengths of the acquaintance of each two people on it."


def _with_strength(analysis: AnalysedGraph, name: str, tie: TieFacts | None) -> Document:
    return {name: plain(analysis, tie), f"{name}_strength": None if tie is None else tie.strength}


def _ids_and_names(analysis: AnalysedGraph, name: str, rows: tuple[int, ...]) -> Document:
    return {name: [analysis.person_id(row) for row in rows], "names": [analysis.person_name(row) for row in rows]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """One step of a path, from a row of people to another: the tie along it and the tie back, where there is one.

    `strength` is that of the acquaintance; `last_at` and `interactions` are over both directions.
    """

    source: Annotated[int, person_as("from")]
    target: Annotated[int, person_as("to")]
    strength: float
    tie: Annotated[TieFacts | None, Serializer(_with_strength)]
    back: Annotated[TieFacts | None, Serializer(_with_strength)]

    @property
    def last_at(self) -> datetime | None:
        """When the two last had to do with each other; None when no act has a time."""
        return max((tie.last_at for tie in (self.tie, self.back) if tie and tie.last_at), default=None)

    @property
    def interactions(self) -> int:
        """Acts in both directions."""
        return sum(tie.interactions for tie in (self.tie, self.back) if tie)


serialize_fields(Hop, also=("last_at", "interactions"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """One way: the rows of the people on it, first to last, its strength, and its hops."""

    people: Annotated[tuple[int, ...], Serializer(_ids_and_names)]
    strength: float
    hops: tuple[Hop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PathAnswer:
    """The best paths, best first; when there is none, `reason` says why in one sentence."""

    paths: tuple[Path, ...]
    reason: str | None
    provenance: Provenance
    analysis: AnalysedGraph


def paths(analysis: AnalysedGraph, source: int, target: int, *, k: int = 5, max_hops: int = 4) -> PathAnswer:
    """The k best simple paths between two people, given as rows. `k` is 1 to 100, `max_hops` 1 to 6."""
    return _answer(analysis, _rows([source]), _rows([target]), k, max_hops, "The best paths between two people.")


def paths_to_customers(
    analysis: AnalysedGraph, source: int, *, k: int = 5, max_hops: int = 4, customers: list[int] | None = None
) -> PathAnswer:
    """The k best ways from a person to customers: any, or those named (rows of people).

    Each ends at the first customer that it comes to, with another customer or another person before them.
    """
    if customers is not None and not 1 <= len(customers) <= MOST_NAMED:
        raise BadInput("customers", f"1 to {MOST_NAMED} people", len(customers))
    targets = _related(analysis, Relation.CUSTOMER) if customers is None else _rows(customers)
    definition = "The best paths from a person to customers, each to another customer or over another who knows them."
    return _answer(analysis, _rows([source]), targets, k, max_hops, definition, ways=True)


def introductions_to(analysis: AnalysedGraph, person: int, *, k: int = 5, max_hops: int = 4) -> PathAnswer:
    """Who of our people (brand accounts and colleagues) can open the door to a person, best first.

    Each way begins with another of ours, or over another whom they know.
    """
    ours = _related(analysis, *OURS)
    definition = "The best paths from our own people to a person, each from another of ours or over another they know."
    return _answer(analysis, ours, _rows([person]), k, max_hops, definition, ways=True)


def _answer(
    analysis: AnalysedGraph,
    sources: NDArray[np.int32],
    targets: NDArray[np.int32],
    k: int,
    max_hops: int,
    definition: str,
    *,
    ways: bool = False,
) -> PathAnswer:
    check_first(k, MOST_PATHS, "k")
    check_first(max_hops, MOST_HOPS, "maxHops")
    closed = np.ascontiguousarray(analysis.snapshot.people.opted_out)
    search = best_paths(analysis.acquaintance, sources, targets, k=k, max_hops=max_hops, closed=closed, ways=ways)
    return PathAnswer(
        paths=tuple(_path(analysis, path) for path in search.paths),
        reason=search.reason,
        provenance=of_analysis(analysis, f"{definition} {_STRENGTH}", k=k, max_hops=max_hops),
        analysis=analysis,
    )


def _path(analysis: AnalysedGraph, path: FoundPath) -> Path:
    steps = zip(path.people[:-1], path.people[1:], strict=True)
    hops = tuple(
        Hop(
            source=a,
            target=b,
            strength=analysis.acquaintance.between(a, b),
            tie=tie_between(analysis, a, b),
            back=tie_between(analysis, b, a),
        )
        for a, b in steps
    )
    return Path(people=tuple(path.people), strength=path.strength, hops=hops)


def _rows(people: list[int]) -> NDArray[np.int32]:
    return np.array(people, dtype=np.int32)


def _related(analysis: AnalysedGraph, *relations: Relation) -> NDArray[np.int32]:
    codes = [RELATION_CODES[relation] for relation in relations]
    return np.flatnonzero(np.isin(analysis.snapshot.people.relation, codes)).astype(np.int32)
