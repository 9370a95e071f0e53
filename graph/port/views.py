"""Reading, split by who asks. Batched: many keys, answers in the order asked, None for what is missing.

Whoever needs one of these says so in its signature; a `GraphView` is all of them.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from graph.model.account import Account, Relation
from graph.model.how_many import HowMany
from graph.model.interaction import Interaction
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.model.watch import Watch
from graph.port.batch import Load, Rejected
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
    """What it is called."""
    loads: HowMany
    """How often it was loaded."""
    records: HowMany
    """How many records were new or changed, over all loads."""
    rejected: HowMany
    """How many records could not be used."""
    last_at: datetime | None
    """When it was loaded last."""


@dataclass(frozen=True, slots=True)
class StoreState:
    """What the store is: kind and version of the software, schema version, change sequence, rows per table."""

    kind: str
    version: str
    schema: int
    seq: int
    rows: dict[str, int]


class DirectoryView(ABC):
    """Who is there: people, their accounts, and what sources say of them."""

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
    def transactions(self, person_ids: Sequence[str]) -> list[list[Transaction]]:
        """Transactions of each person, latest first."""

    @abstractmethod
    def statements(self, ids: Sequence[str]) -> list[list[Statement]]:
        """All that sources say of each account or post, newest first."""

    @abstractmethod
    def sources_of(self, account_ids: Sequence[str]) -> list[list[str]]:
        """Names of the sources that speak of each account, sorted."""


class TextsView(ABC):
    """What was written."""

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


class LoadsView(ABC):
    """What was loaded, and what could not be."""

    @abstractmethod
    def loads(self) -> list[Load]:
        """All loads, newest first."""

    @abstractmethod
    def rejected(self, load: str | None = None, first: int = 100, after: int = 0) -> list[tuple[int, str, Rejected]]:
        """Dead letters as (number, load id, record), in order of their number, those above `after` only."""

    @abstractmethod
    def sources(self) -> list[SourceState]:
        """Every source that was loaded, by name."""


class DecisionsView(ABC):
    """What people decided."""

    @abstractmethod
    def judgements(self, person_ids: Sequence[str]) -> list[list[Judgement]]:
        """Judgements that touch each person's accounts, withdrawn ones and those by e-mail included, oldest first."""

    @abstractmethod
    def team(self) -> dict[str, Relation]:
        """Our own accounts: id to BRAND or COLLEAGUE."""

    @abstractmethod
    def watches(self) -> list[Watch]:
        """All watches, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRecords:
    """All records that name a person.

    `mentioned_in` are posts of others, `responses` those of others that reply to, repost or quote theirs,
    `interactions_towards` acts of others. `team` tells what an account is to us, `hidden` why its source hides it, both
    by account id.
    """

    person: str
    opted_out: bool
    team: dict[str, str]
    hidden: dict[str, str]
    accounts: tuple[Account, ...]
    posts: tuple[Post, ...]
    mentioned_in: tuple[Post, ...]
    responses: tuple[Post, ...]
    interactions: tuple[Interaction, ...]
    interactions_towards: tuple[Interaction, ...]
    transactions: tuple[Transaction, ...]
    judgements: tuple[Judgement, ...]
    rejected: tuple[Rejected, ...]
    watches: tuple[Watch, ...]


class RecordsView(ABC):
    """What is known of one person, whole."""

    @abstractmethod
    def records_of(self, person: str) -> PersonRecords | None:
        """Everything that names a person, given by person id, account id or `@handle`; also what a source hides."""


class FreezingView(ABC):
    """The graph as a whole: how far it has come, how much it holds, and its snapshots."""

    @abstractmethod
    def seq(self) -> int:
        """The change sequence: grows with every change, stands still otherwise."""

    @abstractmethod
    def state(self) -> StoreState:
        """What the store is and how much it holds."""

    @abstractmethod
    def former_snapshots(self) -> Iterator[Snapshot]:
        """Snapshots that were taken and are still kept on disk, newest first."""

    @abstractmethod
    def snapshot(self, since: Snapshot | None = None) -> Snapshot:
        """Freeze the graph; with `since`, only what changed after it is read from the store."""


class GraphView(DirectoryView, TextsView, LoadsView, DecisionsView, RecordsView, FreezingView):
    """Everything that can be read."""
