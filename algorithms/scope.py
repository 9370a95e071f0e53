"""Scope: which interactions a ranking is computed on."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.about import posts_about
from algorithms.errors import BadParameter
from graph.moment import NEVER
from graph.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The interactions that count: all of them, or those about a term, since a moment, until a moment.

    `since` (included) and `until` (excluded) are microseconds UTC. With either, an interaction without a time does not
    count. `about` keeps interactions whose post speaks of the term; one without a post does not count. Raises
    BadParameter when `until` is not after `since`.
    """

    about: str | None = None
    since: int | None = None
    until: int | None = None

    def __post_init__(self) -> None:
        if self.since is not None and self.until is not None and self.until <= self.since:
            raise BadParameter(f"expected `until` after `since`, got since {self.since} until {self.until}")

    @property
    def is_everything(self) -> bool:
        """Whether all interactions count."""
        return self.about is None and self.since is None and self.until is None

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
        if self.about is not None:
            speaks = np.append(posts_about(snapshot.posts, self.about), False)  # row -1, no post, speaks of nothing
            counts &= speaks[acts.post]
        return counts


EVERYTHING: Final = Scope()
"""The scope in which all interactions count."""
