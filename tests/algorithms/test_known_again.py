"""Themes that are known again: made by hand, each in its scope, by the posts they share."""

import numpy as np
import pyarrow as pa

from algorithms.themes.theme import COMMUNITIES, WHOLE, Theme, Themes
from algorithms.themes.theme_lineage import known_again

POSTS = pa.array([f"post:x:{letter}" for letter in "abcdefghijklmnopqrst"], pa.large_string())


def made(*themes: tuple[str, str, str]) -> Themes:
    """Themes by hand: id, scope, and the letters of their posts."""
    rows = {post[-1]: row for row, post in enumerate(POSTS.to_pylist())}
    return Themes(
        tuple(
            Theme(
                id=name,
                label="tea",
                scope=scope,
                community=0 if scope == COMMUNITIES else -1,
                words=(("tea", 1.0),),
                distinct=(),
                hashtags=(),
                links=(),
                posts=np.array([rows[letter] for letter in letters], dtype=np.int64),
                first_seen=1,
                last_seen=2,
            )
            for name, scope, letters in themes
        ),
        "by hand",
        20,
        20,
        0,
    )


def told(themes: Themes) -> list[tuple[str, str, str, tuple[str, ...], int]]:
    return [(theme.scope, theme.id, theme.event.value, theme.parents, theme.since) for theme in themes.themes]


def test_each_scope_has_a_lineage_of_its_own() -> None:
    first = known_again(
        made(("a", WHOLE, "abcdef"), ("b", COMMUNITIES, "abc"), ("c", COMMUNITIES, "def")), POSTS, {}, 1
    )
    second = made(("x", WHOLE, "fedcba"), ("y", COMMUNITIES, "defabc"), ("z", "watch:2", "abc"))
    assert told(known_again(second, POSTS, first.lineages, 2)) == [
        (WHOLE, "a", "CONTINUED", (), 1),
        (COMMUNITIES, "b", "MERGED", ("b", "c"), 1),
        ("watch:2", "z", "BORN", (), 2),
    ]


def test_posts_are_known_by_their_ids_and_not_by_their_rows() -> None:
    first = known_again(made(("a", WHOLE, "abcde"), ("b", WHOLE, "fghij")), POSTS, {}, 1)
    moved = pa.array([f"post:x:{letter}" for letter in "fghijabcdeklmnopqrst"], pa.large_string())
    second = known_again(made(("x", WHOLE, "abcde"), ("y", WHOLE, "fghij")), moved, first.lineages, 2)
    assert [theme.id for theme in second.themes] == ["b", "a"]


def test_a_scope_that_was_silent_for_an_analysis_is_known_again() -> None:
    first = known_again(made(("a", "watch:1", "abcd"), ("b", WHOLE, "abcd")), POSTS, {}, 1)
    silent = known_again(made(("c", WHOLE, "abcd")), POSTS, first.lineages, 2)
    again = known_again(made(("d", WHOLE, "abcd"), ("e", "watch:1", "abcd")), POSTS, silent.lineages, 3)
    assert told(again) == [(WHOLE, "b", "CONTINUED", (), 1), ("watch:1", "a", "CONTINUED", (), 1)]


def test_all_else_about_a_theme_stays_as_it_was_found() -> None:
    first = known_again(made(("a", WHOLE, "abcd")), POSTS, {}, 1)
    result = made(("x", WHOLE, "dcbe"))
    theme, kept = result.themes[0], known_again(result, POSTS, first.lineages, 2).themes[0]
    assert (kept.id, kept.words, kept.first_seen) == ("a", theme.words, theme.first_seen)
    assert kept.label == "tea", "what it is called follows from its words"
    assert np.array_equal(kept.posts, theme.posts)


def test_an_id_that_was_used_up_is_not_given_again() -> None:
    themes = [made(("a", WHOLE, "abcd")), made(("b", WHOLE, "efgh")), made(("a", WHOLE, "ijkl"))]
    lineages, ids = known_again(themes[0], POSTS, {}, 0).lineages, []
    for number, result in enumerate(themes):
        known = known_again(result, POSTS, lineages, number)
        lineages = known.lineages
        ids.append(known.themes[0].id)
    assert ids == ["a", "b", "a-2"]
