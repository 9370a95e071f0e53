"""Engagement: how often others act on someone's posts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, posts_and_acts
from algorithms.centrality.scores import Scores
from graph.model.interaction import KINDS, InteractionKind
from graph.snapshot.snapshot import Snapshot

_LIKE: Final = KINDS.index(InteractionKind.LIKE)
_ANSWERS: Final = ("reply_to", "repost_of", "quote_of")
_STATED: Final = {"likes": 0, "repost_of": 1, "reply_to": 2, "quote_of": 3}
"""Columns of `PostColumns.engagement`."""


@dataclass(frozen=True, slots=True)
class PostEngagement:
    """Engagement of posts, by row: `author`, int32, a row of people; `count`, int64, 0 or above. q rows each."""

    author: NDArray[np.int32]
    count: NDArray[np.int64]


def engagement(snapshot: Snapshot, counted: NDArray[np.bool_] | None = None) -> Scores:
    """Say how often a post of each person is liked, reposted, replied to or quoted, on average.

    `counted`, bool (i), chooses the interactions that count, None for all; see `post_engagement`. NaN for people
    without a known post. 16 bytes a post and 1 an interaction.

    Cha and others (2010), Measuring user influence in Twitter: the million follower fallacy, ICWSM.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:1", "news"), Said("post:x:2", "x:2", "oh", reply_to="post:x:1")]
    >>> engagement(snapshot_of(accounts=["x:1", "x:2"], posts=said)).values.tolist()
    [1.0, 0.0]
    """
    people = len(snapshot.people.ids)
    engaged = post_engagement(snapshot, counted)
    posts = np.bincount(engaged.author, minlength=people)
    total = np.bincount(engaged.author, weights=engaged.count, minlength=people)
    return Scores(np.divide(total, posts, out=np.full(people, np.nan), where=posts > 0))


def post_engagement(snapshot: Snapshot, counted: NDArray[np.bool_] | None = None) -> PostEngagement:
    """Count likes, reposts, replies and quotes of every known post that is no repost itself, by others than its author.

    Of each kind the larger counts: what a source states, or the acts that are known. With `counted` there is a scope:
    then only acts within it count, since what a source states knows no scope, and only posts that take part in it.

    >>> from tests.worlds import Act, Said, snapshot_of
    >>> from graph.model.interaction import InteractionKind
    >>> said = [Said("post:x:1", "x:1", "news")]
    >>> acts = [Act("x:2", "x:1", InteractionKind.LIKE, post="post:x:1")]
    >>> post_engagement(snapshot_of(accounts=["x:1", "x:2"], posts=said, acts=acts)).count.tolist()
    [1]
    """
    posts = snapshot.posts
    known_author = posts.author >= 0
    person = np.where(known_author, np.append(snapshot.accounts.person, np.int32(-1))[posts.author], -1)
    total = np.zeros(posts.author.size, dtype=np.int64)
    takes_part = np.zeros(posts.author.size, dtype=np.bool_)
    carries = _carrying(snapshot, counted)
    for kind in ("likes", *_ANSWERS):
        about, actor = _likes(snapshot, counted) if kind == "likes" else _answers(snapshot, kind, person, carries)
        by_others = actor != person[about]
        known = np.bincount(about[by_others], minlength=total.size)
        if counted is None:
            known = np.maximum(known, posts.engagement[:, _STATED[kind]])
        takes_part[about] = True
        total += known
    if counted is not None:
        takes_part |= carries
    else:
        takes_part[:] = True
    own = takes_part & posts.known & (person >= 0) & (posts.repost_of < 0)
    return PostEngagement(person[own].astype(np.int32), total[own])


def _carrying(snapshot: Snapshot, counted: NDArray[np.bool_] | None) -> NDArray[np.bool_]:
    """Which posts carry an act that counts; all known ones without a scope."""
    if counted is None:
        return snapshot.posts.known
    acts = snapshot.interactions
    carries = np.zeros(snapshot.posts.author.size, dtype=np.bool_)
    carries[acts.post[counted & (acts.post >= 0) & (acts.kind != _LIKE)]] = True
    return carries


def _likes(snapshot: Snapshot, counted: NDArray[np.bool_] | None) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Posts that are liked, and by whom, one row a like."""
    acts = snapshot.interactions
    likes = (acts.kind == _LIKE) & (acts.post >= 0)
    if counted is not None:
        likes &= counted
    return acts.post[likes], snapshot.accounts.person[acts.actor[likes]]


def _answers(
    snapshot: Snapshot, kind: str, person: NDArray[np.int32], carries: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Posts that are answered in one way, and by whom, one row an answer."""
    about = getattr(snapshot.posts, kind)
    rows = np.flatnonzero((about >= 0) & carries & (person >= 0))
    return about[rows], person[rows]


MEASURE: Final = MeasureSpec(
    name="engagement",
    order=180,
    label="Engagement per post",
    meaning="How often a post of this person is liked, reposted, replied to or quoted, on average.",
    lies="One lucky post of two makes a high mean. No value without posts.",
    formula="Mean over the person's known posts of likes + reposts + replies + quotes.",
    paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
    cost="The number of posts and interactions.",
    descending=True,
    everybody=True,
    windowed=True,
    compute=lambda on: engagement(on.snapshot, on.counted),
    on_ties=False,
    parameters=(),
    columns=posts_and_acts,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_engagement.py::test_what_others_do_counts_and_what_one_does_oneself_does_not",
)
