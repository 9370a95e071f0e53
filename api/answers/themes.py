"""Themes: what communities and people talk about."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from algorithms.measure import Measure
from api.answers.cursor import decode, encode
from api.answers.paging import Page, check_first, page_of
from api.answers.ranking import Ranking, community_row, page_of_ranked, ranked
from api.answers.reading import Reading
from api.answers.rows import Rowset
from api.errors import NotFound
from graph.moment import maybe_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeFacts:
    """A theme: row, id, what it is called, its words with their weights, its community (a row), posts and moments."""

    row: int
    id: str
    label: str
    words: tuple[tuple[str, float], ...]
    community: int
    post_count: int
    first_seen: datetime | None
    last_seen: datetime | None


def theme_at(reading: Reading, row: int) -> ThemeFacts:
    """The theme in a row of the findings."""
    theme = reading.found.themes.themes[row]
    return ThemeFacts(
        row=row,
        id=theme.id,
        label=theme.label,
        words=theme.words,
        community=theme.community,
        post_count=theme.post_count,
        first_seen=maybe_moment(theme.first_seen),
        last_seen=maybe_moment(theme.last_seen),
    )


def theme_row(reading: Reading, identifier: str) -> int:
    """Row of a theme by id. Raises NotFound and NotReady."""
    for row, theme in enumerate(reading.found.themes.themes):
        if theme.id == identifier:
            return row
    raise NotFound(f"there is no theme {identifier[:200]!r}")


def themes(
    reading: Reading, *, community: str | None = None, first: int, after: str | None = None, most: int = 100
) -> Page[ThemeFacts]:
    """Page of themes, those with the most posts first, equals by id; of one community, when its id is given.

    Raises NotReady without findings, NotFound for a community that is not there, and BadInput.
    """
    check_first(first, most)
    found = reading.found.themes.themes
    wanted = None if community is None else community_row(reading, community)
    rows = [row for row, theme in enumerate(found) if wanted is None or theme.community == wanted]
    return _page(reading, [(row, found[row].post_count) for row in rows], first, after)


def themes_of_community(reading: Reading, community: int, *, first: int, after: str | None = None) -> Page[ThemeFacts]:
    """Page of the themes of the community in a row, those with the most posts first."""
    return themes(reading, community=reading.found.communities.ids[community], first=first, after=after)


def themes_of_person(reading: Reading, person: int, *, first: int, after: str | None = None) -> Page[ThemeFacts]:
    """Page of the themes that the person in a row wrote about, most posts of theirs first; none without findings."""
    check_first(first)
    if reading.findings is None:
        return _page(reading, [], first, after)
    spoken = reading.theme_of_post[reading.rows.posts_of.of(person)]
    rows, counts = np.unique(spoken[spoken >= 0], return_counts=True)
    return _page(reading, list(zip(rows.tolist(), counts.tolist(), strict=True)), first, after)


def theme_of_post(reading: Reading, post: int) -> ThemeFacts | None:
    """Theme that the post in a row speaks of; None for none, and without findings."""
    if reading.findings is None:
        return None
    row = int(reading.theme_of_post[post])
    return None if row < 0 else theme_at(reading, row)


def posts_of_theme(reading: Reading, theme: int) -> Rowset:
    """Rows of the posts of the theme in a row, newest first."""
    rows = np.sort(reading.found.themes.themes[theme].posts)
    return rows[np.argsort(reading.snapshot.posts.at[rows], kind="stable")[::-1]]


def people_of_theme(reading: Reading, theme: int, *, first: int, after: str | None = None) -> Ranking:
    """Page of the people who wrote a theme's posts, most influential first; ranks are those among all people."""
    check_first(first)
    authors = np.unique(reading.rows.author[reading.found.themes.themes[theme].posts])
    among = np.zeros(len(reading.snapshot.people.ids), dtype=np.bool_)
    among[authors[authors >= 0]] = True
    return page_of_ranked(reading, ranked(reading, Measure.INFLUENCE), shown=among, first=first, after=after)


def _page(reading: Reading, counted: Sequence[tuple[int, int]], first: int, after: str | None) -> Page[ThemeFacts]:
    """Page of themes by what was counted of each, most first, equals by id."""
    ids = {row: reading.found.themes.themes[row].id for row, _ in counted}
    ordered = sorted(counted, key=lambda pair: (-pair[1], ids[pair[0]]))
    rest = ordered
    if after is not None:
        count, identifier = decode(after, int, str)
        rest = [(row, counts) for row, counts in ordered if (-counts, ids[row]) > (-int(count or 0), str(identifier))]
    counts_by_row = dict(ordered)
    return page_of(
        [theme_at(reading, row) for row, _ in rest[: first + 1]],
        first,
        cursor=lambda theme: encode(counts_by_row[theme.row], theme.id),
        after=after,
        count=lambda: len(ordered),
    )
