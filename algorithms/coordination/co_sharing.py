"""Co-sharing: who shared what when, and who met over it: shared the same thing at nearly the same time."""

from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.coordination.shared_objects import Shared, shares_of
from algorithms.kernels.compiled import compiled, locked
from graph.snapshot.snapshot import Snapshot

_MOST_MEETINGS: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class Sharing:
    """Who shared what, when and with which post, by thing and time. s rows; `person` says whose account it is."""

    thing: NDArray[np.int64]
    at: NDArray[np.int64]
    post: NDArray[np.int64]
    account: NDArray[np.int32]
    person: NDArray[np.int32]

    @property
    def size(self) -> int:
        """Number of shares, s."""
        return int(self.thing.size)

    def only(self, rows: NDArray[np.integer] | NDArray[np.bool_]) -> "Sharing":
        """The shares in these rows."""
        return Sharing(*(locked(getattr(self, column.name)[rows]) for column in fields(self)))

    def things_each(self, accounts: int) -> NDArray[np.int64]:
        """How many different things each account shares, int64 (a)."""
        return different(self.account.astype(np.int64), self.thing, accounts)

    def meetings(self, within: int) -> NDArray[np.int64]:
        """How many earlier shares of the same thing each has in time, those of the same person among them."""
        return _meetings_before(self.thing, self.at, within)

    def met(self, within: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """All meetings of different people: rows of the two shares, int64 (q) each; `within` in microseconds."""
        return _meet(self.thing, self.person, self.at, within, int(self.meetings(within).sum()))


def sharing_of(snapshot: Snapshot, kind: Shared) -> Sharing:
    """List who shared what, of one kind; see `algorithms.coordination.shared_objects`.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "https://a.example", 2), Said("post:x:2", "x:b", "https://a.example", 1)]
    >>> found = sharing_of(snapshot_of(posts=said), Shared.LINK)
    >>> found.post.tolist(), found.account.tolist(), [rows.tolist() for rows in found.met(within=0)]
    ([1, 0], [1, 0], [[], []])
    """
    shares = shares_of(snapshot.posts, kind)
    account = snapshot.posts.author[shares.post]
    at = snapshot.posts.at[shares.post]
    order = np.lexsort((shares.post, at, shares.thing))
    person = snapshot.accounts.person[account]
    return Sharing(shares.thing, at, shares.post, account, person).only(order)


def who_can(sharing: Sharing, within: int, least_times: int, accounts: int) -> Sharing:
    """Shares by accounts that meet others over enough things; whoever does not is taken out, again and again.

    It changes no answer, since a pair that meets often enough stays; but the crowd of a viral burst goes.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", "x:a", "https://a.example", 2), Said("post:x:2", "x:b", "https://a.example", 2)]
    >>> sharing = sharing_of(snapshot_of(posts=said), Shared.LINK)
    >>> who_can(sharing, 0, least_times=1, accounts=2).size, who_can(sharing, 0, least_times=2, accounts=2).size
    (2, 0)
    """
    while sharing.size:
        met = sharing.only(_meets_somebody(sharing.thing, sharing.person, sharing.at, within))
        often = met.things_each(accounts) >= least_times
        met = met.only(often[met.account])
        if met.size == sharing.size:
            break
        sharing = met
    return sharing


def within_bounds(sharing: Sharing, within: int) -> tuple[Sharing, int]:
    """Leave out the things with the most meetings until the rest can be held; says how many were left out.

    >>> from tests.worlds import snapshot_of
    >>> within_bounds(sharing_of(snapshot_of(), Shared.LINK), 0)[1]
    0
    """
    if not sharing.size:
        return sharing, 0
    number = np.unique(sharing.thing, return_inverse=True)[1]
    each = np.bincount(number, sharing.meetings(within))
    order = np.argsort(each, kind="stable")
    fits = np.zeros(each.size, dtype=np.bool_)
    fits[order[np.cumsum(each[order]) <= _MOST_MEETINGS]] = True
    return sharing.only(fits[number]), int((~fits).sum())


def different(of: NDArray[np.int64], what: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """How many different `what` there are for each of so many `of`, int64 (count).

    >>> different(np.array([0, 0, 2]), np.array([7, 7, 8]), 3).tolist()
    [1, 0, 1]
    """
    both = np.unique(np.stack([of, what], axis=1), axis=0)
    return np.bincount(both[:, 0], minlength=count)


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
