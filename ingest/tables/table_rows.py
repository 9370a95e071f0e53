"""Rows of a table as records: what all kinds of tables share."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from datetime import datetime

from ingest.formats.moments import Moments
from ingest.source import Translated
from ingest.tables.cells import ABSENT
from ingest.tables.naming import Naming
from ingest.tables.table_map import BoundMap, Row


class TableRows(ABC):
    """Turns the rows of one table into records."""

    def __init__(self, bound: BoundMap) -> None:
        self.naming = Naming(foreign=bound.map.foreign)
        self._network = bound.cell("network")
        self._stated_at = bound.cell("stated_at")
        self._stated = bound.moment("stated_at")

    @abstractmethod
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        """Records of a row; `lines` are those of a joined second table. Raises RecordRejected or InvalidValue."""

    @abstractmethod
    def subject(self, row: Row) -> str | None:
        """The account that a row speaks of, for one that is rejected. Raises RecordRejected or InvalidValue."""

    def network(self, row: Row) -> str | None:
        """The network that native ids of this row belong to."""
        return self._network(row).strip().lower() or None

    def stated_at(self, row: Row) -> datetime | None:
        """When the source knew what the row says."""
        return moment_or_none(self._stated, self._stated_at(row))


def moment_or_none(moments: Moments, cell: str) -> datetime | None:
    """The moment in a cell, None for an empty one. Raises RecordRejected."""
    return None if cell in ABSENT or cell.isspace() else moments.read(cell)
