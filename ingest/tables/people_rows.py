"""Rows about people: one account a row."""

from collections.abc import Iterator
from typing import ClassVar

from typing_extensions import override

from graph.model.account import Account
from ingest.errors import RecordRejected
from ingest.source import Translated
from ingest.tables.cells import handle
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows


class PeopleRows(TableRows):
    """One account a row; without an id it is known by its handle alone."""

    record: ClassVar[type] = Account
    apart: ClassVar[frozenset[str]] = frozenset({"handle"})

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._id = bound.cell("id")
        self._handle = bound.cell("handle")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        identifier = self.subject(row)
        if identifier is None:
            raise RecordRejected("expected an id or a handle, got neither")
        yield Account(
            id=identifier,
            handle=handle(self._handle(row)),
            **self.plain(row),
            stated_at=self.stated_at(row),
        )

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        return self.naming.account(self._id(row), network) or self.naming.handle(self._handle(row), network)
