"""Watched: which posts a watch listens for."""

from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.analysis.about import TermIndex, posts_about
from algorithms.errors import BadParameter
from graph import arrow_compute as pc
from graph.model.watch import Watch
from graph.snapshot.snapshot import PostColumns, Snapshot

AND: Final = " AND "
"""Stands between the parts of a term of which a post must speak all."""

_LISTENING: Final = ("terms", "hashtags", "accounts")


def posts_of_watch(snapshot: Snapshot, watch: Watch, index: TermIndex | None = None) -> NDArray[np.bool_]:
    """Tell for each post whether it is of the watch: speaks of any of its things, and of none it excludes; bool (p).

    * `terms` are words or phrases (`algorithms.analysis.about`); of one with ` AND ` in it a post must speak of every
      part
    * `hashtags`, with `#` or without, match as hashtags only
    * `accounts` are ids: posts they write, and posts that answer, mention, repost or quote them
    * `excludes` are terms; where there are `languages`, codes as sources give them, a post must be in one of these

    `index` finds terms faster (`algorithms.analysis.about`).
    Raises BadParameter for a watch that listens for nothing, and for a term without any word.

    >>> from graph.model.watch import WatchKind
    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", text="Acme's new phone"), Said("post:x:2", text="acme jobs")]
    >>> acme = Watch(id="watch:1", name="Acme", kind=WatchKind.BRAND, terms=("acme",), excludes=("jobs",))
    >>> posts_of_watch(snapshot_of(posts=said), acme).tolist()
    [True, False]
    """
    if not any(getattr(watch, what) for what in _LISTENING):
        raise BadParameter(f"expected a watch with terms, hashtags or accounts, got none of them in {watch.name!r}")
    posts = snapshot.posts
    mask = np.zeros(len(posts.ids), dtype=np.bool_)
    for term in (*watch.terms, *(f"#{tag.removeprefix('#')}" for tag in watch.hashtags)):
        mask |= _speaks(posts, term, index)
    if watch.accounts:
        mask |= _around(snapshot, watch.accounts)
    for term in watch.excludes:
        mask &= ~_speaks(posts, term, index)
    if watch.languages:
        spoken = pc.is_in(posts.languages, value_set=pa.array(watch.languages, pa.large_string()))
        mask &= np.asarray(spoken, dtype=np.bool_)
    return mask


def _speaks(posts: PostColumns, term: str, index: TermIndex | None) -> NDArray[np.bool_]:
    speaks = [posts_about(posts, part, index) for part in term.split(AND)]
    return np.asarray(np.logical_and.reduce(speaks))


def _around(snapshot: Snapshot, accounts: tuple[str, ...]) -> NDArray[np.bool_]:
    """Posts by one of these accounts, and posts with which somebody turned to one of them."""
    ids = pa.array(accounts, pa.large_string())
    watched = np.append(np.asarray(pc.is_in(snapshot.accounts.ids, value_set=ids), dtype=np.bool_), False)
    mask: NDArray[np.bool_] = watched[snapshot.posts.author]
    acts = snapshot.interactions
    mask[acts.post[watched[acts.target] & (acts.post >= 0)]] = True
    return mask
