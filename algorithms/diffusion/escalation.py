"""Escalation: a post by a small voice, negative or fast, that a much larger voice picks up."""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.diffusion.reshares import KINDS, Reshares
from algorithms.text.sentiment import NEUTRAL_WITHIN, Sentiment
from graph.model.account import Relation
from graph.model.interaction import InteractionKind
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot

LARGER: Final = 10.0
"""A voice is much larger with so many times the audience."""

MOST_HOPS: Final = 6
"""Steps from a post within which a pick-up of a pick-up counts."""

FAST_WITHIN: Final = 6 * 3_600_000_000
FAST_PEOPLE: Final = 10
FAST_SHARE: Final = 0.99
"""A post is fast when within six hours ten people react, and as many as to the top 1 % of posts with reactions."""

FOLLOWED_WITHIN: Final = 24 * 3_600_000_000
FEWEST_AFTER: Final = 5
"""A pick-up counts when in the day after it so many people, and more than before, pass the post on or answer."""

_OURS: Final = tuple(tuple(Relation).index(relation) for relation in (Relation.BRAND, Relation.COLLEAGUE))


@dataclass(frozen=True, slots=True)
class Escalation:
    """A post and the pick-up of it that gained the largest audience.

    `post` and `picked_up_by` are rows of posts, `hops` how many pick-ups led from one to the other, `kind` that of the
    last. `reach_before` and `reach_after` count the people that the post had at hand before and after it, at least;
    `people_before` had passed it on or answered by then, `people_after` more did in the day after. `negative` and
    `fast` say why it counts.
    """

    post: int
    picked_up_by: int
    kind: InteractionKind
    hops: int
    reach_before: int
    reach_after: int
    people_before: int
    people_after: int
    negative: bool
    fast: bool

    @property
    def gained(self) -> int:
        """People that the pick-up brought, at least."""
        return self.reach_after - self.reach_before


def find_escalations(
    snapshot: Snapshot,
    reshares: Reshares,
    sentiment: Sentiment,
    *,
    since: int | None = None,
    until: int | None = None,
    among: NDArray[np.bool_] | None = None,
) -> list[Escalation]:
    """Find posts by small voices that much larger ones picked up, the largest audience gained first.

    A pick-up is a repost, quote or reply, directly or of an earlier pick-up, up to six hops away, by somebody else
    with ten times the audience (`algorithms.diffusion.audience`). It counts between `since` (included) and `until`
    (excluded), microseconds UTC, and when the post is one of those `among`, bool (p).

    * The post must be negative (sentiment of at most -.05) or fast (`FAST_SHARE`) before it.
    * In the day after it five people, and more than before, must pass the post on or answer: a large voice that just
      says something to a small one is no escalation.
    * What we ourselves wrote, pass on or answer is none.

    Of several pick-ups of a post the one by the largest voice is told, the first of equals. The reach counts everybody
    who pays attention to one of those who had written, passed on or answered it by then, each once; when one of these
    states more followers, that many. Both are lower bounds: who reads is not known. Posts without a moment, an author
    or a text are left out. 60 bytes a post. Equals by row of the post.

    >>> from algorithms.text.languages import find_languages
    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.text.sentiment import find_sentiment
    >>> from algorithms.ties.strength import build_ties
    >>> from algorithms.text.vader import Vader
    >>> from tests.worlds import Said, Someone, snapshot_of
    >>> people = [Someone(("x:small",), followers={"x:small": 20}), Someone(("x:big",), followers={"x:big": 9000})]
    >>> said = [
    ...     Said("post:x:1", "x:small", "This is awful, the kettle broke", day=1, language="en"),
    ...     Said("post:x:2", "x:big", "Look at that", day=2, quote_of="post:x:1", language="en"),
    ...     *(Said(f"post:x:3{who}", f"x:{who}", "Oh", day=2.1, reply_to="post:x:2") for who in "abcde"),
    ... ]
    >>> snapshot = snapshot_of(people=people, posts=said)
    >>> spoken = find_sentiment(snapshot.posts, find_languages(snapshot.posts), Vader())
    >>> found = find_escalations(snapshot, Reshares.of(snapshot, build_ties(snapshot, DEFAULTS)), spoken)
    >>> [(one.post, one.picked_up_by, one.hops, one.reach_before, one.reach_after, one.people_after) for one in found]
    [(0, 1, 1, 20, 9000, 5)]
    """
    ours = np.isin(np.append(snapshot.people.relation, np.int8(-1))[reshares.author], _OURS)
    starts = reshares.has_text & (reshares.author >= 0) & (reshares.at != NEVER) & ~ours
    if among is not None:
        starts &= among
    later = np.flatnonzero((reshares.parent >= 0) & ~ours & _within(reshares.at, since, until))
    fewest = _fast_from(reshares)
    candidates = [
        _told(reshares, post, pick, hops, sentiment, fewest)
        for post, (pick, hops) in _largest(reshares, starts, later).items()
    ]
    escalations = [one for one in candidates if _counts(one)]
    return sorted(escalations, key=lambda one: (-one.gained, one.post))


def _counts(one: Escalation) -> bool:
    return (
        (one.negative or one.fast) and one.gained > 0 and one.people_after >= max(FEWEST_AFTER, one.people_before + 1)
    )


def _within(at: NDArray[np.int64], since: int | None, until: int | None) -> NDArray[np.bool_]:
    inside = np.asarray(at != NEVER)
    if since is not None:
        inside &= at >= since
    if until is not None:
        inside &= at < until
    return inside


def _largest(reshares: Reshares, starts: NDArray[np.bool_], later: NDArray[np.int64]) -> dict[int, tuple[int, int]]:
    """The posts that much larger voices picked up, each with the largest one's pick-up and how many hops away it is."""
    largest: dict[int, tuple[int, int]] = {}
    earlier = reshares.parent[later]
    for hops in range(1, MOST_HOPS + 1):
        for post, pick in _much_larger(reshares, starts, earlier, later):
            known = largest.get(post)
            if known is None or _size(reshares, pick) < _size(reshares, known[0]):
                largest[post] = pick, hops
        earlier = reshares.parent[earlier]
        later, earlier = later[earlier >= 0], earlier[earlier >= 0]
    return largest


def _size(reshares: Reshares, pick: int) -> tuple[int, int]:
    """What pick-ups are told by: the largest voice first, then the first moment."""
    return -int(reshares.reached[pick]), int(reshares.at[pick])


def _much_larger(
    reshares: Reshares, starts: NDArray[np.bool_], earlier: NDArray[np.int32], later: NDArray[np.int64]
) -> list[tuple[int, int]]:
    """Pairs of a post and what picked it up, where the latter is by a much larger voice."""
    worth = starts[earlier] & (reshares.at[later] >= reshares.at[earlier])
    worth &= reshares.author[earlier] != reshares.author[later]
    worth &= reshares.reached[later] >= LARGER * np.maximum(reshares.reached[earlier], 1)
    return list(zip(earlier[worth].tolist(), later[worth].tolist(), strict=True))


def _fast_from(reshares: Reshares) -> int:
    """People who must react to a post within six hours for it to be fast."""
    rows = np.flatnonzero(reshares.parent >= 0)
    soon = rows[reshares.at[rows] - reshares.at[reshares.parent[rows]] < FAST_WITHIN]
    pairs = np.unique(np.stack([reshares.parent[soon], reshares.author[soon]]), axis=1)
    reacted = np.unique(pairs[0], return_counts=True)[1]
    return FAST_PEOPLE if reacted.size == 0 else max(FAST_PEOPLE, math.ceil(np.quantile(reacted, FAST_SHARE)))


def _told(reshares: Reshares, post: int, pick: int, hops: int, sentiment: Sentiment, fewest: int) -> Escalation:
    """Everything about one escalation."""
    before = reshares.below(post, int(reshares.at[pick]))
    after = reshares.below(post, int(reshares.at[pick]) + FOLLOWED_WITHIN)
    carriers = np.unique(reshares.author[[post, *before]])
    followed = np.setdiff1d(reshares.author[after], [*carriers, reshares.author[pick]])
    soon = [
        row for row in before if reshares.parent[row] == post and reshares.at[row] - reshares.at[post] < FAST_WITHIN
    ]
    value = sentiment.of(post)
    return Escalation(
        post=post,
        picked_up_by=pick,
        kind=KINDS[int(reshares.kind[pick])],
        hops=hops,
        reach_before=reshares.reach(carriers),
        reach_after=reshares.reach(np.union1d(carriers, reshares.author[[pick]])),
        people_before=int(carriers.size) - 1,
        people_after=int(followed.size),
        negative=value is not None and value <= -NEUTRAL_WITHIN,
        fast=int(np.unique(reshares.author[soon]).size) >= fewest,
    )
