"""What a load hands to the store, and what comes back."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from graph.model.account import Account
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.tombstone import Deletion
from graph.model.transaction import Transaction

Record = Account | Post | Interaction | Transaction | Deletion
"""What a source says, one thing at a time."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A record that could not be used: where it was (`file:line`), why, and its raw text; `account` if it names one."""

    at: str
    reason: str
    raw: str = ""
    account: str | None = None


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a load has come: raw items taken from the source so far."""

    position: int


@dataclass(frozen=True, slots=True)
class Batch:
    """Records in the order in which the source gave them, with those that were rejected on the way."""

    records: Sequence[Record]
    rejected: Sequence[Rejected] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a load speaks of: distinct accounts, posts delivered, posts only referred to, acts and transactions."""

    accounts: int = 0
    posts: int = 0
    unknown_posts: int = 0
    interactions: int = 0
    transactions: int = 0


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a batch: read = written + unchanged + rejected + suppressed."""

    read: int = 0
    written: int = 0
    unchanged: int = 0
    rejected: int = 0
    suppressed: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(
            self.read + other.read,
            self.written + other.written,
            self.unchanged + other.unchanged,
            self.rejected + other.rejected,
            self.suppressed + other.suppressed,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """One run of a source.

    `input` names and fingerprints what was read; `finished_at` is None while it runs, and when it was killed.
    """

    id: str
    source: str
    input: str
    started_at: datetime
    finished_at: datetime | None = None
    position: int = 0
    written: Written = field(default_factory=Written)
    counts: Counts = field(default_factory=Counts)
    removed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonErasure:
    """What goes, or went, with a whole person: `accounts` are ids, `watches` the names of those that change or go."""

    person: str
    accounts: tuple[str, ...]
    posts: int
    interactions: int
    transactions: int
    judgements: int
    rejected: int
    watches: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Erasure:
    """What went with an erased account."""

    account: str
    posts: int
    interactions: int
    reason: str
    at: datetime
