"""Engagement of posts, counted by hand."""

from dataclasses import replace

import numpy as np
import pytest

from algorithms.centrality.engagement import engagement, post_engagement
from algorithms.centrality.engagement_h import engagement_h
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot
from tests.worlds import Act, Said, Someone, snapshot_of

LIKE = InteractionKind.LIKE


def _world() -> Snapshot:
    """ada (with two accounts) writes three posts; bo and cy answer; ada answers herself."""
    return snapshot_of(
        people=[Someone(["x:ada", "y:ada"]), Someone(["x:bo"]), Someone(["x:cy"]), Someone(["x:dee"])],
        posts=[
            Said("post:x:1", "x:ada", "first"),
            Said("post:x:2", "x:ada", "second"),
            Said("post:y:3", "y:ada", "myself", reply_to="post:x:1"),
            Said("post:x:4", "x:bo", "yes", reply_to="post:x:1"),
            Said("post:x:5", "x:cy", "RT first", repost_of="post:x:1"),
            Said("post:x:6", "x:cy", "see", quote_of="post:x:2"),
        ],
        acts=[
            Act("x:bo", "x:ada", LIKE, day=1, post="post:x:1"),
            Act("x:ada", "x:bo", LIKE, day=9, post="post:x:4"),
            Act("x:bo", "x:ada", InteractionKind.REPLY, day=2, post="post:x:4"),
            Act("x:cy", "x:ada", InteractionKind.REPOST, day=9, post="post:x:5"),
            Act("x:cy", "x:ada", InteractionKind.QUOTE, day=9, post="post:x:6"),
        ],
    )


def test_what_others_do_counts_and_what_one_does_oneself_does_not() -> None:
    # ada: 3 on the first (like, reply, repost), 1 on the second (quote), none on her own answer.
    # bo: one like; cy: nothing on the quote, and a repost is no post of one's own; dee wrote nothing.
    values = engagement(_world()).values
    assert values[:3].tolist() == [pytest.approx(4 / 3), 1.0, 0.0]
    assert np.isnan(values[3])


def test_the_larger_of_what_is_stated_and_what_is_known_counts() -> None:
    world = _world()
    stated = world.posts.engagement.copy()
    stated[0] = [5, 0, -1, -1, 900]  # likes, reposts, replies, quotes, views of the first post
    said = replace(world, posts=replace(world.posts, engagement=stated))
    # Likes 5, the known repost, the known reply; views are no engagement.
    assert post_engagement(said).count[0] == 5 + 1 + 1


def test_the_h_index_counts_posts_with_at_least_as_many() -> None:
    listeners = [f"x:l{number}" for number in range(6)]
    counts = {"a": [5, 3, 3, 0], "b": [1, 1], "c": [0], "d": [6]}
    posts = [Said(f"post:x:{who}{n}", f"x:{who}", "text") for who, likes in counts.items() for n in range(len(likes))]
    acts = [
        Act(listener, f"x:{who}", LIKE, post=f"post:x:{who}{n}")
        for who, likes in counts.items()
        for n, many in enumerate(likes)
        for listener in listeners[:many]
    ]
    snapshot = snapshot_of(accounts=listeners, posts=posts, acts=acts)
    result = dict(zip(snapshot.people.ids.to_pylist(), engagement_h(snapshot).values.tolist(), strict=True))
    assert [result[f"person:x:{who}"] for who in "abcd"] == [3.0, 1.0, 0.0, 1.0]
    assert np.isnan(result["person:x:l0"])


def test_a_scope_counts_its_own_acts_and_posts_only() -> None:
    world = _world()
    stated = world.posts.engagement.copy()
    stated[0] = [5, 0, 0, 0, 0]
    said = replace(world, posts=replace(world.posts, engagement=stated))
    early = said.interactions.at < said.interactions.at.max()
    # In scope: bo's like of and reply to the first post. The second post, and what a source states, are not in it.
    assert engagement(said, early).values[:2].tolist() == [2.0, 0.0]
    assert np.isnan(engagement(said, early).values[2])


def test_nobody_has_no_engagement() -> None:
    assert engagement(snapshot_of()).values.shape == (0,)
    assert engagement_h(snapshot_of()).values.shape == (0,)
