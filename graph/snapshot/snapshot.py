"""The snapshot: the graph frozen for computing, as columns in a canonical order."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Strings = Any
"""A `pyarrow.LargeStringArray`; pyarrow ships no types."""

MISSING = -1
"""Stands for a missing row number or count in int columns; a missing moment is `graph.model.moment.NEVER`."""


@dataclass(frozen=True, slots=True)
class PeopleColumns:
    """People, ordered by id. n rows.

    `kind` and `relation` are int8 codes: positions in `PersonKind` and `Relation`.
    """

    ids: Strings
    names: Strings
    kind: NDArray[np.int8]
    relation: NDArray[np.int8]
    opted_out: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class AccountColumns:
    """Accounts, ordered by id; provisional ones that were re-pointed are not here. a rows.

    `person` is a row of people; `followers` is -1 where no source says. `handles` may hold nulls.
    """

    ids: Strings
    handles: Strings
    person: NDArray[np.int32]
    followers: NDArray[np.int64]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class PostColumns:
    """Posts, ordered by id, unknown ones included. p rows.

    `author` is a row of accounts, `reply_to`, `repost_of` and `quote_of` are rows of posts, each -1 when missing;
    `at` is int64 microseconds UTC. `texts` and `languages` may hold nulls. `engagement` is int64 (p, 5): likes,
    reposts, replies, quotes, views, -1 where no source says.
    """

    ids: Strings
    author: NDArray[np.int32]
    at: NDArray[np.int64]
    texts: Strings
    languages: Strings
    reply_to: NDArray[np.int32]
    repost_of: NDArray[np.int32]
    quote_of: NDArray[np.int32]
    engagement: NDArray[np.int64]
    known: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class InteractionColumns:
    """All acts, given and derived, ordered by (actor, target, kind, at, post). i rows; each act once, none to oneself.

    `actor` and `target` are rows of accounts; `kind` is a position in `graph.model.interaction.KINDS`; `weight` says
    how many times; `evidence` is NaN unless a source gave it; `post` is the row of the post that carries the act
    (reply, mention, repost, quote) or that it is about (like), -1 without one. An act between two accounts of one
    person is here: which accounts are one person can change without the acts changing.
    """

    actor: NDArray[np.int32]
    target: NDArray[np.int32]
    kind: NDArray[np.int8]
    at: NDArray[np.int64]
    weight: NDArray[np.float32]
    evidence: NDArray[np.float32]
    post: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class TransactionColumns:
    """Deals and orders, ordered by id. t rows; `account` is a row of accounts, `status` a place in TransactionStatus.

    `amount` is float64 for computing only; exact amounts come from the view.
    """

    ids: Strings
    account: NDArray[np.int32]
    status: NDArray[np.int8]
    amount: NDArray[np.float64]
    currency: Strings
    at: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The graph at one moment, as memory-mapped columns.

    `fingerprint` (32 hex digits) is over the content of accounts, posts, interactions and transactions, whatever the
    store and the order of loading. `people_fingerprint` is over who is one person with whom, what they are to us and
    who opted out. `seq` is the change sequence up to which the store was read.
    """

    fingerprint: str
    people_fingerprint: str
    seq: int
    people: PeopleColumns
    accounts: AccountColumns
    posts: PostColumns
    interactions: InteractionColumns
    transactions: TransactionColumns

    @property
    def key(self) -> str:
        """Names this snapshot: content and people together."""
        return f"{self.fingerprint}-{self.people_fingerprint}"

    @property
    def as_of(self) -> int:
        """Moment of the latest interaction, in microseconds UTC; 0 when none has a time."""
        times = self.interactions.at
        return max(int(times.max()), 0) if times.size else 0

    def as_of_at_most(self, moment: int) -> int:
        """Moment of the latest interaction that is not after this one, in microseconds UTC; 0 when there is none."""
        times = self.interactions.at
        return max(int(times.max(initial=0, where=times <= moment)), 0) if times.size else 0
