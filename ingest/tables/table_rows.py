"""Rows of a table as records: what all kinds of tables share."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar, Final

from graph.model.column import Column, content_columns
from graph.model.networks import network_named
from ingest.errors import RecordRejected
from ingest.formats.moments import Moments
from ingest.source import Translated
from ingest.tables.cells import ABSENT, choice, decimal, number, whole, words, yes_or_no
from ingest.tables.naming import Naming
from ingest.tables.table_columns import name_in_tables
from ingest.tables.table_map import BoundMap, Row


class TableRows(ABC):
    """Turns the rows of one table into records.

    Columns that `record` declares are read by their types, but for those that stand `apart`: a subclass reads them.
    """

    record: ClassVar[type | None] = None
    apart: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, bound: BoundMap) -> None:
        self.naming = Naming(foreign=bound.map.foreign)
        self._network = bound.cell("network")
        self._stated_at = bound.cell("stated_at")
        self._stated = bound.moment("stated_at")
        self._plain = tuple(_readers(self.record, self.apart, bound)) if self.record else ()

    @abstractmethod
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        """Records of a row; `lines` are those of a joined second table. Raises RecordRejected or InvalidValue."""

    @abstractmethod
    def subject(self, row: Row) -> str | None:
        """The account that a row speaks of, for one that is rejected. Raises RecordRejected or InvalidValue."""

    def plain(self, row: Row) -> dict[str, Any]:
        """Values of the columns that need no thought, by name; empty cells are left out. Raises RecordRejected."""
        return {name: value for name, read in self._plain if (value := read(row)) is not None}

    def network(self, row: Row) -> str | None:
        """The network that native ids of this row belong to."""
        return network_named(self._network(row).strip().lower()) or None

    def stated_at(self, row: Row) -> datetime | None:
        """When the source knew what the row says."""
        return moment_or_none(self._stated, self._stated_at(row))


def moment_or_none(moments: Moments, cell: str) -> datetime | None:
    """The moment in a cell, None for an empty one. Raises RecordRejected."""
    return None if cell in ABSENT or cell.isspace() else moments.read(cell)


_READERS: Final[dict[type, Callable[[str, str], Any]]] = {
    int: whole,
    float: number,
    bool: yes_or_no,
    str: lambda _name, cell: words(cell),
    Decimal: decimal,
}


def _readers(record: type, apart: frozenset[str], bound: BoundMap) -> Iterator[tuple[str, Callable[[Row], Any]]]:
    """Columns of a record that a table has, or that the record needs, and how each is read."""
    for column in content_columns(record):
        name = name_in_tables(record, column.name)
        if column.name not in apart and (bound.has(name) or column.needed):
            yield column.name, _reader(column, name, bound)


def _reader(column: Column, name: str, bound: BoundMap) -> Callable[[Row], Any]:
    """How a column is read from a row: by the type of its values. Raises RecordRejected."""
    cell = bound.cell(name)
    if column.values is datetime:
        moments = bound.moment(name)
        if column.needed:
            return lambda row: moments.read(cell(row))
        return lambda row: moment_or_none(moments, cell(row))
    if issubclass(column.values, StrEnum):
        options = {word: column.values(word) for word in column.words}
        return lambda row: choice(name, cell(row), options) if column.needed or cell(row).strip() else None
    read = _READERS[column.values]
    if column.needed:
        return lambda row: needed(name, read(name, cell(row)))
    return lambda row: read(name, cell(row))


def needed(name: str, value: Any) -> Any:
    """The value of a cell that must not be empty. Raises RecordRejected."""
    if value is None:
        raise RecordRejected(f"{name}: expected a word, got an empty cell")
    return value
