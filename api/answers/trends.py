"""Trends: which themes grow and which fade, between a window of time and the one before it."""

import math
from typing import Final

from algorithms.errors import BadParameter
from algorithms.themes.trends import DAYS, DAYS_BEFORE, Windows
from api.answers.ordering import Ordered
from api.answers.paging import MOST, Page
from api.answers.themes import ThemeFacts, rows_in, theme_at
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.theme_posts import theme_trends

DEFINITION: Final = "How each theme's share of posts grew or faded, and how sure that is (95 %)."


def trends(
    analysis: AnalysedGraph,
    *,
    days: float = DAYS,
    days_before: float = DAYS_BEFORE,
    community: str | None = None,
    watch: str | None = None,
    first: int,
    after: str | None = None,
    most: int = MOST,
) -> Page[ThemeFacts]:
    """Page of themes by how their share of all posts grew, at least: emergent ones first, then the fastest growing.

    Compared are the last days, up to the moment that is looked back from, with those before them
    (`algorithms.themes.trends`). Equals by how many posts there are now, then by id. Raises as
    `api.answers.themes.themes` does.
    """
    try:
        windows = Windows(analysis.latest, days, days_before)
    except BadParameter:
        wrong = "days" if not 0 < days <= 36_500 or math.isnan(days) else "daysBefore"
        raise BadInput(wrong, "days above 0, at most 36,500", days if wrong == "days" else days_before) from None
    rows = rows_in(analysis, community, watch)
    growth = theme_trends(analysis.findings.themes.themes, analysis.snapshot.posts, analysis.rows.author, windows)
    facts = [theme_at(analysis, row, growth[row]) for row in rows]
    ordered = Ordered("TREND", sorted(facts, key=_place), _place, (int, float, int, str), analysis.fingerprint)
    return ordered.page(first, after, most)


def _place(theme: ThemeFacts) -> tuple[int, float, int, str]:
    return int(not theme.trend.emergent), -theme.trend.growth, -theme.trend.now, theme.id
