"""Rows about transactions: one deal or order a row, its amount given or summed up from its lines."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from typing_extensions import override

from graph.model.transaction import Transaction, TransactionStatus
from ingest.errors import RecordRejected
from ingest.source import Translated
from ingest.tables.cells import choice, decimal, words
from ingest.tables.naming import network_of
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows

LineSum = Callable[[tuple[Row, ...]], Decimal]
"""What the lines of an order come to."""

_STATUSES: Final = {status.value: status for status in TransactionStatus}


class TransactionRows(TableRows):
    """One transaction a row."""

    def __init__(self, bound: BoundMap, line_sum: LineSum | None = None) -> None:
        super().__init__(bound)
        self._line_sum = line_sum
        self._id = bound.cell("id")
        self._account, self._account_handle = bound.cell("account"), bound.cell("account_handle")
        self._kind = bound.cell("kind")
        self._status = bound.cell("status")
        self._amount = bound.cell("amount")
        self._currency = bound.cell("currency")
        self._at = bound.cell("at")
        self._moments = bound.moment("at")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        account = self.subject(row)
        if account is None:
            raise RecordRejected("expected the account that buys, got an empty cell")
        identifier = self.naming.transaction(self._id(row), self.network(row) or network_of(account))
        if identifier is None:
            raise RecordRejected("expected a transaction's id, got an empty cell")
        yield Transaction(
            id=identifier,
            account=account,
            kind=_needed("kind", words(self._kind(row))),
            status=choice("status", self._status(row), _STATUSES),
            amount=decimal("amount", self._amount(row)) if self._line_sum is None else self._line_sum(lines),
            currency=_needed("currency", words(self._currency(row))).upper(),
            at=self._moments.read(self._at(row)),
            stated_at=self.stated_at(row),
        )

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        given = self.naming.account(self._account(row), network)
        return given or self.naming.handle(self._account_handle(row), network)


def _needed(name: str, value: str | None) -> str:
    if value is None:
        raise RecordRejected(f"{name}: expected a word, got an empty cell")
    return value
