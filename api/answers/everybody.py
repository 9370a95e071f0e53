"""Everybody: all people as a list, narrowed and in an order that somebody asks for."""

from dataclasses import replace
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure
from algorithms.centrality.followers import followers
from api.answers.ordering import LAST, Ordered, by_number, by_text, most_first
from api.answers.paging import Page
from api.answers.ranking import RankingFilter, shown_rows
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import NEVER


class PersonOrder(StrEnum):
    """What people are listed by."""

    NAME = "NAME"
    INFLUENCE = "INFLUENCE"
    FOLLOWERS = "FOLLOWERS"
    POSTS = "POSTS"
    LATEST = "LATEST"


def people(
    analysis: AnalysedGraph,
    among: RankingFilter | None = None,
    order: PersonOrder = PersonOrder.NAME,
    *,
    first: int,
    after: str | None = None,
) -> Page[int]:
    """Page of people as rows, equals by id; those without what they are listed by come last.

    Raises NotReady for INFLUENCE without findings, NotFound and BadInput.
    """
    everybody = analysis.recent.get(("people", order), lambda: _ordered(analysis, order))
    rows = np.asarray(everybody.items)
    return replace(everybody, items=rows[shown_rows(analysis, among)[rows]]).page(first, after)


def _ordered(analysis: AnalysedGraph, order: PersonOrder) -> Ordered[int]:
    ids = analysis.snapshot.people.ids
    rows = np.arange(len(ids), dtype=np.int64)
    if order is PersonOrder.NAME:
        return by_text(order, rows, analysis.rows.folded_names, ids, analysis.fingerprint)
    return by_number(order, rows, _VALUES[order](analysis), ids, analysis.fingerprint)


def _ranks(analysis: AnalysedGraph) -> NDArray[np.int64]:
    ranks = analysis.findings.ranks[Measure.INFLUENCE].astype(np.int64)
    return np.where(ranks > 0, ranks, LAST)


def _followers(analysis: AnalysedGraph) -> NDArray[np.int64]:
    counts = followers(analysis.snapshot).values
    return most_first(np.nan_to_num(counts).astype(np.int64), ~np.isnan(counts))


def _posts(analysis: AnalysedGraph) -> NDArray[np.int64]:
    authors = analysis.rows.author[analysis.snapshot.posts.known]
    return most_first(np.bincount(authors[authors >= 0], minlength=len(analysis.snapshot.people.ids)))


def _latest(analysis: AnalysedGraph) -> NDArray[np.int64]:
    posts, authors = analysis.snapshot.posts, analysis.rows.author
    wrote = posts.known & (authors >= 0) & (posts.at != NEVER)
    latest = np.full(len(analysis.snapshot.people.ids), NEVER, dtype=np.int64)
    np.maximum.at(latest, authors[wrote], posts.at[wrote])
    return most_first(latest, latest != NEVER)


_VALUES: Final = {
    PersonOrder.INFLUENCE: _ranks,
    PersonOrder.FOLLOWERS: _followers,
    PersonOrder.POSTS: _posts,
    PersonOrder.LATEST: _latest,
}
