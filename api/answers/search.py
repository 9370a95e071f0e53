"""Search: people by a piece of their name or handle, and posts by their words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

import numpy as np

from algorithms.analysis.measure import Measure
from api.answers.document import OMITTED, Document, ListedPerson, RankOrNone, Serializer
from api.answers.paging import check_first
from api.answers.people import people_holding
from api.answers.posts import PostFilter, chosen_posts
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import Rowset
from graph.model.account import Relation
from graph.model.moment import maybe_moment
from graph.text.tokens import tokenize

_RELATIONS = tuple(Relation)


def _author(analysis: AnalysedGraph, _: str, row: int) -> Document:
    if row < 0:
        return {"person": None, "name": None}
    return {"person": analysis.person_id(row), "name": analysis.person_name(row)}


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHit:
    """A person whose name or handle holds the text, and the rank by influence (0: none)."""

    person: ListedPerson
    relation: Relation
    rank: RankOrNone


@dataclass(frozen=True, slots=True, kw_only=True)
class PostHit:
    """A post that holds the words, as id, and the row of who wrote it, -1 when not known."""

    post: str
    author: Annotated[int, Serializer(_author)]
    at: datetime | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHits:
    """A page of people and one of posts, and how many there are of each."""

    text: str
    page: int
    people: tuple[PersonHit, ...]
    total_people: int
    posts: tuple[PostHit, ...]
    total_posts: int
    more: Annotated[bool, OMITTED]


def search(analysis: AnalysedGraph, text: str, *, first: int = 10, page: int = 1) -> SearchHits:
    """People whose name or handle holds a text, and posts with all of its words, the newest first.

    `first` of each, 1 to 100; `page` counts from 1. Works without findings. Raises BadInput.
    """
    check_first(first)
    check_first(page, 1_000_000, "page")
    people, posts = people_holding(analysis, text).rows, _posts_with(analysis, text)
    rows = slice((page - 1) * first, page * first)
    return SearchHits(
        text=text,
        page=page,
        people=tuple(_person(analysis, row) for row in people[rows].tolist()),
        total_people=int(people.size),
        posts=tuple(_post(analysis, row) for row in posts[rows].tolist()),
        total_posts=int(posts.size),
        more=max(people.size, posts.size) > page * first,
    )


def _posts_with(analysis: AnalysedGraph, text: str) -> Rowset:
    words = [word for word in text.split() if tokenize(word)]
    if not words:
        return np.empty(0, dtype=np.int64)
    rows = chosen_posts(analysis, PostFilter(about=words[0]))
    for word in words[1:]:
        rows = rows[np.isin(rows, chosen_posts(analysis, PostFilter(about=word)))]
    return rows


def _person(analysis: AnalysedGraph, row: int) -> PersonHit:
    findings = analysis.findings_or_none
    return PersonHit(
        person=row,
        relation=_RELATIONS[analysis.snapshot.people.relation[row]],
        rank=0 if findings is None else int(findings.ranks[Measure.INFLUENCE][row]),
    )


def _post(analysis: AnalysedGraph, row: int) -> PostHit:
    posts = analysis.snapshot.posts
    return PostHit(
        post=analysis.post_id(row),
        author=int(analysis.rows.author[row]),
        at=maybe_moment(int(posts.at[row])),
        text=posts.texts[row].as_py(),
    )
