"""Ties of a person: those towards them, or from them, in an order that somebody asks for."""

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from api.answers.ordering import Ordered, most_first
from api.answers.paging import Page
from api.answers.ranking import RankingFilter, shown_rows
from api.answers.tie import TieFacts, tie_at
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import NEVER


class TieDirection(StrEnum):
    """Which ties of a person: those of people who pay attention to them, or those to whom they pay attention."""

    TOWARDS = "TOWARDS"
    FROM = "FROM"


class TieOrder(StrEnum):
    """What ties are listed by."""

    STRENGTH = "STRENGTH"
    LATEST = "LATEST"
    INTERACTIONS = "INTERACTIONS"


def ties_of(
    analysis: AnalysedGraph,
    person: int,
    *,
    direction: TieDirection = TieDirection.TOWARDS,
    weak_only: bool = False,
    among: RankingFilter | None = None,
    order: TieOrder = TieOrder.STRENGTH,
    first: int,
    after: str | None = None,
) -> Page[TieFacts]:
    """Page of a person's ties, strongest first unless asked else, equals by the id of the other person.

    `among` says with whom; with anybody when left out. Raises as `shown_rows` does.
    """
    ties = analysis.ties
    if direction is TieDirection.TOWARDS:
        span = slice(int(ties.in_indptr[person]), int(ties.in_indptr[person + 1]))
        rows, others = ties.in_tie[span], ties.in_indices[span]
    else:
        span = slice(int(ties.indptr[person]), int(ties.indptr[person + 1]))
        rows, others = np.arange(span.start, span.stop), ties.indices[span]
    keep = np.ones(rows.size, dtype=np.bool_) if among is None else _shown(analysis, among)[others]
    if weak_only:
        keep &= ties.strength[rows] < analysis.parameters.weak_below
    values = _values(analysis, order)[rows]
    places = np.flatnonzero(keep)
    places = places[np.lexsort((others[places], values[places]))]
    kind = float if values.dtype.kind == "f" else int

    def key(place: int) -> tuple[float | int, str]:
        return kind(values[place]), analysis.person_id(int(others[place]))

    page = Ordered(order, places.tolist(), key, (kind, str), analysis.fingerprint).page(first, after)
    return page.mapped(lambda place: tie_at(analysis, int(rows[place])))


def _shown(analysis: AnalysedGraph, among: RankingFilter) -> NDArray[np.bool_]:
    """Whom a filter shows: the ties of a whole page of people are asked for with the same one."""
    return analysis.recent.get(("shown", among), lambda: shown_rows(analysis, among))


def _values(analysis: AnalysedGraph, order: TieOrder) -> NDArray[np.float64] | NDArray[np.int64]:
    ties = analysis.ties
    if order is TieOrder.STRENGTH:
        return most_first(ties.strength.astype(np.float64))
    if order is TieOrder.INTERACTIONS:
        return most_first(ties.interactions.astype(np.int64))
    return most_first(ties.last_at, ties.last_at != NEVER)
