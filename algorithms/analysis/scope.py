"""Scope: which interactions a ranking is computed on."""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.about import posts_about
from algorithms.analysis.watched import posts_of_watch
from algorithms.errors import BadParameter
from graph import arrow_compute as pc
from graph.model.moment import NEVER
from graph.model.watch import Watch
from graph.snapshot.snapshot import Snapshot, Strings


@dataclass(frozen=True, slots=True)
class ScopePosts:
    """The posts that count: ids, and what they are those of: a theme's id, for one."""

    name: str
    ids: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The interactions that count: all of them, or only some; where several are given, those that all agree on.

    * `about`: those whose post speaks of the term; `watch`: whose post is of the watch; `posts`: whose post is one of
      these, as of a theme. One without a post does not count then.
    * `since` (included) and `until` (excluded): microseconds UTC; one without a time does not count then
    * `without`: ids of accounts whose acts do not count, as if they had not been there

    Raises BadParameter when `until` is not after `since`.
    """

    about: str | None = None
    watch: Watch | None = None
    posts: ScopePosts | None = None
    since: int | None = None
    until: int | None = None
    without: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise BadParameter(f"expected `until` after `since`, got since {self.since} until {self.until}")

    @property
    def is_everything(self) -> bool:
        """Whether all interactions count."""
        return self == EVERYTHING

    def mask(self, snapshot: Snapshot) -> NDArray[np.bool_]:
        """Tell for each interaction of the snapshot whether it counts; bool (i). Raises BadParameter for a void term.

        >>> from tests.worlds import Act, moment, snapshot_of
        >>> snapshot = snapshot_of(acts=[Act("x:1", "x:2", day=1), Act("x:1", "x:2", day=2), Act("x:1", "x:3")])
        >>> Scope(since=moment(1), until=moment(2)).mask(snapshot).tolist()
        [True, False, False]
        """
        acts = snapshot.interactions
        counts = np.ones(acts.at.size, dtype=np.bool_)
        if self.since is not None or self.until is not None:
            counts &= acts.at != NEVER
        if self.since is not None:
            counts &= acts.at >= self.since
        if self.until is not None:
            counts &= acts.at < self.until
        if self.without:
            counts &= ~_among(snapshot.accounts.ids, self.without)[acts.actor]
        if self.about is not None:
            counts &= _carried(posts_about(snapshot.posts, self.about), acts.post)
        if self.watch is not None:
            counts &= _carried(posts_of_watch(snapshot, self.watch), acts.post)
        if self.posts is not None:
            counts &= _carried(_among(snapshot.posts.ids, self.posts.ids), acts.post)
        return counts

    def described(self) -> dict[str, Any]:
        """What is narrowed, for provenance, by name; times stand there by themselves.

        >>> Scope(about="acme", since=3).described()
        {'about': 'acme'}
        """
        facts = {
            "about": self.about,
            "watch": None if self.watch is None else self.watch.name,
            "posts": None if self.posts is None else self.posts.name,
            "without": sorted(self.without) or None,
        }
        return {name: value for name, value in facts.items() if value is not None}


def _among(ids: Strings, chosen: frozenset[str]) -> NDArray[np.bool_]:
    return np.asarray(pc.is_in(ids, value_set=pa.array(sorted(chosen), pa.large_string())), dtype=np.bool_)


def _carried(posts: NDArray[np.bool_], post_of_act: NDArray[np.int32]) -> NDArray[np.bool_]:
    """Which acts are carried by one of the posts; row -1, no post, is none of them."""
    carried: NDArray[np.bool_] = np.append(posts, False)[post_of_act]
    return carried


EVERYTHING: Final = Scope()
"""The scope in which all interactions count."""
