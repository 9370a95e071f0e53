"""Rows about deletions: a record that is gone, since when and why."""

from collections.abc import Iterator
from typing import Final

from typing_extensions import override

from graph.model.ids import KINDS, is_account_id
from graph.model.tombstone import Deletion, Reason
from ingest.errors import RecordRejected
from ingest.source import Translated
from ingest.tables.cells import choice, reference
from ingest.tables.table_columns import RETURNED
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows

_REASONS: Final = {reason.name: reason for reason in Reason}


class DeletionRows(TableRows):
    """One deletion a row. Ids stand in full (`x:1`, `post:x:20`), or are accounts of the row's network."""

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._id = bound.cell("id")
        self._at = bound.cell("at")
        self._moments = bound.moment("at")
        self._reason = bound.cell("reason")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        identifier = self._named(row)
        if identifier is None:
            raise RecordRejected("expected the id of what is deleted, got an empty cell")
        reason = self._reason(row).strip().upper().replace(" ", "_")
        yield Deletion(
            id=identifier,
            at=self._moments.read(self._at(row)),
            reason=choice("reason", reason, _REASONS) if reason not in {"", RETURNED} else Reason.SOURCE_DELETED,
            returned=reason == RETURNED,
        )

    @override
    def subject(self, row: Row) -> str | None:
        identifier = self._named(row)
        return identifier if identifier is not None and is_account_id(identifier) else None

    def _named(self, row: Row) -> str | None:
        identifier = reference(self._id(row))
        if identifier is not None and identifier.partition(":")[0] in KINDS:
            return identifier
        return self.naming.account(self._id(row), self.network(row))
