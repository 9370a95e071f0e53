"""Pick-ups: which posts repost, quote or answer which others, and whom they reach."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.ties.ties import Ties
from graph import arrow_compute as pc
from graph.model.interaction import InteractionKind
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot

KINDS: Final = (InteractionKind.REPOST, InteractionKind.QUOTE, InteractionKind.REPLY)


@dataclass(frozen=True)
class Reshares:
    """Pick-ups among the posts of a snapshot, by row of posts (p).

    `parent` int32 is the post that a post reposts, quotes or answers, in this order, -1 for none; `kind` int8 which of
    these, a position in `KINDS`; `author` int32 the person who wrote it, -1 when not known; `at` int64 microseconds
    UTC; `audience` int64 (n) how many people each person reaches. Posts without a moment or an author pick up nothing.

    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.ties.strength import build_ties
    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "Hear", day=1), Said("post:x:2", "x:b", "hear", day=2, quote_of="post:x:1")]
    >>> snapshot = snapshot_of(posts=said)
    >>> Reshares.of(snapshot, build_ties(snapshot, DEFAULTS)).parent.tolist()
    [-1, 0]
    """

    parent: NDArray[np.int32]
    kind: NDArray[np.int8]
    author: NDArray[np.int32]
    at: NDArray[np.int64]
    has_text: NDArray[np.bool_]
    audience: NDArray[np.int64]
    ties: Ties

    @classmethod
    def of(cls, snapshot: Snapshot, ties: Ties) -> "Reshares":
        """Find the pick-ups of a snapshot."""
        posts = snapshot.posts
        person = np.append(snapshot.accounts.person, np.int32(-1))
        author = np.where(posts.known, person[posts.author], -1).astype(np.int32)
        columns = (posts.repost_of, posts.quote_of, posts.reply_to)
        there = [column >= 0 for column in columns]
        parent = np.select(there, columns, default=-1).astype(np.int32)
        parent[(posts.at == NEVER) | (author < 0)] = -1
        kind = np.select(there, range(len(columns)), default=-1).astype(np.int8)
        has_text = np.asarray(pc.is_valid(posts.texts), dtype=np.bool_)
        return cls(parent, kind, author, posts.at, has_text, audience_of(snapshot, ties), ties)

    @cached_property
    def reached(self) -> NDArray[np.int64]:
        """How many people the author of each post reaches, int64 (p)."""
        return np.append(self.audience, 0)[self.author]

    def below(self, post: int, until: int) -> list[int]:
        """Everything that was made of a post before a moment, in any number of steps."""
        order, starts = self._children
        below: list[int] = []
        seen, waiting = {post}, [post]
        while waiting:
            row = waiting.pop()
            fresh = [
                child
                for child in order[starts[row] : starts[row + 1]].tolist()
                if child not in seen and self.at[child] < until
            ]
            seen.update(fresh)
            below += fresh
            waiting += fresh
        return below

    def reach(self, people: NDArray[np.int32]) -> int:
        """How many people these reach together, at least: all who pay attention, or the most followers of one."""
        if people.size == 0:
            return 0
        ties = self.ties
        attentive = [ties.in_indices[ties.in_indptr[p] : ties.in_indptr[p + 1]] for p in people.tolist()]
        return max(int(np.unique(np.concatenate(attentive)).size), int(self.audience[people].max()))

    @cached_property
    def _children(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.parent, kind="stable").astype(np.int64)
        return order, np.searchsorted(self.parent[order], np.arange(self.parent.size + 1)).astype(np.int64)


def audience_of(snapshot: Snapshot, ties: Ties) -> NDArray[np.int64]:
    """How many people each person reaches: those who pay attention, or the followers a source states if these are more.

    int64 (n). Of several accounts the one with the most followers counts.

    >>> from tests.worlds import Act, Someone, snapshot_of
    >>> from algorithms.ties.strength import build_ties
    >>> from algorithms.parameters import DEFAULTS
    >>> ada = Someone(("x:1",), followers={"x:1": 30})
    >>> snapshot = snapshot_of(people=[ada], acts=[Act("x:1", "x:2"), Act("x:3", "x:2")])
    >>> audience_of(snapshot, build_ties(snapshot, DEFAULTS)).tolist()
    [30, 2, 0]
    """
    stated = np.zeros(ties.people, dtype=np.int64)
    np.maximum.at(stated, snapshot.accounts.person, np.maximum(snapshot.accounts.followers, 0))
    return np.maximum(stated, np.diff(ties.in_indptr))
