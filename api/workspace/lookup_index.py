"""Lookup index: finding one's way in a snapshot, by id and by what belongs to whom."""

from bisect import bisect_left
from functools import cached_property
from typing import cast

import numpy as np
from numpy.typing import NDArray

from graph import arrow_compute as pc
from graph.model.interaction import KINDS, InteractionKind
from graph.snapshot.snapshot import Snapshot, Strings

Rowset = NDArray[np.int64]


class CsrGroups:
    """Rows grouped by a key, as compressed rows: `of(key)` lists the rows of one key in the order given."""

    def __init__(self, keys: NDArray[np.int32], count: int, order: Rowset | None = None) -> None:
        """Group rows 0 to n - 1 by their key (-1: in no group), inside a group in `order` (default: ascending)."""
        rows = np.arange(keys.size, dtype=np.int64) if order is None else order
        rows = rows[keys[rows] >= 0]
        self._rows = rows[np.argsort(keys[rows], kind="stable")]
        self._starts = np.zeros(count + 1, dtype=np.int64)
        np.cumsum(np.bincount(keys[rows], minlength=count), out=self._starts[1:])

    def of(self, key: int) -> Rowset:
        """Rows of one key."""
        return self._rows[self._starts[key] : self._starts[key + 1]]


class LookupIndex:
    """Looks up rows of one snapshot; what takes time is made at first use and kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def person(self, identifier: str) -> int | None:
        """Row of a person by id; an id that was merged finds the person its account belongs to now."""
        row = exact(self._snapshot.people.ids, identifier)
        if row is None and identifier.startswith("person:"):
            account = self.account(identifier.removeprefix("person:"))
            return None if account is None else int(self._snapshot.accounts.person[account])
        return row

    def account(self, identifier: str) -> int | None:
        """Row of an account by id."""
        return exact(self._snapshot.accounts.ids, identifier)

    def post(self, identifier: str) -> int | None:
        """Row of a post by id."""
        return exact(self._snapshot.posts.ids, identifier)

    def account_ids(self, person: int) -> list[str]:
        """Ids of a person's accounts, ascending."""
        ids = self._snapshot.accounts.ids
        return [ids[int(row)].as_py() for row in self.accounts_of.of(person)]

    @cached_property
    def accounts_of(self) -> CsrGroups:
        """Account rows by person."""
        return CsrGroups(self._snapshot.accounts.person, len(self._snapshot.people.ids))

    @cached_property
    def folded_names(self) -> Strings:
        """Names of people as they are searched for."""
        return folded(self._snapshot.people.names)

    @cached_property
    def folded_handles(self) -> Strings:
        """Handles of accounts as they are searched for."""
        return folded(self._snapshot.accounts.handles)

    @cached_property
    def author(self) -> NDArray[np.int32]:
        """Person who wrote each post, int32 (p), -1 when not known."""
        posts, accounts = self._snapshot.posts, self._snapshot.accounts
        if not len(accounts.ids):
            return np.full(len(posts.ids), -1, dtype=np.int32)
        return np.where(posts.author >= 0, accounts.person[np.maximum(posts.author, 0)], -1).astype(np.int32)

    @cached_property
    def newest_first(self) -> Rowset:
        """Known posts, newest first, equal times by id descending; those without a time last."""
        order = np.argsort(self._snapshot.posts.at, kind="stable")[::-1]
        return order[self._snapshot.posts.known[order]].astype(np.int64)

    @cached_property
    def posts_of(self) -> CsrGroups:
        """Known posts by person, newest first."""
        return CsrGroups(self.author, len(self._snapshot.people.ids), self.newest_first)

    @cached_property
    def replies_to(self) -> CsrGroups:
        """Replies by the post they answer, oldest first."""
        order = np.argsort(self._snapshot.posts.at, kind="stable").astype(np.int64)
        return CsrGroups(self._snapshot.posts.reply_to, len(self._snapshot.posts.ids), order)

    @cached_property
    def counted(self) -> NDArray[np.int64]:
        """What we know ourselves of each post's likes, reposts, replies and quotes, int64 (p, 4)."""
        posts, acts = self._snapshot.posts, self._snapshot.interactions
        liked = acts.post[acts.kind == KINDS.index(InteractionKind.LIKE)]
        columns = (liked, posts.repost_of, posts.reply_to, posts.quote_of)
        counts = [np.bincount(column[column >= 0], minlength=len(posts.ids)) for column in columns]
        return np.stack(counts, axis=1).astype(np.int64)

    @cached_property
    def reactions(self) -> NDArray[np.int64]:
        """How many likes, reposts, replies and quotes of each post we know ourselves, int64 (p)."""
        total: NDArray[np.int64] = self.counted.sum(axis=1)
        return total

    def acts(self, source: int, target: int) -> Rowset:
        """Rows of all interactions of one person towards another."""
        acts, mine = self._snapshot.interactions, self.accounts_of.of(target)
        parts = []
        for account in self.accounts_of.of(source):
            # Interactions are ordered by actor, then target.
            low, high = np.searchsorted(acts.actor, [account, account + 1])
            parts.append(low + np.flatnonzero(np.isin(acts.target[low:high], mine)))
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int64)


def folded(texts: Strings) -> Strings:
    """Texts as they are searched for: without differences of case and width, and without a leading `@`."""
    lower = pc.utf8_lower(pc.utf8_normalize(texts, form="NFKC"))
    return cast("Strings", pc.replace_substring_regex(lower, "^@", ""))


def place(ids: Strings, identifier: str) -> int:
    """Place of an id in an ascending column, or where it would stand."""
    return bisect_left(_Column(ids), identifier)


def exact(ids: Strings, identifier: str) -> int | None:
    """Row of an id in an ascending column; None when it is not there."""
    row = place(ids, identifier)
    return row if row < len(ids) and ids[row].as_py() == identifier else None


class _Column:
    """A column of ids as a sequence of `str`, so that `bisect` can look into it."""

    def __init__(self, ids: Strings) -> None:
        self._ids = ids

    def __len__(self) -> int:
        return len(self._ids)

    def __getitem__(self, row: int) -> str:
        return str(self._ids[row].as_py())
