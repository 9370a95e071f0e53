"""The row store: rows by key, in transactions. What a kind of store supplies; meaning lies above, in `graph.ledger`."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from graph.rows.publishing import Publisher
from graph.rows.table import Table

Row = Mapping[str, Any]
"""A row: column to value, as in `graph.rows.table.SHAPES`; missing values are None."""

T = TypeVar("T")


class RowReader(ABC):
    """Rows as they were when the transaction began."""

    @abstractmethod
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        """Rows by id, all columns or those named (`id` always among them); ids without a row are left out."""

    @abstractmethod
    def find(
        self, table: Table, column: str, values: Sequence[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """Rows in which an indexed text column has one of the values, or (`mentions`) holds one; ordered by id."""

    @abstractmethod
    def find_words(self, phrases: Sequence[str]) -> list[str]:
        """Ids of posts with one of the phrases in their words (`graph.text.word_index` writes both), ascending."""

    @abstractmethod
    def scan(
        self, table: Table, columns: Sequence[str], after_seq: int = -1, block: int = 50_000
    ) -> Iterator[dict[str, list[Any]]]:
        """All rows as blocks of columns, any order; in tables with a `seq` only those above `after_seq`."""

    @abstractmethod
    def ids(self, table: Table, after: str, first: int) -> list[str]:
        """The next ids behind the id `after`, at most `first`, in the order of ids; '' is before all of them."""

    @abstractmethod
    def page(
        self, table: Table, order: str, after: int, first: int, matching: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """The next rows, at most `first`, in the order of an indexed whole number that is above `after`.

        With `matching`, a text column and its value, only rows that have it. The numbers of a table are all different.
        """

    @abstractmethod
    def count(self, table: Table) -> int:
        """How many rows a table has."""

    @abstractmethod
    def meta(self, name: str) -> str | None:
        """A setting kept in the store, such as `seq` or `store_id`."""

    @property
    def seq(self) -> int:
        """The change sequence as of this transaction."""
        return int(self.meta("seq") or 0)

    @property
    @abstractmethod
    def schema(self) -> int:
        """Schema version of the store; 0 for one that has just been made."""


class RowWriter(RowReader):
    """One writing transaction; no other writer is in one at the same time."""

    @abstractmethod
    def put(self, table: Table, rows: Sequence[Row]) -> None:
        """Insert or replace whole rows by id. Accounts and posts that a row refers to are there or in `rows`."""

    @abstractmethod
    def delete(self, table: Table, ids: Sequence[str]) -> None:
        """Remove rows by id; missing ones are no error."""

    @abstractmethod
    def take_seq(self, count: int) -> int:
        """Take `count` numbers of the change sequence and return the first."""

    @abstractmethod
    def set_meta(self, name: str, value: str) -> None:
        """Keep a setting in the store."""

    @abstractmethod
    def set_schema(self, version: int) -> None:
        """Say which schema the store now has (`graph.stores.migrations`)."""


class RowStore(ABC):
    """A place for rows. `write` may run its work again after a passing failure: work touches rows alone."""

    @abstractmethod
    def read(self, work: Callable[[RowReader], T]) -> T:
        """Run work in one consistent reading transaction."""

    def read_long(self, work: Callable[[RowReader], T]) -> T:
        """Run work that reads all rows in one consistent transaction; writers may have to wait for its end."""
        return self.read(work)

    @abstractmethod
    def write(self, work: Callable[[RowWriter], T]) -> T:
        """Run work in one writing transaction: all of it is kept, or nothing."""

    @property
    def rows_a_transaction(self) -> int | None:
        """How many rows one transaction should write at most; None where it may write the whole store anew."""
        return None

    @property
    def publisher(self) -> Publisher | None:
        """What writes findings onto the rows of people; None for a kind of store whose users see none of them."""
        return None

    @abstractmethod
    def commits(self) -> int:
        """A number that is another one after every commit, by whichever process; cheap to ask."""

    def faults(self) -> list[str]:
        """What is wrong with the pages that hold the rows, in the database's words; a server checks them by itself."""
        return []

    @abstractmethod
    def version(self) -> tuple[str, str]:
        """Kind and version of the software below, such as ("sqlite", "3.54.1")."""

    def scrub(self) -> bool:
        """Leave nothing in files of the store of what was deleted; False where others are in the way just now.

        The files of a server are its own business (docs/privacy.md), so that by default there is nothing to do.
        """
        return True

    @abstractmethod
    def close(self) -> None:
        """Let go."""
