"""The store port: a Store to open, a Writer for one load, a Desk for what people decide, a View to ask."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Self

from graph.model.account import Account, Relation
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.post import Post
from graph.model.tombstone import Reason
from graph.model.transaction import Transaction
from graph.model.watch import Watch
from graph.port.batch import Batch, Counts, Cursor, Erasure, Load, Rejected, Written
from graph.snapshot.arrivals import Arrivals
from graph.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says of a record: the source, the load that brought it, when it was so, and the record."""

    source: str
    load: str
    at: datetime
    record: Account | Post


@dataclass(frozen=True, slots=True)
class SourceState:
    """A source and what came of it so far."""

    name: str
    loads: int
    records: int
    rejected: int
    last_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the store is: kind and version of the software, schema version, change sequence, rows per table."""

    kind: str
    version: str
    schema: int
    seq: int
    rows: dict[str, int]


class GraphWriter(ABC):
    """One load's pen. Leaving the block without an error finishes the load; else it stays unfinished and can go on.

    Opening a writer for a source and input whose last load was not finished continues that load: `resumed_at` says
    how many raw items it had taken.
    """

    @property
    @abstractmethod
    def load(self) -> Load:
        """The load being written, with its counts so far."""

    @property
    @abstractmethod
    def resumed_at(self) -> int:
        """Raw items already taken by the interrupted run of this load; 0 for a new one."""

    @abstractmethod
    def write(self, batch: Batch, cursor: Cursor | None = None) -> Written:
        """Write records, check tombstones and keep the cursor in one transaction."""

    @abstractmethod
    def sweep(self, *, yes: bool = False) -> int:
        """Remove what this source no longer has, after a complete load; returns how many records.

        Raises Refused when that is more than a fifth of the source's records and `yes` is not given.
        """

    @abstractmethod
    def erase(self, account_ids: Sequence[str], reason: Reason = Reason.ERASED) -> list[Erasure]:
        """Erase accounts for ever: tombstones first, then their posts, interactions and mentions."""

    @abstractmethod
    def finish(self) -> Load:
        """Mark the load as complete and count what it speaks of."""

    @abstractmethod
    def close(self) -> None:
        """Let go; an unfinished load stays unfinished."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        self.close()


class GraphDecisions(ABC):
    """What people decide, in the name of `actor`. Each call is one transaction."""

    @abstractmethod
    def judge(self, left: str, right: str, *, same: bool, reason: str, confidence: float = 1.0) -> Judgement:
        """Record that two accounts are, or are not, one person. Raises NotKnown, InvalidValue or Conflict."""

    @abstractmethod
    def withdraw(self, judgement: str) -> Judgement:
        """Take a judgement back; the former people return. Raises NotKnown."""

    @abstractmethod
    def add_us(self, accounts: Sequence[str], relation: Relation) -> list[str]:
        """Name accounts as ours (BRAND or COLLEAGUE); UNKNOWN takes it back. Returns the ids. Raises NotKnown."""

    @abstractmethod
    def opt_out(self, person: str, *, opted_out: bool = True) -> Person:
        """Set or lift the flag that no path walks through this person. Raises NotKnown."""

    @abstractmethod
    def save_watch(self, watch: Watch) -> Watch:
        """Keep a watch; one with the same id is replaced."""

    @abstractmethod
    def delete_watch(self, watch: str) -> str:
        """Remove a watch and return its id. Raises NotKnown."""

    @abstractmethod
    def erase(self, account: str) -> Erasure:
        """Erase an account for ever, by id or @handle, as a writer does. Raises NotKnown or Ambiguous."""

    @abstractmethod
    def unload(self, load: str) -> int:
        """Undo a load: what only it said goes, what it overwrote returns. Returns how many changed. Raises NotKnown."""


class GraphView(ABC):
    """Reading. Batched: many keys, answers in the order asked, None for what is missing."""

    @abstractmethod
    def seq(self) -> int:
        """The change sequence: grows with every change, stands still otherwise."""

    @abstractmethod
    def resolve(self, names: Sequence[str], network: str | None = None) -> list[str | None]:
        """Find people by person id, account id or `@handle`; answers are current person ids. Raises Ambiguous."""

    @abstractmethod
    def people(self, ids: Sequence[str]) -> list[Person | None]:
        """People by id; ids that were merged into another person find that one."""

    @abstractmethod
    def accounts(self, ids: Sequence[str]) -> list[Account | None]:
        """Accounts by id; a provisional id that was re-pointed finds the real account."""

    @abstractmethod
    def person_of(self, account_ids: Sequence[str]) -> list[str | None]:
        """The current person id of each account."""

    @abstractmethod
    def posts(self, ids: Sequence[str]) -> list[Post | None]:
        """Posts by id; one that was only referred to comes with `known` False."""

    @abstractmethod
    def posts_with(self, terms: Sequence[str]) -> list[list[str]]:
        """Ids of the posts with the words of each term, ascending, by an index of words.

        All that speak of the term (`graph.text.tokens.matches`) are there, and few others: read these before you count
        them.
        """

    @abstractmethod
    def arrivals(self, after: int, most: int = 20_000) -> Arrivals:
        """The first `most` posts that sources delivered after a number of the change sequence."""

    @abstractmethod
    def born(self, posts: Sequence[str]) -> list[int | None]:
        """The number of the change sequence at which each post was delivered; None for one that was not."""

    @abstractmethod
    def transactions(self, person_ids: Sequence[str]) -> list[list[Transaction]]:
        """Transactions of each person, latest first."""

    @abstractmethod
    def judgements(self, person_ids: Sequence[str]) -> list[list[Judgement]]:
        """Judgements that touch each person's accounts, withdrawn ones and those by e-mail included, oldest first."""

    @abstractmethod
    def statements(self, ids: Sequence[str]) -> list[list[Statement]]:
        """All that sources say of each account or post, newest first."""

    @abstractmethod
    def sources_of(self, account_ids: Sequence[str]) -> list[list[str]]:
        """Names of the sources that speak of each account, sorted."""

    @abstractmethod
    def loads(self) -> list[Load]:
        """All loads, newest first."""

    @abstractmethod
    def rejected(self, load: str | None = None, first: int = 100, after: int = 0) -> list[tuple[int, str, Rejected]]:
        """Dead letters as (number, load id, record), in order of their number, those above `after` only."""

    @abstractmethod
    def sources(self) -> list[SourceState]:
        """Every source that was loaded, by name."""

    @abstractmethod
    def team(self) -> dict[str, Relation]:
        """Our own accounts: id to BRAND or COLLEAGUE."""

    @abstractmethod
    def watches(self) -> list[Watch]:
        """All watches, by name."""

    @abstractmethod
    def state(self) -> StoreState:
        """What the store is and how much it holds."""

    @abstractmethod
    def former_snapshots(self) -> Iterator[Snapshot]:
        """Snapshots that were taken and are still kept on disk, newest first."""

    @abstractmethod
    def snapshot(self, since: Snapshot | None = None) -> Snapshot:
        """Freeze the graph; with `since`, only what changed after it is read from the store."""


class GraphStore(ABC):
    """A place where the graph is kept. Open one with `graph.opening.open_store(url)`."""

    @abstractmethod
    def writer(self, source: str, input: str = "") -> GraphWriter:  # noqa: A002  the word of the design
        """Open one load of a source; `input` fingerprints what is read, so that a killed load can go on."""

    @abstractmethod
    def decisions(self, actor: str) -> GraphDecisions:
        """Open the pen of decisions in somebody's name."""

    @abstractmethod
    def view(self) -> GraphView:
        """Open a view."""

    @abstractmethod
    def commits(self) -> int:
        """A number that is another one after every commit, by whichever process; cheap to ask."""

    @abstractmethod
    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


__all__ = [
    "Counts",
    "GraphDecisions",
    "GraphStore",
    "GraphView",
    "GraphWriter",
    "SourceState",
    "Statement",
    "StoreState",
]
