"""Themes: what communities and people talk about."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Final

import numpy as np

from algorithms.analysis.measure import Measure
from algorithms.text.sentiment import summarise
from algorithms.themes.lineage import CommunityEvent
from algorithms.themes.theme import COMMUNITIES, PARTS, WHOLE
from algorithms.themes.trends import Trend
from api.answers.document import (
    FLAT,
    OMITTED,
    POSTS,
    CommunityRow,
    Document,
    Serializer,
    pairs,
    renamed,
    serialize_fields,
)
from api.answers.names import community_named
from api.answers.ordering import LAST, Ordered
from api.answers.paging import MOST, Page, check_first
from api.answers.ranking import Ranking, page_of_ranked, ranked
from api.errors import BadInput, NotReady
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset
from graph.model.moment import NEVER, from_micros, maybe_moment

serialize_fields(Trend, people=OMITTED, growth=renamed("trend"))


def _ids_and_labels(analysis: AnalysedGraph, name: str, rows: tuple[int, ...]) -> Document:
    facts = [analysis.findings.themes.themes[row] for row in rows]
    return {name: [{"id": theme.id, "label": theme.label} for theme in facts]}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFacts:
    """A theme, by row: what it says, who talks about it, how it grows, and what became of it since the last analysis.

    `community` is a row, `watch` an id; both None for a theme of everything. `growth` and `emergent` as in
    `algorithms.themes.trends`. `sentiment` is the mean of its posts, None when none is known. `parts` are rows of what
    it falls into, `nearby_count` the posts in no theme of everything that lie nearest to this one.
    """

    row: Annotated[int, OMITTED]
    id: str
    label: str
    words: Annotated[tuple[tuple[str, float], ...], pairs("word", "weight")]
    distinct: Annotated[tuple[tuple[str, float], ...], pairs("word", "score")]
    hashtags: Annotated[tuple[tuple[str, int], ...], pairs("hashtag", "people")]
    links: Annotated[tuple[tuple[str, int], ...], pairs("link", "people")]
    examples: Annotated[tuple[int, ...], POSTS]
    community: CommunityRow
    watch: str | None
    post_count: Annotated[int, renamed("posts")]
    first_seen: datetime | None
    last_seen: datetime | None
    trend: Annotated[Trend, FLAT]
    sentiment: float | None
    event: CommunityEvent
    parents: tuple[str, ...]
    since: datetime
    parts: Annotated[tuple[int, ...], Serializer(_ids_and_labels)]
    nearby_count: int


class ThemeOrder(StrEnum):
    """What themes are listed by."""

    POSTS = "POSTS"
    LATEST = "LATEST"
    NEWEST = "NEWEST"


_SPOKEN: Final = "SPOKEN"
"""The order of a person's themes: by how many posts of theirs speak of each."""

_VALUES: Final[dict[ThemeOrder, Callable[[AnalysedGraph], list[int]]]] = {
    ThemeOrder.POSTS: lambda analysis: [-theme.post_count for theme in analysis.findings.themes.themes],
    ThemeOrder.LATEST: lambda analysis: [_late_first(theme.last_seen) for theme in analysis.findings.themes.themes],
    ThemeOrder.NEWEST: lambda analysis: [_late_first(theme.first_seen) for theme in analysis.findings.themes.themes],
}


def _late_first(moment: int) -> int:
    return LAST if moment == NEVER else -moment


def theme_at(analysis: AnalysedGraph, row: int, trend: Trend | None = None) -> ThemeFacts:
    """The theme in a row of the findings; its trend in the last days, unless another is given."""
    theme = analysis.findings.themes.themes[row]
    return ThemeFacts(
        row=row,
        id=theme.id,
        label=theme.label,
        words=theme.words,
        distinct=theme.distinct,
        hashtags=theme.hashtags,
        links=theme.links,
        examples=theme.examples,
        community=theme.community if theme.scope == COMMUNITIES else None,
        watch=None if theme.scope in (WHOLE, PARTS, COMMUNITIES) else theme.scope,
        post_count=theme.post_count,
        first_seen=maybe_moment(theme.first_seen),
        last_seen=maybe_moment(theme.last_seen),
        trend=trend or analysis.trends[row],
        sentiment=summarise(analysis.findings.sentiment.values[theme.posts]).mean,
        event=theme.event,
        parents=theme.parents,
        since=from_micros(theme.since),
        parts=tuple(analysis.findings.themes.parts_of(row)),
        nearby_count=int(np.count_nonzero(analysis.findings.themes.nearest == row)),
    )


def theme_row_in(analysis: AnalysedGraph, identifier: str) -> int | None:
    """Row of a theme by id; None when the findings do not know it, or there are none."""
    themes = () if analysis.findings_or_none is None else analysis.findings.themes.themes
    return next((row for row, theme in enumerate(themes) if theme.id == identifier), None)


def themes(
    analysis: AnalysedGraph,
    *,
    community: str | None = None,
    watch: str | None = None,
    emergent_only: bool = False,
    order: ThemeOrder = ThemeOrder.POSTS,
    first: int,
    after: str | None = None,
    most: int = 100,
) -> Page[ThemeFacts]:
    """Page of themes, those with the most posts first unless asked else, equals by id; `emergent_only`: new ones.

    Those of everything, or of a community or a watch, when its id is given. Raises NotReady without findings (and for
    a watch that they do not know yet), NotFound for a community that is not there, and BadInput.
    """
    check_first(first, most)
    rows = rows_in(analysis, community, watch)
    if emergent_only:
        rows = [row for row in rows if analysis.trends[row].emergent]
    values, ids = _VALUES[order](analysis), [theme.id for theme in analysis.findings.themes.themes]
    return _page(analysis, order, rows, lambda row: (values[row], ids[row]), first, after, most)


def themes_of_community(
    analysis: AnalysedGraph,
    community: int,
    order: ThemeOrder = ThemeOrder.POSTS,
    *,
    first: int,
    after: str | None = None,
) -> Page[ThemeFacts]:
    """Page of the themes of the community in a row, those with the most posts first unless asked else."""
    identifier = analysis.findings.communities.ids[community]
    return themes(analysis, community=identifier, order=order, first=first, after=after)


def themes_of_person(analysis: AnalysedGraph, person: int, *, first: int, after: str | None = None) -> Page[ThemeFacts]:
    """Page of the themes that the person in a row wrote about, most posts of theirs first; none without findings.

    Those of everything, not of communities and watches, which say the same again.
    """
    facts = () if analysis.findings_or_none is None else analysis.findings.themes.themes
    posts = analysis.rows.posts_of.of(person).tolist() if facts else []
    spoken = [row for post in posts for row in analysis.themes_of_post.of(post)]
    counted = Counter(row for row in spoken if facts[row].scope == WHOLE)
    return _page(analysis, _SPOKEN, list(counted), lambda row: (-counted[row], facts[row].id), first, after)


def themes_of_post(analysis: AnalysedGraph, post: int) -> list[ThemeFacts]:
    """The themes that the post in a row speaks of: of everything, its community, watches; none without findings."""
    if analysis.findings_or_none is None:
        return []
    return [theme_at(analysis, row) for row in analysis.themes_of_post.of(post)]


def nearest_theme(analysis: AnalysedGraph, post: int) -> ThemeFacts | None:
    """The theme of everything that the post in a row lies nearest to while it is in none; None for all other posts."""
    row = None if analysis.findings_or_none is None else analysis.findings.themes.nearest_to(post)
    return None if row is None else theme_at(analysis, row)


def posts_of_theme(analysis: AnalysedGraph, theme: int) -> Rowset:
    """Rows of the posts of the theme in a row, newest first."""
    rows = np.sort(analysis.findings.themes.themes[theme].posts)
    return rows[np.argsort(analysis.snapshot.posts.at[rows], kind="stable")[::-1]]


def people_of_theme(analysis: AnalysedGraph, theme: int, *, first: int, after: str | None = None) -> Ranking:
    """Page of the people who wrote a theme's posts, most influential first; ranks are those among all people."""
    check_first(first)
    authors = np.unique(analysis.rows.author[analysis.findings.themes.themes[theme].posts])
    among = np.zeros(len(analysis.snapshot.people.ids), dtype=np.bool_)
    among[authors[authors >= 0]] = True
    return page_of_ranked(analysis, ranked(analysis, Measure.INFLUENCE), shown=among, first=first, after=after)


def rows_in(analysis: AnalysedGraph, community: str | None, watch: str | None) -> list[int]:
    """Rows of the themes of a scope, in their order."""
    if community is not None and watch is not None:
        raise BadInput("watch", "a community or a watch, not both", watch)
    facts = analysis.findings.themes.themes
    if community is not None:
        row_of_community = community_named(analysis, community)
        return [row for row, theme in enumerate(facts) if theme.community == row_of_community]
    if watch is not None and watch not in {known.id for known in analysis.watches}:
        raise NotReady("the watch is newer than the findings; its themes come with the next analysis")
    return [row for row, theme in enumerate(facts) if theme.scope == (watch or WHOLE)]


def _page(
    analysis: AnalysedGraph,
    order: str,
    rows: Sequence[int],
    key: Callable[[int], tuple[int, str]],
    first: int,
    after: str | None,
    most: int = MOST,
) -> Page[ThemeFacts]:
    """Page of themes by a number of each, least first, equals by id."""
    ordered = Ordered(order, sorted(rows, key=key), key, (int, str), analysis.fingerprint)
    return ordered.page(first, after, most).mapped(lambda row: theme_at(analysis, row))
