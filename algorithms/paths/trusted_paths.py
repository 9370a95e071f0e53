"""Trusted paths: ways between two people, held against how often those on them replied to each other.

The definitions are those of the LDBC Social Network Benchmark (its specification 2.2): every reply by one of two people
to a first post of the other counts 1, and every reply to a reply of the other counts 0.5, in either direction.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import dijkstra

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.paths.within_hops import check_rows, within_hops
from algorithms.ties.acquaintance import Acquaintance
from graph.model.moment import NEVER
from graph.snapshot.snapshot import Snapshot

MOST_PATHS = 10_000
"""Two people with more shortest paths between them are refused."""


@dataclass(frozen=True, slots=True)
class TrustedPath:
    """One way: `people` as rows, first to last; `weight` by the definition of the question."""

    people: tuple[int, ...]
    weight: float

    def __post_init__(self) -> None:
        if len(set(self.people)) != len(self.people) or not self.people:
            raise MalformedResult(f"expected a path of people, nobody twice, got {self.people}")


def reply_scores(
    snapshot: Snapshot, acquaintance: Acquaintance, *, since: int | None = None, until: int | None = None
) -> NDArray[np.float64]:
    """Score each acquaintance by the replies between the two, float64, one for each of `acquaintance.indices`.

    `since` and `until`, both included, are microseconds UTC: then only replies count whose conversation began within.
    Where LDBC asks when a forum was made, Kith, which has none, asks for the first post of the conversation. Replies to
    unknown posts, and of people to themselves, count nothing; between people who are not acquainted neither.

    >>> from tests.worlds import Act, Said, snapshot_of
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> from algorithms.parameters import Parameters
    >>> from algorithms.ties.strength import build_ties
    >>> said = [Said("post:x:1", "x:a", "hello"), Said("post:x:2", "x:b", "oh", reply_to="post:x:1")]
    >>> snapshot = snapshot_of(acts=[Act("x:b", "x:a", post="post:x:2")], posts=said)
    >>> reply_scores(snapshot, acquaintance_of(build_ties(snapshot, Parameters()))).tolist()
    [1.0, 1.0]
    """
    posts = snapshot.posts
    replies = np.flatnonzero((posts.reply_to >= 0) & (posts.author >= 0))
    replies = replies[posts.author[posts.reply_to[replies]] >= 0]
    answered = posts.reply_to[replies]
    if since is not None or until is not None:
        began = posts.at[_firsts(posts.reply_to)[replies]]
        low, high = NEVER + 1 if since is None else since, np.iinfo(np.int64).max if until is None else until
        kept = (began >= low) & (began <= high)
        replies, answered = replies[kept], answered[kept]
    points = np.where(posts.reply_to[answered] < 0, 1.0, 0.5)
    one, other = (snapshot.accounts.person[posts.author[rows]].astype(np.int64) for rows in (replies, answered))
    people = acquaintance.people
    rows = np.repeat(np.arange(people, dtype=np.int64), np.diff(acquaintance.indptr))
    entries = rows * people + acquaintance.indices
    scores = np.zeros(entries.size)
    for key in (one * people + other, other * people + one):
        place = np.searchsorted(entries, key)
        there = (place < entries.size) & (entries[np.minimum(place, entries.size - 1)] == key) & (one != other)
        np.add.at(scores, place[there], points[there])
    return locked(scores)


def shortest_trusted_paths(
    acquaintance: Acquaintance, scores: NDArray[np.float64], one: int, other: int
) -> tuple[TrustedPath, ...]:
    """Find all shortest paths between two people, by the sum of the scores on the way, highest first.

    `scores` are those of `reply_scores`. Equals come by their people. None when no ties lead there; to oneself the path
    is that person alone. LDBC interactive complex read 14 (version 1), "Trusted connection paths". Raises BadParameter
    for a row that is none, or when there are more than 10,000 paths.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["cycle"].ties())
    >>> found = shortest_trusted_paths(known, np.ones(known.indices.size), 0, 3)
    >>> [(path.people, path.weight) for path in found]
    [((0, 1, 2, 3), 3.0), ((0, 5, 4, 3), 3.0)]
    """
    check_rows(acquaintance, np.array([one, other], dtype=np.int64))
    _check_scores(acquaintance, scores)
    left = within_hops(acquaintance, np.array([other], dtype=np.int32), acquaintance.people)
    if left[one] < 0:
        return ()
    found: list[TrustedPath] = []
    for path in _descending(acquaintance, scores, left, one):
        found.append(path)
        if len(found) > MOST_PATHS:
            raise BadParameter(f"expected at most {MOST_PATHS:,} shortest paths, got more from row {one} to {other}")
    return tuple(sorted(found, key=lambda path: (-path.weight, path.people)))


def cheapest_trusted_path(
    acquaintance: Acquaintance, scores: NDArray[np.float64], one: int, other: int
) -> TrustedPath | None:
    """Find the path between two people on which 1 / (score + 1) adds up to least; that sum is its weight.

    `scores` are those of `reply_scores`. None when no ties lead there. LDBC business intelligence read 15, "Weighted
    interaction paths", which answers -1 then. Dijkstra's algorithm by SciPy. Raises BadParameter for a row that is
    none.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> known = acquaintance_of(WORLDS["chain"].ties())
    >>> cheapest_trusted_path(known, np.zeros(known.indices.size), 0, 2)
    TrustedPath(people=(0, 1, 2), weight=2.0)
    """
    check_rows(acquaintance, np.array([one, other], dtype=np.int64))
    _check_scores(acquaintance, scores)
    costs = csr_matrix((1 / (scores + 1), acquaintance.indices, acquaintance.indptr), shape=(acquaintance.people,) * 2)
    found: Any = dijkstra(costs, indices=one, return_predecessors=True)  # type: ignore[call-overload]
    distances, before = found
    if not np.isfinite(distances[other]):
        return None
    people = [other]
    while people[-1] != one:
        people.append(int(before[people[-1]]))
    return TrustedPath(tuple(reversed(people)), float(distances[other]))


def _check_scores(acquaintance: Acquaintance, scores: NDArray[np.float64]) -> None:
    if scores.shape != acquaintance.indices.shape or not np.all(scores >= 0):
        raise BadParameter(f"expected a score of at least 0 for each of {acquaintance.indices.size} acquaintances")


def _firsts(reply_to: NDArray[np.int32]) -> NDArray[np.int64]:
    """Row of the first post of each conversation: halves the way there in each round, until nothing moves."""
    above = np.where(reply_to >= 0, reply_to, np.arange(reply_to.size)).astype(np.int64)
    for _ in range(64):
        further = above[above]
        if np.array_equal(further, above):
            break
        above = further
    return above


def _descending(
    acquaintance: Acquaintance, scores: NDArray[np.float64], left: NDArray[np.int32], start: int
) -> Iterator[TrustedPath]:
    """Yield every path from `start` on which each person is one tie nearer to the end than the one before."""
    waiting: list[tuple[tuple[int, ...], float]] = [((start,), 0.0)]
    while waiting:
        people, weight = waiting.pop()
        person = people[-1]
        if left[person] == 0:
            yield TrustedPath(people, weight)
            continue
        begin, end = int(acquaintance.indptr[person]), int(acquaintance.indptr[person + 1])
        nearer = begin + np.flatnonzero(left[acquaintance.indices[begin:end]] == left[person] - 1)
        steps = zip(acquaintance.indices[nearer].tolist(), scores[nearer].tolist(), strict=True)
        waiting += [((*people, other), weight + score) for other, score in steps]
