"""Rankings from somebody's point of view: where the attention of some people ends up."""

import json
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure, rank_people
from algorithms.centrality.personalised_pagerank import personalised_pagerank
from algorithms.centrality.ranking import in_order
from api.answers.names import theme_named
from api.answers.paging import check_first
from api.answers.people import person_row
from api.answers.ranking import RELATION_CODES, Ranked, Ranking, ours, page_of_ranked, ranked, shown_rows
from api.answers.scopes import AskedScope
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.account import Relation
from graph.port.views import DirectoryView

CUSTOMERS: Final = "customers"

_THEME: Final = "theme:"

DEFINITION: Final = (
    "Personalised PageRank. How much of the attention of some people ends up with a person, directly or through others."
)


def is_of_many(origin: str) -> bool:
    """Whether an origin stands for many people, the customers or those who speak of a theme, and is no person."""
    return origin == CUSTOMERS or origin.startswith(_THEME)


def ranking_from(
    analysis: AnalysedGraph,
    view: DirectoryView,
    origin: str,
    scope: AskedScope,
    *,
    with_us: bool = True,
    first: int,
    most: int = 100,
) -> Ranking:
    """Rank everybody by how much of the attention of `origin` ends up with them; a page of the first.

    `origin` is `customers`, the id of a theme (those who speak of it) or a person as elsewhere. Who has no tie is not
    ranked; `with_us` as in `RankingFilter`. Raises NotFound when there is no such person or theme, or no customer; and
    as `ranking` does.
    """
    check_first(first, most)
    base = ranked(analysis, Measure.PAGERANK, scope)
    rows = _origins(analysis, view, origin)
    parameters = analysis.parameters
    walk = personalised_pagerank(base.ties, rows, damping=parameters.damping, tolerance=parameters.tolerance)
    reached = (walk.values > 0) & base.ties.connected()
    ranks = rank_people(Measure.PAGERANK, walk.values, reached)
    arguments = {**json.loads(base.provenance.parameters), "from": origin, "origins": int(rows.size)}
    everybody = Ranked(
        Measure.PAGERANK,
        base.fingerprint,
        walk.values,
        ranks,
        base.degree_ranks,
        in_order(ranks),
        base.ties,
        replace(
            base.provenance,
            definition=DEFINITION,
            parameters=json.dumps(arguments, sort_keys=True, separators=(",", ":")),
        ),
    )
    everyone, is_left_out = shown_rows(analysis, None), None if with_us else ours(analysis)
    return page_of_ranked(analysis, everybody, shown=everyone, left_out=is_left_out, first=first, after=None)


def _origins(analysis: AnalysedGraph, view: DirectoryView, origin: str) -> NDArray[np.int32]:
    """Rows of the people a question begins with."""
    if origin == CUSTOMERS:
        rows = np.flatnonzero(analysis.snapshot.people.relation == RELATION_CODES[Relation.CUSTOMER])
        if rows.size == 0:
            raise NotFound("there are no customers: no CRM record, won deal or `relation` says that somebody is one")
        return rows.astype(np.int32)
    if origin.startswith(_THEME):
        return _who_speaks(analysis, origin)
    return np.array([person_row(analysis, view, origin, "from")], dtype=np.int32)


def _who_speaks(analysis: AnalysedGraph, theme: str) -> NDArray[np.int32]:
    snapshot, posts = analysis.snapshot, analysis.findings.themes.themes[theme_named(analysis, theme, "from")].posts
    return np.unique(snapshot.accounts.person[snapshot.posts.author[posts]]).astype(np.int32)
