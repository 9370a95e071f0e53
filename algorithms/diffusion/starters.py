"""Starters: who set off what others then passed on and answered."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.diffusion.reshares import Reshares

_FIRST: Final = 3
"""When nobody was followed, those who came first stand for who started it."""

_FURTHEST: Final = 1_000
"""Posts are traced back so many steps; bad data may go round in a circle."""


def starters(reshares: Reshares, posts: NDArray[np.int64], since: int, most: int = 5) -> list[int]:
    """Rows of the people whose posts most others who wrote `posts` (rows) pass on or answer, in any number of steps.

    Each of the posts is traced back to what it came from, as far as that was written from `since` on, microseconds UTC.
    People are ranked by how many others took part in what they set off, equals by who was first. When nobody was
    followed, the first three to post.

    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.ties.strength import build_ties
    >>> from tests.worlds import Said, moment, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "Hi", day=1), Said("post:x:2", "x:b", "A lid!", day=2)]
    >>> said += [Said(f"post:x:3{who}", f"x:{who}", "oh", day=3, quote_of="post:x:2") for who in "cd"]
    >>> snapshot = snapshot_of(posts=said)
    >>> rows = starters(Reshares.of(snapshot, build_ties(snapshot, DEFAULTS)), np.arange(4), moment(1))
    >>> [snapshot.people.ids[row].as_py() for row in rows]
    ['person:x:b']
    """
    fresh = np.append((reshares.at >= since) & (reshares.author >= 0), False)
    here, part = reshares.parent[posts], reshares.author[posts]
    pairs, touched = [np.zeros((2, 0), dtype=np.int32)], [posts]
    for _ in range(_FURTHEST):
        here, part = here[fresh[here]], part[fresh[here]]
        if here.size == 0:
            break
        pairs.append(np.stack([reshares.author[here], part]))
        touched.append(here.astype(np.int64))
        here = reshares.parent[here]
    set_off, took_part = np.unique(np.concatenate(pairs, axis=1), axis=1)
    people, others = np.unique(set_off[(set_off != took_part) & (took_part >= 0)], return_counts=True)
    rows = np.concatenate(touched)
    in_time = reshares.author[rows[np.argsort(reshares.at[rows], kind="stable")]].tolist()
    began = list(dict.fromkeys(who for who in in_time if who >= 0))
    if people.size == 0:
        return began[:_FIRST]
    place = {who: place for place, who in enumerate(began)}
    ranked = sorted(zip(people.tolist(), others.tolist(), strict=True), key=lambda one: (-one[1], place[one[0]]))
    return [who for who, _ in ranked[:most]]
