"""Themes: what a community talks about, by words that tell it from the others."""

import math

import numpy as np
import pytest
from scipy import sparse

from algorithms.communities.communities import Communities, find_communities
from algorithms.parameters import Parameters
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.themes.class_tfidf import class_tfidf
from algorithms.themes.theme import Themes
from algorithms.themes.themes import find_themes
from algorithms.ties.strength import build_ties
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, snapshot_of

TEA = ("oolong", "steep", "teapot", "leaves", "brew", "matcha")
BIKES = ("gravel", "chain", "saddle", "climb", "tyre", "descent")


def village() -> Snapshot:
    """Two circles of five people; one speaks of tea, the other of bicycles; both greet people and link to places."""
    rng = np.random.default_rng(3)
    acts, posts = [], []
    for circle, words in (("t", TEA), ("b", BIKES)):
        people = [f"x:{circle}{i}" for i in range(5)]
        acts += [Act(a, b, day=1.0) for a in people for b in people if a != b]
        for number in range(40):
            said = " ".join(rng.choice(words, 4, replace=False))
            text = f"@x{number} the {said} today https://example.org/{number}"
            posts.append(Said(f"post:x:{circle}{number:02d}", people[number % 5], text, day=float(number)))
    posts.append(Said("post:x:r", "x:b0", " ".join(TEA), day=50.0, repost_of="post:x:t00"))
    return snapshot_of(acts=acts, posts=posts)


def found_in(snapshot: Snapshot, seed: int = 0) -> tuple[Communities, Themes]:
    parameters = Parameters(seed=seed)
    communities = find_communities(build_ties(snapshot, parameters), snapshot.people.ids)
    return communities, find_themes(snapshot, communities, LexicalEncoder(), parameters)


def test_each_community_is_described_by_its_own_words() -> None:
    snapshot = village()
    communities, themes = found_in(snapshot)
    assert communities.count == 2
    people = snapshot.people.ids.to_pylist()
    for community in range(2):
        own = TEA if people[communities.members(community)[0]].startswith("person:x:t") else BIKES
        words = {word for theme in themes.of(community) for word, _ in theme.words}
        assert words
        assert words <= {*own, "today"}
        assert len(words & set(own)) >= 4


def test_posts_of_a_theme_are_by_its_community_and_no_reposts() -> None:
    snapshot = village()
    communities, themes = found_in(snapshot)
    ids = snapshot.posts.ids.to_pylist()
    for community in range(communities.count):
        members = set(communities.members(community).tolist())
        for theme in themes.of(community):
            authors = snapshot.accounts.person[snapshot.posts.author[theme.posts]]
            assert set(authors.tolist()) <= members
            assert "post:x:r" not in {ids[row] for row in theme.posts}
            assert set(theme.examples) <= set(theme.posts.tolist())
            times = snapshot.posts.at[theme.posts]
            assert (theme.first_seen, theme.last_seen) == (int(times.min()), int(times.max()))


def test_the_same_seed_gives_the_same_themes_and_they_can_be_kept() -> None:
    _, one = found_in(village(), seed=4)
    _, again = found_in(village(), seed=4)
    back = Themes.from_columns(*one.to_columns())
    for other in (again, back):
        assert [theme.id for theme in other.themes] == [theme.id for theme in one.themes]
        assert [theme.words for theme in other.themes] == [theme.words for theme in one.themes]
        assert all(np.array_equal(a.posts, b.posts) for a, b in zip(one.themes, other.themes, strict=True))


def test_without_posts_there_are_no_themes() -> None:
    _, themes = found_in(snapshot_of(acts=[Act("x:1", "x:2")]))
    assert list(themes.themes) == []


def test_class_tfidf_is_the_formula_of_the_paper() -> None:
    """W = tf · log(1 + A / f), worked by hand: groups of 4 and 2 words, so A = 3."""
    weights = class_tfidf(sparse.csr_array(np.array([[3, 1, 0], [1, 0, 1]]))).toarray()
    expected = [
        [3 / 4 * math.log(1 + 3 / 4), 1 / 4 * math.log(1 + 3 / 1), 0.0],
        [1 / 2 * math.log(1 + 3 / 4), 0.0, 1 / 2 * math.log(1 + 3 / 1)],
    ]
    assert weights == pytest.approx(np.array(expected))
