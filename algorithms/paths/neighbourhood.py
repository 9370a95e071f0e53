"""Neighbourhood: the people around somebody, those who are closest first; what a relationship map shows."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import SMALL, compiled, compiled_above, locked
from algorithms.ties.acquaintance import Acquaintance
from algorithms.ties.ties import Ties

_MOST_TIES_AWAY: Final = 100
"""No larger depth can be asked for."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The people of a map, closest first, and the ties among them. r people, t ties.

    * `people`: int32 (r), rows; `distance`: int32 (r), fewest ties from anybody in the middle, 0 for those themselves
    * `closeness`: float64 (r), above 0 to 1: the product of strengths on the best way within the depth, 1 in the middle
    * `ties`: int64 (t), positions in the ties of the snapshot, ascending
    * `total`: how many people there are within the depth; `truncated`: whether some of them are not in `people`
    """

    people: NDArray[np.int32]
    distance: NDArray[np.int32]
    closeness: NDArray[np.float64]
    ties: NDArray[np.int64]
    total: int

    def __post_init__(self) -> None:
        if not self.people.shape == self.distance.shape == self.closeness.shape:
            raise MalformedResult("expected one distance and one closeness for each of the people")
        if self.people.size > self.total or not np.all((self.closeness > 0) & (self.closeness <= 1)):
            raise MalformedResult("expected closeness above 0 to 1, and no more people than there are")

    @property
    def truncated(self) -> bool:
        """Tell whether there are more people than are shown."""
        return self.total > self.people.size


def neighbourhood(
    ties: Ties,
    acquaintance: Acquaintance,
    around: NDArray[np.int32],
    *,
    depth: int = 2,
    limit: int = 200,
    min_strength: float = 0.0,
) -> Neighbourhood:
    """Find the people within `depth` ties of those in `around`, in either direction, closest first.

    Closest is who is reached over the best way: the largest product of the strengths of acquaintances. Equally close
    people come by the ties on their best way, then by row. Cutting at `limit` never cuts somebody's way: who is on it
    comes before them. The ties among those shown are all of theirs of at least `min_strength`, whether walked or not.

    * `acquaintance`: of these same ties; `around`: int32 rows of people, shown first whatever the limit
    * `depth`: 0 to 100; `limit`: at least 1; `min_strength`, 0 to 1: weaker ties are neither walked nor shown. Two
      people are walked between when the tie in at least one direction is strong enough.

    Raises BadParameter for a parameter outside its range.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.ties.acquaintance import acquaintance_of
    >>> ties = WORLDS["kite"].ties()
    >>> found = neighbourhood(ties, acquaintance_of(ties), np.array([9], np.int32), depth=2)
    >>> found.people.tolist(), found.distance.tolist(), found.ties.size
    ([9, 8, 7], [0, 1, 2], 4)
    """
    _check(ties, around, depth, limit, min_strength)
    middle = np.unique(around).astype(np.int32)
    # Fresh zeros cost nothing until they are touched, and only people within the depth are.
    closeness = np.zeros(ties.people, dtype=np.float64)
    way, distance = np.zeros(ties.people, dtype=np.int8), np.zeros(ties.people, dtype=np.int8)
    matrix = acquaintance.indptr, acquaintance.indices, acquaintance.strength
    directed = ties.indptr, ties.indices, ties.strength
    least = float(np.float32(min_strength))
    reached = _walk(*matrix, *directed, locked(middle), depth, least, closeness, way, distance)
    order = np.lexsort((reached, way[reached], -closeness[reached], distance[reached] > 0))
    people = reached[order][: max(limit, middle.size)]
    members = np.zeros(ties.people, dtype=np.bool_)
    members[people] = True
    return Neighbourhood(
        people=people,
        distance=distance[people].astype(np.int32),
        closeness=closeness[people],
        ties=_ties_among(*directed, np.sort(people), members, least),
        total=reached.size,
    )


def _check(ties: Ties, around: NDArray[np.int32], depth: int, limit: int, min_strength: float) -> None:
    if not 0 <= depth <= _MOST_TIES_AWAY or limit < 1:
        raise BadParameter(
            f"expected a depth from 0 to {_MOST_TIES_AWAY} and a limit of at least 1, got {depth} and {limit}"
        )
    if not 0 <= min_strength <= 1:
        raise BadParameter(f"expected min_strength from 0 to 1, got {min_strength}")
    if around.size and not 0 <= int(around.min()) <= int(around.max()) < ties.people:
        raise BadParameter(f"expected rows of people from 0 to {ties.people - 1}, got {around.tolist()}")


@compiled_above(SMALL)
def _walk(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    tie_indptr: NDArray[np.int64],
    tie_indices: NDArray[np.int32],
    tie_strength: NDArray[np.float32],
    middle: NDArray[np.int32],
    depth: int,
    least: float,
    closeness: NDArray[np.float64],
    way: NDArray[np.int8],
    distance: NDArray[np.int8],
) -> NDArray[np.int32]:
    """Fill in closeness, ties on the best way and distance of everybody within the depth; returns their rows.

    One round a tie: everybody whose closeness grew in the last round passes it on, as it was then, so that after d
    rounds it is that of the best way of at most d ties.
    """
    reached = np.empty(closeness.size, np.int32)
    active = np.empty(middle.size, np.int32)
    size = 0
    for u in middle:
        closeness[u] = 1.0
        reached[size] = u
        active[size] = u
        size += 1
    for round_number in range(1, depth + 1):
        before = closeness[active]
        first = size
        grown = np.empty(closeness.size, np.int32)
        changes = 0
        for i in range(active.size):
            u = active[i]
            for entry in range(indptr[u], indptr[u + 1]):
                v = indices[entry]
                reach = before[i] * strength[entry]
                if reach <= closeness[v] or strength[entry] < least:
                    continue
                if least > 0.0 and not _strong(tie_indptr, tie_indices, tie_strength, u, v, least):
                    continue
                if closeness[v] == 0.0:
                    distance[v] = round_number
                    reached[size] = v
                    size += 1
                closeness[v] = reach
                if way[v] != round_number:  # each person once a round, however often their closeness grows in it
                    way[v] = round_number
                    grown[changes] = v
                    changes += 1
        if changes == 0 and size == first:
            break
        active = np.sort(grown[:changes])
    return reached[:size]


@compiled
def _strong(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], strength: NDArray[np.float32], u: int, v: int, least: float
) -> bool:
    """Tell whether the tie in at least one direction is strong enough."""
    for source, target in ((u, v), (v, u)):
        row = indices[indptr[source] : indptr[source + 1]]
        place = np.searchsorted(row, target)
        if place < row.size and row[place] == target and strength[indptr[source] + place] >= least:
            return True
    return False


@compiled_above(SMALL)
def _ties_among(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    strength: NDArray[np.float32],
    people: NDArray[np.int32],
    members: NDArray[np.bool_],
    least: float,
) -> NDArray[np.int64]:
    """Positions of all ties of at least this strength whose both ends are shown."""
    count = 0
    for u in people:
        for entry in range(indptr[u], indptr[u + 1]):
            count += members[indices[entry]] and strength[entry] >= least
    entries = np.empty(count, np.int64)
    count = 0
    for u in people:
        for entry in range(indptr[u], indptr[u + 1]):
            if members[indices[entry]] and strength[entry] >= least:
                entries[count] = entry
                count += 1
    return entries
