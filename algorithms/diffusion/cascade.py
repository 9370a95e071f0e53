"""The independent cascade: how far a word gets that people pass on along their ties."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.kernels.chance import evenly, keys_of_rows, mixed
from algorithms.kernels.compiled import compiled, locked
from algorithms.kernels.parallel import in_parallel
from algorithms.ties.ties import Ties

PASSING_ON: Final = 0.1
"""Chance that a word passes along a tie of strength 1."""

_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """How many people a word reaches on average, those it starts with among them, and the standard error of that."""

    people: float
    standard_error: float


def spread(
    ties: Ties,
    seeds: NDArray[np.int32],
    *,
    runs: int = 1_000,
    passing_on: float = PASSING_ON,
    seed: int = 0,
    keys: NDArray[np.uint64] | None = None,
) -> Spread:
    """Simulate how far a word gets that starts with `seeds`, int32 rows of people, each counted once.

    Whoever is reached passes it on, once, to each of those who pay attention to them, with chance `passing_on`
    (0 to 1) × strength of the tie. In each of `runs` worlds, at least 2, to whom somebody passes it on is drawn by
    `seed`, the world and their `keys` (uint64 (n), by default the rows): so two sets of seeds meet the same worlds, and
    are compared on the same chances. Without seeds nobody is reached. 8 bytes a person for each thread. Raises
    BadParameter outside these ranges.

    Kempe, Kleinberg and Tardos (2003), Maximizing the spread of influence through a social network, KDD.

    >>> from tests.worlds import WORLDS
    >>> spread(WORLDS["star"].ties(), np.array([0], np.int32), passing_on=0.0).people
    1.0
    """
    check_chances(ties, passing_on, keys)
    if runs < 2:
        raise BadParameter(f"expected at least 2 runs, got {runs}")
    if seeds.size and not 0 <= int(seeds.min()) <= int(seeds.max()) < ties.people:
        raise BadParameter(f"expected rows of people from 0 to {ties.people - 1}, got {seeds.tolist()[:10]}")
    start = locked(np.unique(seeds).astype(np.int32))
    chances = (ties.strength * np.float32(passing_on))[ties.in_tie]
    rows = by_chance(ties.in_indptr, ties.in_indices, chances, keys)
    named = locked(keys_of_rows(ties.people) if keys is None else keys)
    bounds = np.linspace(0, runs, _PARTS + 1).astype(np.int64)
    parts = list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
    reached = np.concatenate(
        in_parallel(
            lambda part: _simulate(ties.in_indptr, *rows, named, start, np.uint64(seed), *part),
            parts,
        )
    )
    return Spread(float(reached.mean()), float(reached.std(ddof=1) / np.sqrt(runs)))


def check_chances(ties: Ties, passing_on: float, keys: NDArray[np.uint64] | None) -> None:
    """Refuse chances outside 0 to 1, and keys that are not one a person. Raises BadParameter.

    >>> from tests.worlds import WORLDS
    >>> check_chances(WORLDS["pair"].ties(), 2.0, None)
    Traceback (most recent call last):
    algorithms.errors.BadParameter: expected passing_on from 0 to 1, got 2.0
    """
    if not 0 <= passing_on <= 1:
        raise BadParameter(f"expected passing_on from 0 to 1, got {passing_on}")
    if keys is not None and keys.shape != (ties.people,):
        raise BadParameter(f"expected a key for each of {ties.people} people, got shape {keys.shape}")


def by_chance(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    chances: NDArray[np.float32],
    keys: NDArray[np.uint64] | None,
) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.float32]]:
    """Order each compressed row by the keys of people: indices, their chances, and the largest chance of each row.

    Most ties pass nothing on: who draws the next one that may need not look at those between (`next_one`). By keys,
    since what is drawn goes by place, and must not depend on the order of people. Without keys rows stay as they are.

    >>> rows = by_chance(np.array([0, 2]), np.array([0, 1], np.int32), np.array([0.5, 0.25], np.float32), None)
    >>> [column.tolist() for column in rows]
    [[0, 1], [0.5, 0.25], [0.5]]
    """
    people = indptr.size - 1
    if keys is not None:
        order = np.lexsort((keys[indices], np.repeat(np.arange(people), np.diff(indptr))))
        indices, chances = indices[order], chances[order]
    largest = np.zeros(people, dtype=np.float32)
    tied = np.flatnonzero(np.diff(indptr))
    if tied.size:
        largest[tied] = np.maximum.reduceat(chances, indptr[tied])
    return locked(indices), locked(chances), locked(largest)


@compiled
def next_one(
    state: np.uint64, chances: NDArray[np.float32], largest: float, entry: int, end: int
) -> tuple[int, np.uint64]:
    """Draw the next entry from `entry` on whose coin falls, `end` for none, and the state to draw on from.

    The number of entries skipped is geometric with the largest chance, and the entry that is met has its coin fall with
    its share of that: as if the coin of each had been tossed. Guo and others (2020), Influence maximization revisited,
    SIGMOD.

    >>> chances = np.array([0.0, 1.0], np.float32)
    >>> next_one(np.uint64(7), chances, 1.0, 0, 2)[0], next_one(np.uint64(7), chances, 1.0, 2, 2)[0]
    (1, 2)
    """
    scale = 1.0 / np.log1p(-largest) if largest < 1.0 else 0.0
    while entry < end:
        state = mixed(state)
        skipped = np.log(evenly(state)) * scale
        if skipped >= end - entry:
            return end, state
        entry += int(skipped)
        state = mixed(state)
        if evenly(state) * largest <= chances[entry]:
            return entry, state
        entry += 1
    return end, state


@compiled
def _simulate(
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    chances: NDArray[np.float32],
    largest: NDArray[np.float32],
    keys: NDArray[np.uint64],
    seeds: NDArray[np.int32],
    seed: np.uint64,
    first: int,
    last: int,
) -> NDArray[np.float64]:
    """How many are reached in each of the worlds from first to below last."""
    people = in_indptr.size - 1
    reached = np.zeros(last - first)
    met_in = np.full(people, -1, dtype=np.int32)
    queue = np.empty(people, dtype=np.int32)
    for run in range(first, last):
        world = mixed(mixed(seed) ^ np.uint64(run))
        tail = 0
        for person in seeds:
            met_in[person] = run
            queue[tail] = person
            tail += 1
        head = 0
        while head < tail:
            person = queue[head]
            head += 1
            if largest[person] == 0.0:
                continue
            most, end = np.float64(largest[person]), in_indptr[person + 1]
            entry, state = next_one(mixed(world ^ keys[person]), chances, most, in_indptr[person], end)
            while entry < end:
                listener = in_indices[entry]
                if met_in[listener] != run:
                    met_in[listener] = run
                    queue[tail] = listener
                    tail += 1
                entry, state = next_one(state, chances, most, entry + 1, end)
        reached[run - first] = tail
    return reached


def branches(
    ties: Ties,
    person: int,
    positions: NDArray[np.int64],
    *,
    runs: int = 10_000,
    passing_on: float = PASSING_ON,
    seed: int = 0,
) -> NDArray[np.float64]:
    """Say how many people a word from one person reaches by way of each of the ties towards that person.

    `positions`, int64 (k), are all the ties towards the person. Whoever is reached counts for the tie along which the
    word came first, in as few steps as can be; of several, for the one first in `positions`. Means over `runs` worlds,
    float64 (k); together with the person themselves they make the spread from the person.

    >>> from tests.worlds import WORLDS
    >>> ties = WORLDS["star"].ties()
    >>> branches(ties, 0, ties.in_tie[:5], passing_on=0.0).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0]
    """
    check_chances(ties, passing_on, None)
    chances = (ties.strength * np.float32(passing_on))[ties.in_tie]
    rows = by_chance(ties.in_indptr, ties.in_indices, chances, None)
    entry_of = {int(tie): entry for entry, tie in enumerate(positions.tolist())}
    first = np.array(
        [entry_of[int(tie)] for tie in ties.in_tie[ties.in_indptr[person] : ties.in_indptr[person + 1]]], dtype=np.int64
    )
    return _by_branch(ties.in_indptr, *rows, locked(first), person, np.uint64(seed), runs)


@compiled
def _by_branch(
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    chances: NDArray[np.float32],
    largest: NDArray[np.float32],
    first: NDArray[np.int64],
    start: int,
    seed: np.uint64,
    runs: int,
) -> NDArray[np.float64]:
    people = in_indptr.size - 1
    reached = np.zeros(first.size)
    met_in = np.full(people, -1, dtype=np.int32)
    branch = np.empty(people, dtype=np.int64)
    queue = np.empty(people, dtype=np.int32)
    for run in range(runs):
        world = mixed(mixed(seed) ^ np.uint64(run))
        met_in[start] = run
        queue[0] = start
        head, tail = 0, 1
        while head < tail:
            person = queue[head]
            head += 1
            if largest[person] == 0.0:
                continue
            most, end = np.float64(largest[person]), in_indptr[person + 1]
            entry, state = next_one(mixed(world ^ np.uint64(person)), chances, most, in_indptr[person], end)
            while entry < end:
                listener = in_indices[entry]
                if met_in[listener] != run:
                    met_in[listener] = run
                    branch[listener] = first[entry - in_indptr[start]] if person == start else branch[person]
                    reached[branch[listener]] += 1
                    queue[tail] = listener
                    tail += 1
                entry, state = next_one(state, chances, most, entry + 1, end)
    return reached / runs
