"""Posts: lists of them, newest first, and where a post stands in its conversation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.about import posts_about
from algorithms.errors import BadParameter
from api.answers.cursor import decode, encode
from api.answers.names import community_named, theme_named
from api.answers.paging import Page, check_first, page_of
from api.answers.span import read_span
from api.answers.themes import posts_of_theme
from api.answers.watching import heard
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset, place
from graph.model.watch import Watch

MOST_ANCESTORS: Final = 1000
"""Posts above a post in its conversation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFilter:
    """Which posts are shown: about a term, of a person (a row), of a community's people, of a theme, a watch, a time.

    `sentiment_below` and `sentiment_above`: posts whose sentiment is known and less, or more, than that.
    """

    about: str | None = None
    person: int | None = None
    community: str | None = None
    theme: str | None = None
    watch: Watch | None = None
    sentiment_below: float | None = None
    sentiment_above: float | None = None
    since: datetime | None = None
    until: datetime | None = None


def posts(
    analysis: AnalysedGraph, among: PostFilter | None = None, *, first: int, after: str | None = None
) -> Page[int]:
    """Page of known posts as rows, newest first, equal times by id; those without a time come last.

    `since` is included, `until` is not; with either, posts without a time are left out. Raises BadInput and NotFound.
    """
    check_first(first)
    return page_of_posts(analysis, chosen_posts(analysis, among or PostFilter()), first=first, after=after)


def page_of_posts(analysis: AnalysedGraph, newest_first: Rowset, *, first: int, after: str | None) -> Page[int]:
    """Page of posts that are in order already."""
    check_first(first)
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
) -> Page[int]:
    """Page of the posts of a watch as rows, newest first. Raises BadInput."""
    rows = heard(analysis, watch, since, until)
    newest_first = rows[np.argsort(analysis.snapshot.posts.at[rows], kind="stable")[::-1]]
    return page_of_posts(analysis, newest_first, first=first, after=after)


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
    if among.sentiment_below is not None or among.sentiment_above is not None:
        values = analysis.findings.sentiment.values[chosen]  # what is not known is neither below nor above
        above = values > (-np.inf if among.sentiment_above is None else among.sentiment_above)
        chosen = chosen[above & (values < (np.inf if among.sentiment_below is None else among.sentiment_below))]
    chosen = chosen[read_span(among.since, among.until).holds(analysis.snapshot.posts.at[chosen])]
    if among.about is not None:
        chosen = chosen[_about(analysis, among.about)[chosen]]
    return chosen


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
