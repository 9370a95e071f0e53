"""Scopes: which interactions count, and which posts speak of a term."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.analysis.about import posts_about
from algorithms.analysis.scope import Scope, ScopePosts
from algorithms.errors import BadParameter
from graph.model.interaction import InteractionKind
from graph.model.watch import Watch, WatchKind
from graph.text.tokens import matches
from tests.worlds import Act, Said, moment, snapshot_of


def about(texts: list[str | None], term: str) -> list[bool]:
    posts = [Said(f"post:x:{row:04d}", text=text) for row, text in enumerate(texts)]
    result: list[bool] = posts_about(snapshot_of(posts=posts).posts, term).tolist()
    return result


def test_a_term_matches_words_hashtags_and_any_case() -> None:
    texts = ["I love Chipotle!", "#CHIPOTLE", "chipotles", "@ChipotleTweets hi", None, "", "no"]
    assert about(texts, "chipotle") == [True, True, False, False, False, False, False]


def test_several_words_stand_in_a_row() -> None:
    assert about(["the new phone", "phone new", "#NewPhone", "new big phone"], "New Phone") == [
        True,
        False,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("term", "text"),
    [
        ("straße", "Die STRASSE"),
        ("strasse", "Die Straße"),
        ("ΟΔΟΣ", "μια οδός οδος"),
        ("café", "un cafe\u0301 noir"),
        ("acme", "ＡＣＭＥ"),
        ("acme", "ac\u00adme"),
        ("don't", "I don’t know"),
        ("of", "o\ufb00ice o\u200df"),
        ("kelvin", "\u212aelvin"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("東京", "私は東京にいる"),
        ("\u4e3d", "\U0002f800"),
        ("acme", "A\ufe0fC\u200dM\u2060E"),
    ],
)
def test_other_ways_of_writing_a_term_are_found(term: str, text: str) -> None:
    assert matches(term, text)
    assert about([text], term) == [True]


CHARACTERS = "aAsSkKßẞſİıﬁﬀΣσςée\u0301\u00ad\u200d\u200bＡａ#＃@’'., …-_日本한ᄒ\u1161\u11ab½Å\u212b\u212aοǆ🙂\ufe0f"


@settings(max_examples=300, deadline=None)
@given(st.text(CHARACTERS, max_size=6), st.lists(st.text(CHARACTERS, max_size=12), min_size=1, max_size=8))
def test_the_search_finds_exactly_what_the_matcher_accepts(term: str, texts: list[str]) -> None:
    if not matches(term, term):
        with pytest.raises(BadParameter):
            about(list(texts), term)
        return
    texts = [*texts, *(f"{text} {term} {text}" for text in texts), *(term.swapcase() + text for text in texts)]
    assert about(list(texts), term) == [matches(term, text) for text in texts]


@pytest.mark.parametrize("term", ["", " ", "!?", "🙂"])
def test_a_term_without_a_word_is_refused(term: str) -> None:
    with pytest.raises(BadParameter, match="at least one word"):
        about(["anything"], term)


def test_a_repost_speaks_of_what_it_reposts() -> None:
    posts = [Said("post:x:1", text="new Acme"), Said("post:x:2", text="", repost_of="post:x:1"), Said("post:x:3")]
    assert posts_about(snapshot_of(posts=posts).posts, "acme").tolist() == [True, True, False]


ACME = Watch(id="watch:1", name="Acme", kind=WatchKind.BRAND, terms=("acme",))
OF_TWO = Watch(id="watch:2", name="x:2", kind=WatchKind.PERSON, accounts=("x:2",))

SNAPSHOT = snapshot_of(
    posts=[Said("post:x:1", "x:1", "about Acme", 1), Said("post:x:2", "x:1", "about lunch", 2)],
    acts=[
        Act("x:1", "x:2", day=1, post="post:x:1"),
        Act("x:1", "x:3", day=2, post="post:x:2"),
        Act("x:1", "x:4", InteractionKind.FOLLOW, day=3),
        Act("x:1", "x:5", InteractionKind.KNOWS),
    ],
)


@pytest.mark.parametrize(
    ("scope", "expected"),
    [
        (Scope(), [True, True, True, True]),
        (Scope(since=moment(2)), [False, True, True, False]),
        (Scope(until=moment(2)), [True, False, False, False]),
        (Scope(since=moment(1), until=moment(3)), [True, True, False, False]),
        (Scope(about="acme"), [True, False, False, False]),
        (Scope(about="about", since=moment(2)), [False, True, False, False]),
        (Scope(about="nothing"), [False, False, False, False]),
        (
            Scope(watch=ACME),
            [True, False, False, False],
        ),
        (
            Scope(watch=OF_TWO),
            [True, False, False, False],
        ),
        (Scope(posts=ScopePosts("theme:1", frozenset({"post:x:2", "post:x:9"}))), [False, True, False, False]),
        (Scope(posts=ScopePosts("theme:1", frozenset())), [False, False, False, False]),
        (Scope(posts=ScopePosts("theme:1", frozenset({"post:x:1"})), since=moment(2)), [False, False, False, False]),
        (Scope(without=frozenset({"x:2"})), [True, True, True, True]),
        (Scope(without=frozenset({"x:1"})), [False, False, False, False]),
    ],
)
def test_only_the_interactions_of_the_scope_count(scope: Scope, expected: list[bool]) -> None:
    assert scope.mask(SNAPSHOT).tolist() == expected
    assert scope.is_everything == (scope == Scope())


def test_an_empty_snapshot_has_an_empty_scope() -> None:
    assert Scope(about="acme", since=0).mask(snapshot_of()).tolist() == []


def test_an_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(BadParameter, match="`until` after `since`"):
        Scope(since=5, until=5)


def test_masks_are_bools() -> None:
    assert Scope().mask(SNAPSHOT).dtype == np.bool_


def test_what_is_narrowed_is_told() -> None:
    posts = ScopePosts("theme:1", frozenset({"post:x:1"}))
    scope = Scope(about="a", watch=ACME, posts=posts, without=frozenset({"x:2", "x:1"}), since=1)
    assert scope.described() == {"about": "a", "watch": "Acme", "posts": "theme:1", "without": ["x:1", "x:2"]}
    assert Scope().described() == {}
