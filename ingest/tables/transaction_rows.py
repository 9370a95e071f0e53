"""Rows about transactions: one deal or order a row, its amount given or summed up from its lines."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import ClassVar

from typing_extensions import override

from graph.model.transaction import Transaction
from ingest.errors import RecordRejected
from ingest.source import Translated
from ingest.tables.cells import decimal
from ingest.tables.naming import network_of
from ingest.tables.table_map import BoundMap, Row
from ingest.tables.table_rows import TableRows

LineSum = Callable[[tuple[Row, ...]], Decimal]
"""What the lines of an order come to."""


class TransactionRows(TableRows):
    """One transaction a row."""

    record: ClassVar[type] = Transaction
    apart: ClassVar[frozenset[str]] = frozenset({"account", "amount"})

    def __init__(self, bound: BoundMap, line_sum: LineSum | None = None) -> None:
        super().__init__(bound)
        self._line_sum = line_sum
        self._id = bound.cell("id")
        self._account, self._account_handle = bound.cell("account"), bound.cell("account_handle")
        self._amount = bound.cell("amount")

    @override
    def translate(self, row: Row, lines: tuple[Row, ...] = ()) -> Iterator[Translated]:
        account = self.subject(row)
        if account is None:
            raise RecordRejected("expected the account that buys, got an empty cell")
        identifier = self.naming.transaction(self._id(row), self.network(row) or network_of(account))
        if identifier is None:
            raise RecordRejected("expected a transaction's id, got an empty cell")
        plain = self.plain(row)
        yield Transaction(
            id=identifier,
            account=account,
            amount=decimal("amount", self._amount(row)) if self._line_sum is None else self._line_sum(lines),
            stated_at=self.stated_at(row),
            **{**plain, "currency": plain["currency"].upper()},
        )

    @override
    def subject(self, row: Row) -> str | None:
        network = self.network(row)
        account = self.naming.account(self._account(row), network)
        return account or self.naming.handle(self._account_handle(row), network)
