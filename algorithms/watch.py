"""A watch: what is listened for, as a test on posts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from algorithms.about import posts_about
from algorithms.errors import BadParameter
from graph.snapshot import Snapshot

_ADDRESSED: Final = ("terms", "hashtags", "accounts")


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is listened for: a post is of the watch when it speaks of any of these, and of none that is excluded.

    * `terms`: words or phrases, see `algorithms.about`; `hashtags`: with or without `#`, matched as hashtags only
    * `accounts`: ids; posts they write, and posts that answer, mention, repost or quote them
    * `excludes`: terms; `languages`: codes as sources give them (`en`), where any are given a post must be in one

    Raises BadParameter for a watch that listens for nothing.
    """

    name: str
    terms: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not any(getattr(self, what) for what in _ADDRESSED):
            raise BadParameter(f"expected a watch with terms, hashtags or accounts, got none of them in {self.name!r}")


def posts_of_watch(snapshot: Snapshot, watch: Watch) -> NDArray[np.bool_]:
    """Tell for each post whether it is of the watch; bool (p). Raises BadParameter for a term without any word.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", text="Acme's new phone"), Said("post:x:2", text="acme jobs")]
    >>> posts_of_watch(snapshot_of(posts=said), Watch(name="Acme", terms=("acme",), excludes=("jobs",))).tolist()
    [True, False]
    """
    posts = snapshot.posts
    found = np.zeros(len(posts.ids), dtype=np.bool_)
    for term in (*watch.terms, *(f"#{tag.removeprefix('#')}" for tag in watch.hashtags)):
        found |= posts_about(posts, term)
    if watch.accounts:
        found |= _around(snapshot, watch.accounts)
    for term in watch.excludes:
        found &= ~posts_about(posts, term)
    if watch.languages:
        spoken = pc.is_in(posts.languages, value_set=pa.array(watch.languages, pa.large_string()))
        found &= np.asarray(spoken, dtype=np.bool_)
    return found


def _around(snapshot: Snapshot, accounts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Posts by one of these accounts, and posts with which somebody turned to one of them."""
    ids = pa.array(accounts, pa.large_string())
    watched = np.append(np.asarray(pc.is_in(snapshot.accounts.ids, value_set=ids), dtype=np.bool_), False)
    found: NDArray[np.bool_] = watched[snapshot.posts.author]
    acts = snapshot.interactions
    found[acts.post[watched[acts.target] & (acts.post >= 0)]] = True
    return found
