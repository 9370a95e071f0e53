"""Ties of a person: those towards them, or from them, strongest first."""

from enum import StrEnum

import numpy as np

from api.answers.cursor import decode, encode
from api.answers.paging import Page, check_first, page_of
from api.answers.tie import TieFacts, tie_at
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import place


class TieDirection(StrEnum):
    """Which ties of a person: those of people who pay attention to them, or those to whom they pay attention."""

    TOWARDS = "TOWARDS"
    FROM = "FROM"


def ties_of(
    analysis: AnalysedGraph,
    person: int,
    *,
    direction: TieDirection = TieDirection.TOWARDS,
    weak_only: bool = False,
    first: int,
    after: str | None = None,
) -> Page[TieFacts]:
    """Page of a person's ties, strongest first, equals by the id of the other person."""
    check_first(first)
    ties = analysis.ties
    if direction is TieDirection.TOWARDS:
        span = slice(int(ties.in_indptr[person]), int(ties.in_indptr[person + 1]))
        rows, others = ties.in_tie[span], ties.in_indices[span]
    else:
        span = slice(int(ties.indptr[person]), int(ties.indptr[person + 1]))
        rows, others = np.arange(span.start, span.stop), ties.indices[span]
    strength = ties.strength[rows].astype(np.float64)
    if weak_only:
        weak = strength < analysis.parameters.weak_below
        rows, others, strength = rows[weak], others[weak], strength[weak]
    order = np.lexsort((others, -strength))
    rows, others, strength = rows[order], others[order], strength[order]
    start = 0
    if after is not None:
        _, value, identifier = decode(after, str, float, str)
        limit, row = float(value or 0.0), place(analysis.snapshot.people.ids, str(identifier))
        start = int(np.count_nonzero((strength > limit) | ((strength == limit) & (others < row))))
        if start < rows.size and strength[start] == limit and analysis.person_id(others[start]) == identifier:
            start += 1

    def cursor(tie: TieFacts) -> str:
        other = tie.source if direction is TieDirection.TOWARDS else tie.target
        return encode(analysis.fingerprint, tie.strength, analysis.person_id(other))

    items = [tie_at(analysis, int(row)) for row in rows[start : start + first + 1]]
    return page_of(items, first, cursor=cursor, after=after, count=lambda: int(rows.size))
