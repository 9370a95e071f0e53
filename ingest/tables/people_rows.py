"""Rows about people: one account a row."""

from collections.abc import Iterator
from typing import Final

from typing_extensions import override

from graph.model.account import Account, PersonKind, Relation
from ingest.errors import RecordRejected
from ingest.source import Translated
from ingest.tables.cells import choice, reference, whole, words, yes_or_no
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows

_KINDS: Final = {kind.value: kind for kind in PersonKind}
_RELATIONS: Final = {relation.value: relation for relation in Relation}


class PeopleRows(TableRows):
    """One account a row; without an id it is known by its handle alone."""

    def __init__(self, bound: BoundMap) -> None:
        super().__init__(bound)
        self._cell = {name: bound.cell(name) for name in bound.map.takes}
        self._id = bound.cell("id")
        self._handle = bound.cell("handle")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        identifier = self.subject(row)
        if identifier is None:
            raise RecordRejected("expected an id or a handle, got neither")
        yield Account(
            id=identifier,
            handle=(reference(self._handle(row)) or "").removeprefix("@") or None,
            name=words(self._of("name", row)),
            kind=choice("kind", self._of("kind", row) or "UNKNOWN", _KINDS),
            email=words(self._of("email", row)),
            company=words(self._of("company", row)),
            relation=choice("relation", self._of("relation", row) or "UNKNOWN", _RELATIONS),
            followers=whole("followers", self._of("followers", row)),
            following=whole("following", self._of("following", row)),
            verified=yes_or_no("verified", self._of("verified", row)),
            url=words(self._of("url", row)),
            stated_at=self.stated_at(row),
        )

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        return self.naming.account(self._id(row), network) or self.naming.handle(self._handle(row), network)

    def _of(self, name: str, row: Row) -> str:
        cell = self._cell.get(name)
        return "" if cell is None else cell(row).strip()
