"""The lines of orders: a second table, joined to the orders, whose sum is their amount."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from operator import itemgetter
from pathlib import Path
from typing import Final

from ingest.errors import RecordRejected, SourceError
from ingest.formats.input_files import ByteCounter
from ingest.tables.cells import decimal, reference
from ingest.tables.table_map import OrderLines, Row, TableMap
from ingest.tables.tables import TableFile, open_table
from ingest.tables.transaction_rows import LineSum

_ONE: Final = Decimal(1)
_DIGITS: Final = 120


@dataclass(slots=True)
class LineTable:
    """The lines of all orders: rows with their places by order, and what cannot be used as (place, reason, text)."""

    of_order: dict[str, list[tuple[str, Row]]] = field(default_factory=lambda: defaultdict(list))
    unusable: list[tuple[str, str, str]] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)

    def take(self, order: str) -> tuple[Row, ...]:
        """The lines of an order."""
        self.taken.add(order)
        return tuple(row for _, row in self.of_order.get(order, ()))

    def left(self) -> Iterator[tuple[str, str, str]]:
        """Lines that no order took, as (place, order, text)."""
        for order, lines in self.of_order.items():
            if order not in self.taken:
                for at, row in lines:
                    yield at, order, ", ".join(row)


def open_lines(path: Path, lines: OrderLines) -> TableFile:
    """Find the columns of the second table. Raises SourceError."""
    columns = [c for c in (lines.on, lines.price, lines.quantity, lines.discount) if c is not None]
    return open_table(
        path,
        lambda table: [column for column in columns if table.position_of(column) is None],
        "order lines with the columns " + ", ".join(repr(column) for column in columns),
    )


def read_lines(table: TableFile, lines: OrderLines, byte_counter: ByteCounter) -> LineTable:
    """Read the second table as it stands, its rows gathered by order."""
    gathered = LineTable()
    on = _place(table, lines.on)
    for record, row in table.rows(byte_counter):
        at = f"{table.path.name}:{record.line}"
        try:
            order = None if row is None else reference(row[on])
        except RecordRejected as flaw:
            gathered.unusable.append((at, flaw.reason, record.text))
            continue
        if row is None or order is None:
            gathered.unusable.append((at, record.flaw or f"{lines.on} is empty", record.text))
            continue
        gathered.of_order[order].append((at, row))
    return gathered


def line_sum(table: TableFile, lines: OrderLines) -> LineSum:
    """How to sum up lines: price × quantity × (1 − discount), exact."""
    price = _amounts(table, lines.price, _ONE)
    quantity = _amounts(table, lines.quantity, _ONE)
    discount = _amounts(table, lines.discount, Decimal(0))

    def summed(rows: tuple[Row, ...]) -> Decimal:
        if not rows:
            raise RecordRejected(f"{table.path.name} has no line for this transaction, so its amount is not known")
        with localcontext(prec=_DIGITS):
            return sum((price(row) * quantity(row) * (_ONE - discount(row)) for row in rows), Decimal(0))

    return summed


def order_of(table_map: TableMap, table: TableFile) -> Callable[[Row], str]:
    """By what a transaction finds its lines: its column of the name that they are joined on, else its id."""
    place = table.position_of(table_map.lines.on) if table_map.lines else None
    cell = table_map.bind(table).cell("id") if place is None else itemgetter(place)

    def order(row: Row) -> str:
        try:
            return reference(cell(row)) or ""
        except RecordRejected:
            return ""

    return order


def _amounts(table: TableFile, column: str | None, default: Decimal) -> Callable[[Row], Decimal]:
    if column is None:
        return lambda _row: default
    place = _place(table, column)
    return lambda row: decimal(f"{column} in {table.path.name}", row[place])


def _place(table: TableFile, column: str) -> int:
    place = table.position_of(column)
    if place is None:
        raise SourceError(f"{table.path} has no column {column!r}")
    return place
