"""Starters: who set off what others then passed on and answered."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.pick_ups import PickUps

_FIRST: Final = 3
"""When nobody was followed, those who came first stand for who started it."""

_FURTHEST: Final = 1_000
"""Posts are traced back so many steps; bad data may go round in a circle."""


def starters(pick_ups: PickUps, posts: NDArray[np.int64], most: int = 5) -> list[int]:
    """Rows of the people whose posts most others among `posts` (rows) pass on or answer, in any number of steps.

    Each of the posts is traced back to the earliest of them that it came from; people are ranked by how many others
    took part in what they set off, equals by who was first. When nobody was followed, the first three to post.

    >>> from algorithms.parameters import DEFAULTS
    >>> from algorithms.tie_strength import build_ties
    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "Hi", day=1), Said("post:x:2", "x:b", "A lid!", day=2)]
    >>> said += [Said(f"post:x:3{who}", f"x:{who}", "oh", day=3, quote_of="post:x:2") for who in "cd"]
    >>> snapshot = snapshot_of(posts=said)
    >>> rows = starters(PickUps.of(snapshot, build_ties(snapshot, DEFAULTS)), np.arange(4))
    >>> [snapshot.people.ids[row].as_py() for row in rows]
    ['person:x:b']
    """
    inside = np.append(np.zeros(pick_ups.parent.size, dtype=np.bool_), False)
    inside[posts] = True
    origin = posts.copy()
    for _ in range(_FURTHEST):
        parent = pick_ups.parent[origin]
        back = inside[parent]
        if not back.any():
            break
        origin[back] = parent[back]
    set_off, took_part = pick_ups.author[origin], pick_ups.author[posts]
    others = (set_off != took_part) & (set_off >= 0) & (took_part >= 0)
    people, others_of = np.unique(np.unique(np.stack([set_off, took_part])[:, others], axis=1)[0], return_counts=True)
    in_time = posts[np.argsort(pick_ups.at[posts], kind="stable")]
    began = list(dict.fromkeys(who for who in pick_ups.author[in_time].tolist() if who >= 0))
    if people.size == 0:
        return began[:_FIRST]
    place = {who: place for place, who in enumerate(began)}
    ranked = sorted(zip(people.tolist(), others_of.tolist(), strict=True), key=lambda one: (-one[1], place[one[0]]))
    return [who for who, _ in ranked[:most]]
