"""Coordination: accounts that share the same things at the same time, again and again, more than chance explains.

Pacheco and others (2021), Uncovering coordinated networks on social media, ICWSM. Giglietto and others (2020), It takes
a village to manipulate the media, Information, Communication & Society 23(6).
"""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.stats import poisson

from algorithms.compiled import compiled, locked
from algorithms.errors import BadParameter, MalformedResult
from algorithms.shared_objects import Shared, shares_of
from graph.snapshot import Snapshot

MICROSECONDS_A_SECOND: Final = 1_000_000

_MOST_MEETINGS: Final = 20_000_000

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
        found = np.zeros(accounts, dtype=np.bool_)
        for group in self.groups:
            found[group.accounts] = True
        return found


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
    share, and at most 1 GB for meetings; what would need more, the most shared things, are left out and counted.
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
    found = [_stand_out(snapshot, kind, within, least_times, by_chance) for kind in Shared]
    groups = _groups(snapshot, [pairs for pairs, _ in found])
    return Coordination(groups, sum(left_out for _, left_out in found))


@dataclass(frozen=True, slots=True)
class _Sharing:
    """Who shared what, when and with which post, by thing and time. s rows; `person` says whose account it is."""

    thing: NDArray[np.int64]
    at: NDArray[np.int64]
    post: NDArray[np.int64]
    account: NDArray[np.int32]
    person: NDArray[np.int32]

    @property
    def size(self) -> int:
        return int(self.thing.size)

    def only(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> "_Sharing":
        return _Sharing(*(locked(getattr(self, column.name)[rows]) for column in fields(self)))

    def things_each(self, accounts: int) -> NDArray[np.int64]:
        """How many different things each account shares, int64 (a)."""
        return _different(self.account.astype(np.int64), self.thing, accounts)

    def meetings(self, within: int) -> NDArray[np.int64]:
        """How many earlier shares of the same thing each has in time, those of the same person among them."""
        return _meetings_before(self.thing, self.at, within)


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


def _sharing(snapshot: Snapshot, kind: Shared) -> _Sharing:
    shares = shares_of(snapshot.posts, kind)
    account = snapshot.posts.author[shares.post]
    at = snapshot.posts.at[shares.post]
    order = np.lexsort((shares.post, at, shares.thing))
    person = snapshot.accounts.person[account]
    return _Sharing(shares.thing, at, shares.post, account, person).only(order)


def _stand_out(snapshot: Snapshot, kind: Shared, within: int, least_times: int, by_chance: float) -> tuple[_Pairs, int]:
    """Pairs that meet more often than chance explains, and how many things were left out."""
    accounts = len(snapshot.accounts.ids)
    everything = _sharing(snapshot, kind)
    activity = everything.things_each(accounts)
    can, left_out = _within_bounds(_who_can(everything, within, least_times, accounts), within)
    first, second = _meet(can.thing, can.person, can.at, within, int(can.meetings(within).sum()))
    low, high = (np.sort(np.stack([can.account[first], can.account[second]]), axis=0)).astype(np.int64)
    pair, number = np.unique(low * accounts + high, return_inverse=True)
    one, other = pair // max(accounts, 1), pair % max(accounts, 1)
    rarity = _Rarity.of(everything, within)
    times = rarity.times(number, can.thing[first], pair.size)
    expected = rarity.expected(activity[one] * activity[other] / max(_products(activity), 1e-300))
    active = int(np.count_nonzero(activity))
    level = by_chance / max(active * (active - 1) / 2 * times.shape[1] * len(Shared), 1.0)
    surprising = (poisson.sf(times - 1, expected) < level).any(axis=1) | (by_chance == 1)
    chosen = surprising & (times[:, -1] >= least_times)
    told = chosen[number]
    return (
        _Pairs(
            kind=kind,
            one=one[chosen].astype(np.int32),
            other=other[chosen].astype(np.int32),
            expected=expected[chosen, -1],
            pair=(np.cumsum(chosen) - 1)[number[told]],
            thing=can.thing[first[told]],
            posts=np.stack([can.post[first[told]], can.post[second[told]]], axis=1),
        ),
        left_out,
    )


def _who_can(sharing: _Sharing, within: int, least_times: int, accounts: int) -> _Sharing:
    """Shares by accounts that meet others over enough things; whoever does not is taken out, again and again.

    It changes no answer, since a pair that meets often enough stays; but the crowd of a viral burst goes.
    """
    while sharing.size:
        met = sharing.only(_meets_somebody(sharing.thing, sharing.person, sharing.at, within))
        often = met.things_each(accounts) >= least_times
        met = met.only(often[met.account])
        if met.size == sharing.size:
            break
        sharing = met
    return sharing


def _within_bounds(sharing: _Sharing, within: int) -> tuple[_Sharing, int]:
    """Leave out the things with the most meetings until the rest can be held; says how many were left out."""
    if not sharing.size:
        return sharing, 0
    number = np.unique(sharing.thing, return_inverse=True)[1]
    each = np.bincount(number, sharing.meetings(within))
    order = np.argsort(each, kind="stable")
    fits = np.zeros(each.size, dtype=np.bool_)
    fits[order[np.cumsum(each[order]) <= _MOST_MEETINGS]] = True
    return sharing.only(fits[number]), int((~fits).sum())


@dataclass(frozen=True, slots=True)
class _Rarity:
    """How many pairs share each thing in time, and which things are how rare.

    `things`: int64 (t), ascending; `level`: int64 (t), 0 for the rarest; `pairs`: float64 (t), of all things, ascending
    """

    things: NDArray[np.int64]
    level: NDArray[np.int64]
    pairs: NDArray[np.float64]

    @classmethod
    def of(cls, sharing: _Sharing, within: int) -> "_Rarity":
        things, number = np.unique(sharing.thing, return_inverse=True)
        meetings = np.bincount(number, sharing.meetings(within), minlength=things.size)
        sharers = _different(number, sharing.account.astype(np.int64), things.size)
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
        found = np.zeros((pairs, self._ends.size), dtype=np.int64)
        np.add.at(found, (both[:, 0], self.level[np.searchsorted(self.things, both[:, 1])]), 1)
        return np.cumsum(found, axis=1)

    def expected(self, weight: NDArray[np.float64]) -> NDArray[np.float64]:
        """The same by chance: the sum of min(1, pairs · weight) over things, float64 (pairs, levels)."""
        certain = np.searchsorted(self.pairs, 1 / np.maximum(weight, 1e-300))[:, np.newaxis]
        sums = np.concatenate([[0.0], np.cumsum(self.pairs)])
        ends = self._ends[np.newaxis, :]
        likely: NDArray[np.float64] = weight[:, np.newaxis] * sums[np.minimum(certain, ends)]
        found: NDArray[np.float64] = likely + np.maximum(ends - certain, 0)
        return found


def _products(activity: NDArray[np.int64]) -> float:
    """The sum of a · b over all pairs of accounts."""
    return (float(activity.sum()) ** 2 - float((activity.astype(np.float64) ** 2).sum())) / 2


def _different(of: NDArray[np.int64], what: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """How many different `what` there are for each of so many `of`, int64 (count)."""
    both = np.unique(np.stack([of, what], axis=1), axis=0)
    return np.bincount(both[:, 0], minlength=count)


def _groups(snapshot: Snapshot, found: list[_Pairs]) -> tuple[CoordinatedGroup, ...]:
    accounts = len(snapshot.accounts.ids)
    one = np.concatenate([pairs.one for pairs in found])
    other = np.concatenate([pairs.other for pairs in found])
    if one.size == 0:
        return ()
    matrix = csr_array((np.ones(one.size, dtype=np.int8), (one, other)), shape=(accounts, accounts))
    _, part = connected_components(matrix, directed=False)
    groups = [_group(snapshot, found, part, int(number)) for number in np.unique(part[one])]
    return tuple(sorted(groups, key=lambda group: (-group.accounts.size, int(group.accounts[0]))))


def _group(snapshot: Snapshot, found: list[_Pairs], part: NDArray[np.int32], number: int) -> CoordinatedGroup:
    posts, members = [], []
    together, expected = 0, 0.0
    shared: dict[Shared, int] = {}
    for pairs in found:
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


@compiled
def _meets_somebody(
    thing: NDArray[np.int64], person: NDArray[np.int32], at: NDArray[np.int64], within: int
) -> NDArray[np.bool_]:
    """Tell for each share, ordered by thing and time, whether somebody else shares the same in time.

    The nearest share by another person is found by what is before and behind: the last one, or the last by somebody
    else than that.
    """
    met = np.zeros(thing.size, dtype=np.bool_)
    for step in (1, -1):
        last, last_other = -1, -1  # the latest share met, and the latest by another person than that one's
        start = 0 if step == 1 else thing.size - 1
        for count in range(thing.size):
            place = start + step * count
            if last >= 0 and thing[last] != thing[place]:
                last, last_other = -1, -1
            nearest = last
            if last >= 0 and person[last] == person[place]:
                nearest = last_other
            if nearest >= 0 and abs(at[place] - at[nearest]) <= within:
                met[place] = True
            if last >= 0 and person[last] != person[place]:
                last_other = last
            last = place
    return met


@compiled
def _meetings_before(thing: NDArray[np.int64], at: NDArray[np.int64], within: int) -> NDArray[np.int64]:
    counts = np.zeros(thing.size, dtype=np.int64)
    first = 0
    for place in range(thing.size):
        first = _first_in_time(thing, at, within, first, place)
        counts[place] = place - first
    return counts


@compiled
def _meet(
    thing: NDArray[np.int64], person: NDArray[np.int32], at: NDArray[np.int64], within: int, most: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All pairs of shares, at most so many, of the same thing in time, by different people; as places."""
    one, other = np.empty(most, dtype=np.int64), np.empty(most, dtype=np.int64)
    total = 0
    first = 0
    for place in range(thing.size):
        first = _first_in_time(thing, at, within, first, place)
        for before in range(first, place):
            if person[before] != person[place]:
                one[total], other[total] = before, place
                total += 1
    return one[:total], other[:total]


@compiled
def _first_in_time(thing: NDArray[np.int64], at: NDArray[np.int64], within: int, first: int, place: int) -> int:
    """Move `first`, where the window of the share before began, to where that of this one begins."""
    while thing[first] != thing[place] or at[place] - at[first] > within:
        first += 1
    return first
