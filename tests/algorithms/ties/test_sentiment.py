"""Sentiment of ties: worked by hand from the posts with which one person turns to another."""

import numpy as np
import pytest

from algorithms.parameters import DEFAULTS
from algorithms.text.sentiment import Sentiment
from algorithms.ties.sentiment import sentiment_of_ties
from algorithms.ties.strength import build_ties
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, Someone, snapshot_of

REPLY, MENTION, QUOTE = InteractionKind.REPLY, InteractionKind.MENTION, InteractionKind.QUOTE
Serializer = dict[str, float]
"""Sentiment by the last part of a post's id."""


def of_ties(snapshot: Snapshot, told: Serializer) -> dict[str, float | None]:
    """The sentiment of each tie, called `a>b` after the people."""
    keys = [post.rpartition(":")[2] for post in snapshot.posts.ids.to_pylist()]
    values = np.array([told.get(key, np.nan) for key in keys], dtype=np.float32)
    ties = build_ties(snapshot, DEFAULTS)
    result = sentiment_of_ties(snapshot, ties, Sentiment(values, "by hand"))
    assert result.dtype == np.float32
    assert result.shape == (ties.count,)
    people = [person.rpartition(":")[2] for person in snapshot.people.ids.to_pylist()]
    pairs = zip(ties.sources().tolist(), ties.indices.tolist(), result.tolist(), strict=True)
    return {f"{people[a]}>{people[b]}": None if np.isnan(value) else value for a, b, value in pairs}


def turning(actor: str, target: str, kind: InteractionKind, post: str | None) -> Act:
    return Act(f"x:{actor}", f"x:{target}", kind, day=1.0, post=None if post is None else f"post:x:{post}")


def written(*keys: str, by: str = "a") -> list[Said]:
    return [Said(f"post:x:{key}", f"x:{by}", key) for key in keys]


def test_a_tie_has_the_mean_of_answers_mentions_and_quotes() -> None:
    acts = [turning("a", "b", REPLY, "1"), turning("a", "b", MENTION, "2"), turning("a", "b", QUOTE, "3")]
    result = of_ties(snapshot_of(acts=acts, posts=written("1", "2", "3")), {"1": 1.0, "2": 0.25, "3": -0.5})
    assert result == {"a>b": pytest.approx(0.25)}


def test_each_direction_has_its_own() -> None:
    acts = [turning("a", "b", REPLY, "1"), turning("b", "a", REPLY, "2")]
    posts = [*written("1"), *written("2", by="b")]
    assert of_ties(snapshot_of(acts=acts, posts=posts), {"1": 0.5, "2": -0.5}) == {"a>b": 0.5, "b>a": -0.5}


def test_a_post_to_two_people_counts_for_both() -> None:
    acts = [turning("a", "b", REPLY, "1"), turning("a", "c", MENTION, "1"), turning("a", "c", MENTION, "2")]
    result = of_ties(snapshot_of(acts=acts, posts=written("1", "2")), {"1": 0.5, "2": 0.0})
    assert result == {"a>b": 0.5, "a>c": 0.25}


def test_a_post_that_does_two_things_to_the_same_person_counts_once() -> None:
    acts = [turning("a", "b", REPLY, "1"), turning("a", "b", MENTION, "1"), turning("a", "b", REPLY, "2")]
    assert of_ties(snapshot_of(acts=acts, posts=written("1", "2")), {"1": 1.0, "2": 0.0}) == {"a>b": 0.5}


@pytest.mark.parametrize(
    "kind",
    [kind for kind in InteractionKind if kind not in {REPLY, MENTION, QUOTE}],
)
def test_whoever_only_reposts_likes_or_follows_says_nothing(kind: InteractionKind) -> None:
    acts = [turning("a", "b", kind, "1"), turning("a", "c", kind, "1"), turning("a", "c", REPLY, "2")]
    assert of_ties(snapshot_of(acts=acts, posts=written("1", "2")), {"1": 1.0, "2": -0.5}) == {"a>b": None, "a>c": -0.5}


def test_without_a_post_of_known_sentiment_it_is_not_known() -> None:
    acts = [turning("a", "b", REPLY, None), turning("a", "c", REPLY, "1"), turning("a", "d", REPLY, "1")]
    acts += [turning("a", "d", REPLY, "2")]
    result = of_ties(snapshot_of(acts=acts, posts=written("1", "2")), {"2": 0.75})
    assert result == {"a>b": None, "a>c": None, "a>d": 0.75}


def test_accounts_of_one_person_speak_for_the_person() -> None:
    people = [Someone(("x:a", "y:a2")), Someone(("x:b", "y:b2"))]
    posts = [Said("post:x:1", "x:a", "1"), Said("post:y:2", "y:a2", "2"), Said("post:x:3", "x:a", "3")]
    acts = [
        Act("x:a", "x:b", REPLY, 1.0, post="post:x:1"),
        Act("y:a2", "y:b2", REPLY, 1.0, post="post:y:2"),
        Act("x:a", "y:a2", REPLY, 1.0, post="post:x:3"),  # to oneself: no tie
    ]
    result = of_ties(snapshot_of(acts=acts, posts=posts, people=people), {"1": 0.5, "2": 1.0, "3": -1.0})
    assert result == {"a>b": 0.75}


@pytest.mark.parametrize("seed", range(5))
def test_in_any_world_it_is_what_a_plain_loop_finds(seed: int) -> None:
    random = np.random.default_rng(seed)
    names, keys, kinds = (
        "abcde",
        [f"{number:02d}" for number in range(12)],
        [REPLY, MENTION, QUOTE, InteractionKind.LIKE],
    )
    told = {key: round(float(random.uniform(-1, 1)), 3) for key in keys if random.random() < 0.7}
    acts, by_hand = [], dict[str, dict[str, float]]()
    for _ in range(40):
        actor, target = random.choice(list(names), 2, replace=False).tolist()
        kind, key = kinds[random.integers(4)], keys[random.integers(12)]
        acts.append(turning(actor, target, kind, key))
        counted = {key: told[key]} if kind in {REPLY, MENTION, QUOTE} and key in told else {}
        by_hand.setdefault(f"{actor}>{target}", {}).update(counted)
    expected = {tie: sum(each.values()) / len(each) if each else None for tie, each in by_hand.items()}
    result = of_ties(snapshot_of(acts=acts, posts=written(*keys)), told)
    assert result.keys() == expected.keys()
    assert all(
        result[tie] == (None if value is None else pytest.approx(value, abs=1e-6)) for tie, value in expected.items()
    )
    assert None in result.values()


def test_without_ties_there_is_none() -> None:
    assert of_ties(snapshot_of(posts=written("1")), {"1": 1.0}) == {}
    assert of_ties(snapshot_of(), {}) == {}
