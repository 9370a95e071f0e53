"""Posts: lists of them, newest first, and where a post stands in its conversation."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.about import posts_about
from algorithms.errors import BadParameter
from api.answers.cursor import decode, encode
from api.answers.names import community_named, theme_named
from api.answers.narrowing import in_language, of_network
from api.answers.ordering import LAST, by_number, most_first
from api.answers.paging import Page, check_first, page_of
from api.answers.ranking import RankingFilter, shown_rows
from api.answers.span import read_span
from api.answers.themes import posts_of_theme
from api.answers.watching import heard
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset, place
from graph.model.account import PersonKind, Relation
from graph.model.moment import NEVER
from graph.model.watch import Watch

MOST_ANCESTORS: Final = 1000
"""Posts above a post in its conversation."""


_UNKNOWN: Final = 9.0
"""Sorts behind every sentiment."""


class PostOrder(StrEnum):
    """What posts are listed by."""

    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    ENGAGEMENT = "ENGAGEMENT"
    MOST_NEGATIVE = "MOST_NEGATIVE"
    MOST_POSITIVE = "MOST_POSITIVE"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilter:
    """Which posts are shown: about a term, of a person (a row), of a community's people, of a theme, a watch, a time.

    Of a network, in a language, by people of some relations or kinds. `sentiment_below` and `sentiment_above`: posts
    whose sentiment is known and less, or more, than that.
    """

    about: str | None = None
    network: str | None = None
    language: str | None = None
    relation: Sequence[Relation] | None = None
    kind: Sequence[PersonKind] | None = None
    person: int | None = None
    community: str | None = None
    theme: str | None = None
    watch: Watch | None = None
    sentiment_below: float | None = None
    sentiment_above: float | None = None
    since: datetime | None = None
    until: datetime | None = None


def posts(
    analysis: AnalysedGraph,
    among: PostFilter | None = None,
    order: PostOrder = PostOrder.NEWEST,
    *,
    first: int,
    after: str | None = None,
) -> Page[int]:
    """Page of known posts as rows, newest first unless asked else, equals by id; those without a time come last.

    `since` is included, `until` is not; with either, posts without a time are left out. Raises BadInput and NotFound.
    """
    check_first(first)
    return page_of_posts(analysis, chosen_posts(analysis, among or PostFilter()), order, first=first, after=after)


def page_of_posts(
    analysis: AnalysedGraph,
    newest_first: Rowset,
    order: PostOrder = PostOrder.NEWEST,
    *,
    first: int,
    after: str | None,
) -> Page[int]:
    """Page of posts that are newest first, in the order asked for. Raises NotReady for sentiment without findings."""
    check_first(first)
    if order is not PostOrder.NEWEST:
        values, ids = _VALUES[order](analysis), analysis.snapshot.posts.ids
        return by_number(order, newest_first, values, ids, analysis.fingerprint).page(first, after)
    rest = newest_first if after is None else newest_first[_behind(analysis, newest_first, after)]
    return page_of(
        rest[: first + 1].tolist(),
        first,
        cursor=lambda row: encode(int(analysis.snapshot.posts.at[row]), analysis.post_id(row)),
        after=after,
        count=lambda: int(newest_first.size),
    )


def posts_of_watch(
    analysis: AnalysedGraph,
    watch: Watch,
    *,
    first: int,
    after: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    order: PostOrder = PostOrder.NEWEST,
) -> Page[int]:
    """Page of the posts of a watch as rows, newest first unless asked else. Raises BadInput and NotReady."""
    rows = heard(analysis, watch, since, until)
    newest_first = rows[np.argsort(analysis.snapshot.posts.at[rows], kind="stable")[::-1]]
    return page_of_posts(analysis, newest_first, order, first=first, after=after)


def ancestors(analysis: AnalysedGraph, post: int, first: int) -> list[int]:
    """Posts that a post answers, nearest first, unknown ones included, at most `first`."""
    reply_to = analysis.snapshot.posts.reply_to
    chain: list[int] = []
    seen = {post}
    here = int(reply_to[post])
    while here >= 0 and here not in seen and len(chain) < first:
        chain.append(here)
        seen.add(here)
        here = int(reply_to[here])
    return chain


def root(analysis: AnalysedGraph, post: int) -> int:
    """The post that a conversation began with: the post itself when it answers none."""
    line = ancestors(analysis, post, len(analysis.snapshot.posts.ids))
    return line[-1] if line else post


def conversation(analysis: AnalysedGraph, post: int, *, first: int, after: str | None = None) -> Page[int]:
    """All known posts of the conversation that a post belongs to, newest first, as rows."""
    members = _below(analysis, root(analysis, post))
    members = members[analysis.snapshot.posts.known[members]]
    at = analysis.snapshot.posts.at[members]
    return page_of_posts(analysis, members[np.argsort(at, kind="stable")[::-1]], first=first, after=after)


def _below(analysis: AnalysedGraph, start: int) -> Rowset:
    """A post and all that answers it, and so on; ascending rows."""
    thread = {start}
    waiting = [start]
    while waiting:
        answers = analysis.rows.replies_to.of(waiting.pop()).tolist()
        fresh = [row for row in answers if row not in thread]
        thread.update(fresh)
        waiting.extend(fresh)
    return np.array(sorted(thread), dtype=np.int64)


def chosen_posts(analysis: AnalysedGraph, among: PostFilter) -> Rowset:
    """All known posts that a filter shows, newest first. Raises BadInput, NotFound and NotReady."""
    rows = analysis.rows
    chosen = rows.newest_first if among.person is None else rows.posts_of.of(among.person)
    if among.community is not None:
        labels = np.append(analysis.findings.communities.labels, -1)
        chosen = chosen[labels[rows.author[chosen]] == community_named(analysis, among.community)]
    if among.theme is not None:
        chosen = chosen[np.isin(chosen, posts_of_theme(analysis, theme_named(analysis, among.theme)))]
    if among.watch is not None:
        chosen = chosen[np.isin(chosen, heard(analysis, among.watch))]
    if among.network is not None:
        chosen = chosen[of_network(analysis.snapshot.posts.ids, among.network, "post:")[chosen]]
    if among.language is not None:
        chosen = chosen[in_language(analysis.snapshot.posts.languages, among.language)[chosen]]
    if among.relation is not None or among.kind is not None:
        writers = shown_rows(analysis, RankingFilter(relation=among.relation, kind=among.kind))
        chosen = chosen[np.append(writers, False)[rows.author[chosen]]]
    if among.sentiment_below is not None or among.sentiment_above is not None:
        values = analysis.findings.sentiment.values[chosen]  # what is not known is neither below nor above
        above = values > (-np.inf if among.sentiment_above is None else among.sentiment_above)
        chosen = chosen[above & (values < (np.inf if among.sentiment_below is None else among.sentiment_below))]
    chosen = chosen[read_span(among.since, among.until).holds(analysis.snapshot.posts.at[chosen])]
    if among.about is not None:
        chosen = chosen[_about(analysis, among.about)[chosen]]
    return chosen


def _oldest(analysis: AnalysedGraph) -> NDArray[Any]:
    at = analysis.snapshot.posts.at
    return np.where(at == NEVER, LAST, at)


def _engagement(analysis: AnalysedGraph) -> NDArray[Any]:
    """All likes, reposts, replies and quotes of each post: what sources state, at least what we know ourselves."""
    return most_first(np.maximum(analysis.snapshot.posts.engagement[:, :4], analysis.rows.counted).sum(axis=1))


def _sentiment(analysis: AnalysedGraph) -> NDArray[Any]:
    values: NDArray[Any] = analysis.findings.sentiment.values.astype(np.float64)
    return values


_VALUES: Final[dict[PostOrder, Callable[[AnalysedGraph], NDArray[Any]]]] = {
    PostOrder.OLDEST: _oldest,
    PostOrder.ENGAGEMENT: _engagement,
    PostOrder.MOST_NEGATIVE: lambda analysis: np.nan_to_num(_sentiment(analysis), nan=_UNKNOWN),
    PostOrder.MOST_POSITIVE: lambda analysis: np.nan_to_num(-_sentiment(analysis), nan=_UNKNOWN),
}


def _about(analysis: AnalysedGraph, term: str) -> NDArray[np.bool_]:
    try:
        return analysis.recent.get(term, lambda: posts_about(analysis.snapshot.posts, term, analysis.words))
    except BadParameter:
        raise BadInput("about", "a term with at least one word, hashtag or handle", term) from None


def _behind(analysis: AnalysedGraph, newest_first: Rowset, after: str) -> NDArray[np.bool_]:
    at, identifier = decode(after, int, str)
    row = place(analysis.snapshot.posts.ids, str(identifier))
    times = analysis.snapshot.posts.at[newest_first]
    moment = np.int64(int(at or 0))
    # Equal times come by descending id. An id that is gone has its place still.
    behind: NDArray[np.bool_] = (times < moment) | ((times == moment) & (newest_first < row))
    return behind
