"""Coordination: accounts that share the same things at the same time, again and again, more than chance explains.

Pacheco and others (2021), Uncovering coordinated networks on social media, ICWSM. Giglietto and others (2020), It takes
a village to manipulate the media, Information, Communication & Society 23(6).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.coordination.co_sharing import Sharing, different, sharing_of, who_can, within_bounds
from algorithms.coordination.shared_objects import Shared
from algorithms.errors import BadParameter, MalformedResult
from algorithms.kernels.compiled import locked
from graph.snapshot.snapshot import Snapshot

MICROSECONDS_A_SECOND: Final = 1_000_000

_TIMES_AS_COMMON: Final = 4.0
"""Things are of one level of rarity when none is shared by so many times as many pairs as another, by powers of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoordinatedGroup:
    """Accounts that act together.

    * `accounts`: int32 rows, ascending; `posts`: int64 rows, ascending, with which they shared the same thing in time
    * `together`: how often two of them did, over all pairs; `expected`: how often they would by chance
    * `shared`: how many different things of each kind
    * `since`, `until`: the first and the last of these posts, microseconds UTC
    """

    accounts: NDArray[np.int32]
    posts: NDArray[np.int64]
    together: int
    expected: float
    shared: dict[Shared, int]
    since: int
    until: int

    def __post_init__(self) -> None:
        if self.accounts.size < 2 or self.posts.size < 2:
            raise MalformedResult("expected a group of at least two accounts and two posts")


@dataclass(frozen=True, slots=True)
class Coordination:
    """Groups, largest first, then by their first account. `left_out`: things so many shared that none was looked at."""

    groups: tuple[CoordinatedGroup, ...]
    left_out: int

    def members(self, accounts: int) -> NDArray[np.bool_]:
        """Tell for each of so many accounts whether it is in a group."""
        mask = np.zeros(accounts, dtype=np.bool_)
        for group in self.groups:
            mask[group.accounts] = True
        return mask


def find_coordination(
    snapshot: Snapshot, *, within_seconds: float = 60.0, least_times: int = 3, by_chance: float = 0.01
) -> Coordination:
    """Find groups of accounts that share the same link, repost or nearly the same text together, again and again.

    Two accounts of different people act together when they share at least `least_times` (2 or more) different things
    of one kind within `within_seconds` (0 or more) of each other, and that is more than chance explains. A group is
    whoever such pairs connect.

    Chance: if everybody shared what they share by themselves, a thing that p pairs of accounts share in time would be
    shared by a given pair with chance min(1, p · a · b / P), where a and b are how many things the two share at all
    and P is the sum of such products over all pairs. To meet over what few share in time says more than over what is
    everywhere: so meetings are counted over the rarest things, over these and the next rare, and so on. A pair is taken
    for coordinated when one of these counts has, by the Poisson distribution (which overstates it), a chance of less
    than `by_chance` (above 0 to 1) divided by the number of counts, pairs and kinds (Bonferroni): as preset, one
    pair in a hundred such worlds. So a viral burst, where everybody shares the same few things, flags nobody. Nor does
    anybody stand out where all who share such things do it together: with `by_chance` 1 only the rule counts.

    What it cannot tell: robots from fans who post at the same signal, or newsrooms with one wire. Memory: 60 bytes a
    share, and at most 2 GB for meetings; what would need more, the most shared things, are left out and counted.
    Raises BadParameter outside these ranges.

    >>> from tests.worlds import WORLDS
    >>> find_coordination(WORLDS["karate"].snapshot()).groups
    ()
    """
    if not 0 <= within_seconds < 1e9 or least_times < 2 or not 0 < by_chance <= 1:
        raise BadParameter(
            "expected within_seconds of at least 0, least_times of at least 2 and by_chance above 0 to 1,"
            f" got {within_seconds}, {least_times} and {by_chance}"
        )
    within = int(within_seconds * MICROSECONDS_A_SECOND)
    per_kind = [_stand_out(snapshot, kind, within, least_times, by_chance) for kind in Shared]
    groups = _groups(snapshot, [pairs for pairs, _ in per_kind])
    return Coordination(groups, sum(left_out for _, left_out in per_kind))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Pairs of accounts that act together over one kind of thing, and all their meetings.

    `one`, `other`: int32 (p), rows of accounts; `expected`: float64 (p). Of each meeting its `pair`, int64 (q), the
    `thing`, int64 (q), and the two `posts`, int64 (q, 2).
    """

    kind: Shared
    one: NDArray[np.int32]
    other: NDArray[np.int32]
    expected: NDArray[np.float64]
    pair: NDArray[np.int64]
    thing: NDArray[np.int64]
    posts: NDArray[np.int64]


def _stand_out(snapshot: Snapshot, kind: Shared, within: int, least_times: int, by_chance: float) -> tuple[_Pairs, int]:
    """Pairs that meet more often than chance explains, and how many things were left out."""
    accounts = len(snapshot.accounts.ids)
    everything = sharing_of(snapshot, kind)
    activity = everything.things_each(accounts)
    can, left_out = within_bounds(who_can(everything, within, least_times, accounts), within)
    first, second = can.met(within)
    low, high = (np.sort(np.stack([can.account[first], can.account[second]]), axis=0)).astype(np.int64)
    pair, number = np.unique(low * accounts + high, return_inverse=True)
    one, other = pair // max(accounts, 1), pair % max(accounts, 1)
    rarity = _Rarity.of(everything, within)
    times = rarity.times(number, can.thing[first], pair.size)
    expected = rarity.expected(activity[one] * activity[other] / max(_products(activity), 1e-300))
    active = int(np.count_nonzero(activity))
    level = by_chance / max(active * (active - 1) / 2 * times.shape[1] * len(Shared), 1.0)
    surprising = (scipy.stats.poisson.sf(times - 1, expected) < level).any(axis=1) | (by_chance == 1)
    chosen = surprising & (times[:, -1] >= least_times)
    shares = chosen[number]
    return (
        _Pairs(
            kind=kind,
            one=one[chosen].astype(np.int32),
            other=other[chosen].astype(np.int32),
            expected=expected[chosen, -1],
            pair=(np.cumsum(chosen) - 1)[number[shares]],
            thing=can.thing[first[shares]],
            posts=np.stack([can.post[first[shares]], can.post[second[shares]]], axis=1),
        ),
        left_out,
    )


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How many pairs share each thing in time, and which things are how rare.

    `things`: int64 (t), ascending; `level`: int64 (t), 0 for the rarest; `pairs`: float64 (t), of all things, ascending
    """

    things: NDArray[np.int64]
    level: NDArray[np.int64]
    pairs: NDArray[np.float64]

    @classmethod
    def of(cls, sharing: Sharing, within: int) -> "_Rarity":
        things, number = np.unique(sharing.thing, return_inverse=True)
        meetings = np.bincount(number, sharing.meetings(within), minlength=things.size)
        sharers = different(number, sharing.account.astype(np.int64), things.size)
        pairs = np.minimum(meetings, sharers * (sharers - 1) / 2)
        _, level = np.unique(np.floor(np.log(np.maximum(pairs, 1)) / np.log(_TIMES_AS_COMMON)), return_inverse=True)
        return cls(things, level, np.sort(pairs))

    @property
    def _ends(self) -> NDArray[np.int64]:
        """How many things are at most so common, for each level; one level when there is none."""
        return np.cumsum(np.bincount(self.level, minlength=1))

    def times(self, pair: NDArray[np.int64], thing: NDArray[np.int64], pairs: int) -> NDArray[np.int64]:
        """Over how many different things of each level, or rarer, each pair meets; int64 (pairs, levels)."""
        both = np.unique(np.stack([pair, thing], axis=1), axis=0)
        counts = np.zeros((pairs, self._ends.size), dtype=np.int64)
        np.add.at(counts, (both[:, 0], self.level[np.searchsorted(self.things, both[:, 1])]), 1)
        return np.cumsum(counts, axis=1)

    def expected(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same by chance: the sum of min(1, pairs · weight) over things, float64 (pairs, levels)."""
        certain = np.searchsorted(self.pairs, 1 / np.maximum(weight, 1e-300))[:, np.newaxis]
        sums = np.concatenate([[0.0], np.cumsum(self.pairs)])
        ends = self._ends[np.newaxis, :]
        likely: NDArray[np.float64] = weight[:, np.newaxis] * sums[np.minimum(certain, ends)]
        upper: NDArray[np.float64] = likely + np.maximum(ends - certain, 0)
        return upper


def _products(activity: NDArray[np.int64]) -> float:
    """The sum of a · b over all pairs of accounts."""
    return (float(activity.sum()) ** 2 - float((activity.astype(np.float64) ** 2).sum())) / 2


def _groups(snapshot: Snapshot, per_kind: list[_Pairs]) -> tuple[CoordinatedGroup, ...]:
    accounts = len(snapshot.accounts.ids)
    one = np.concatenate([pairs.one for pairs in per_kind])
    other = np.concatenate([pairs.other for pairs in per_kind])
    if one.size == 0:
        return ()
    matrix = scipy.sparse.csr_array((np.ones(one.size, dtype=np.int8), (one, other)), shape=(accounts, accounts))
    _, part = scipy.sparse.csgraph.connected_components(matrix, directed=False)
    groups = [_group(snapshot, per_kind, part, int(number)) for number in np.unique(part[one])]
    return tuple(sorted(groups, key=lambda group: (-group.accounts.size, int(group.accounts[0]))))


def _group(snapshot: Snapshot, per_kind: list[_Pairs], part: NDArray[np.int32], number: int) -> CoordinatedGroup:
    posts, members = [], []
    together, expected = 0, 0.0
    shared: dict[Shared, int] = {}
    for pairs in per_kind:
        ours = part[pairs.one] == number
        met = ours[pairs.pair]
        members += [pairs.one[ours], pairs.other[ours]]
        posts.append(pairs.posts[met].reshape(-1))
        times = np.unique(np.stack([pairs.pair[met], pairs.thing[met]], axis=1), axis=0)
        together += times.shape[0]
        expected += float(pairs.expected[ours].sum())
        if met.any():
            shared[pairs.kind] = int(np.unique(pairs.thing[met]).size)
    rows = np.unique(np.concatenate(posts))
    return CoordinatedGroup(
        accounts=locked(np.unique(np.concatenate(members))),
        posts=locked(rows),
        together=together,
        expected=expected,
        shared=shared,
        since=int(snapshot.posts.at[rows].min()),
        until=int(snapshot.posts.at[rows].max()),
    )
