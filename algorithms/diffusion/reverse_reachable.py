"""Reverse reachable sets: who could have brought a word to somebody drawn by chance."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.diffusion.cascade import PASSING_ON, by_chance, check_chances, next_one
from algorithms.errors import BadParameter
from algorithms.kernels.chance import keys_of_rows, mixed
from algorithms.kernels.compiled import compiled, locked
from algorithms.kernels.parallel import in_parallel
from algorithms.ties.ties import Ties

_PARTS: Final = 8


@dataclass(frozen=True, slots=True)
class ReverseSets:
    """Sets of people as compressed rows: `members[indptr[i]]` to `members[indptr[i + 1] - 1]`, the drawn one first.

    `indptr`: int64 (sets + 1); `members`: int32 rows of people, nobody twice in a set.
    """

    indptr: NDArray[np.int64]
    members: NDArray[np.int32]

    @property
    def count(self) -> int:
        """Number of sets."""
        return int(self.indptr.size - 1)

    def with_more(self, others: "ReverseSets") -> "ReverseSets":
        """These sets and others after them."""
        indptr = np.concatenate([self.indptr, others.indptr[1:] + self.members.size])
        return ReverseSets(locked(indptr), locked(np.concatenate([self.members, others.members])))


def reverse_sets(
    ties: Ties,
    first: int,
    end: int,
    *,
    passing_on: float = PASSING_ON,
    seed: int = 0,
    keys: NDArray[np.uint64] | None = None,
) -> ReverseSets:
    """Draw the sets with numbers `first` to below `end`: a person drawn evenly, and all whose word would reach them.

    The share of sets that hold a person, times the number of people, is the reach to be expected of that person; of
    several people, the share that holds any of them (Borgs and others 2014, Maximizing social influence in nearly
    optimal time, SODA). What a tie passes on, and what `seed` and `keys` do, see `algorithms.diffusion.cascade`. A set
    is the same whichever others are drawn, in however many threads. 4 bytes a member, 8 a person for each thread.
    Raises BadParameter for a range that is none, or without people.

    >>> from tests.worlds import WORLDS
    >>> found = reverse_sets(WORLDS["chain"].ties(), 0, 4, passing_on=0.0)
    >>> found.indptr.tolist()  # nothing is passed on, so each set is the drawn one alone
    [0, 1, 2, 3, 4]
    """
    check_chances(ties, passing_on, keys)
    if not 0 <= first <= end or ties.people == 0:
        raise BadParameter(f"expected sets from 0 on, of at least one person, got {first} to {end} of {ties.people}")
    named = locked(keys_of_rows(ties.people) if keys is None else keys)
    by_key = locked(np.argsort(named, kind="stable").astype(np.int32))
    rows = by_chance(ties.indptr, ties.indices, ties.strength * np.float32(passing_on), keys)
    bounds = np.linspace(first, end, _PARTS + 1).astype(np.int64)
    parts = list(zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True))
    drawn = in_parallel(lambda part: _draw(ties.indptr, *rows, named, by_key, np.uint64(seed), *part), parts)
    lengths = np.concatenate([lengths for lengths, _ in drawn])
    indptr = np.zeros(lengths.size + 1, dtype=np.int64)
    np.cumsum(lengths, out=indptr[1:])
    return ReverseSets(locked(indptr), locked(np.concatenate([members for _, members in drawn])))


@compiled
def _draw(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    chances: NDArray[np.float32],
    largest: NDArray[np.float32],
    keys: NDArray[np.uint64],
    by_key: NDArray[np.int32],
    seed: np.uint64,
    first: int,
    end: int,
) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    people = indptr.size - 1
    lengths = np.empty(end - first, dtype=np.int64)
    members = np.empty(max(4 * (end - first), people), dtype=np.int32)
    met_in = np.full(people, -1, dtype=np.int64)
    size = 0
    for number in range(first, end):
        world = mixed(mixed(seed) ^ np.uint64(number))
        if size + people > members.size:  # a set holds everybody at most
            grown = np.empty(2 * members.size + people, dtype=np.int32)
            grown[:size] = members[:size]
            members = grown
        begin = size
        drawn = by_key[np.int64(mixed(world) % np.uint64(people))]
        met_in[drawn] = number
        members[size] = drawn
        size += 1
        head = begin
        while head < size:
            listener = members[head]
            head += 1
            if largest[listener] == 0.0:
                continue
            most, last = np.float64(largest[listener]), indptr[listener + 1]
            entry, state = next_one(mixed(world ^ keys[listener]), chances, most, indptr[listener], last)
            while entry < last:
                person = indices[entry]
                if met_in[person] != number:
                    met_in[person] = number
                    members[size] = person
                    size += 1
                entry, state = next_one(state, chances, most, entry + 1, last)
        lengths[number - first] = size - begin
    return lengths, members[:size].copy()
