"""What commands print: one JSON document, CSV, or a table that people read. Standard output holds nothing else."""

import csv
import io
import math
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from textwrap import shorten
from typing import Any, Final

import orjson

from api.cli.plain_text import printable, spreadsheet_cell

Row = Mapping[str, Any]

NARROW: Final = 80
"""Columns of a table when standard output is no terminal."""

_NOTHING: Final = "–"
_IDENT_WIDTH: Final = 28


class Form(StrEnum):
    """How a command prints its answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key in the rows, what stands above it, and digits after the point for fractions.

    A `number` stands to the right, a `day` is a moment without its hour. An `ident` is not wrapped while there is room,
    so that it can be copied. A column that is not `shown` is in the CSV alone. Of long text people see `most` letters.
    """

    key: str
    title: str
    number: bool = False
    digits: int = 3
    day: bool = False
    ident: bool = False
    shown: bool = True
    most: int | None = None


def show(
    form: Form,
    document: Mapping[str, Any],
    columns: Sequence[Column],
    rows: Sequence[Row] | None = None,
    *,
    empty: str = "nothing to show",
    notes: Sequence[str] = (),
) -> None:
    """Print an answer. JSON prints the document, CSV and table its `rows` (those of the document when not given).

    `empty` is what a person reads in place of a table without rows; `notes` follow the table.
    """
    listed = document["rows"] if rows is None else rows
    match form:
        case Form.JSON:
            write_json(document)
        case Form.CSV:
            write_csv([column.key for column in columns], listed)
        case Form.TABLE:
            if listed:
                write_table([column for column in columns if column.shown], listed)
            else:
                write_stdout(empty)
            for note in notes:
                write_stdout(note)


def write_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document. Moments are ISO 8601 in UTC, what is no number is null."""
    data = orjson.dumps(
        document, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_SERIALIZE_NUMPY
    )
    print_text(data.decode() + "\n")


def write_csv(keys: Sequence[str], rows: Sequence[Row]) -> None:
    """Print rows as CSV with a header."""
    print_text(csv_text(keys, rows))


def csv_text(keys: Sequence[str], rows: Sequence[Row]) -> str:
    """Rows as CSV with a header: numbers stay numbers, text that looks like a formula gets an apostrophe."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(keys)
    writer.writerows([_csv_cell(row.get(key)) for key in keys] for row in rows)
    return text.getvalue()


def write_table(columns: Sequence[Column], rows: Sequence[Row]) -> None:
    """Print rows as a table: as wide as the terminal, 80 columns where there is none."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    cells = [[_cell(row.get(column.key), column) for column in columns] for row in rows]
    for column, texts in zip(columns, zip(*cells, strict=True), strict=True):
        whole = column.ident and max(map(len, texts)) <= _IDENT_WIDTH
        table.add_column(column.title, justify="right" if column.number else "left", overflow="fold", no_wrap=whole)
    for row_cells in cells:
        table.add_row(*map(Text, row_cells))
    console = Console(file=sys.stdout, width=None if sys.stdout.isatty() else NARROW, highlight=False)
    with console.capture() as captured:
        console.print(table)
    # Rich fills every line up with spaces; in a file or a pipe they are only noise.
    print_text("".join(line.rstrip() + "\n" for line in captured.get().splitlines()))


def write_stdout(sentence: str) -> None:
    """Print a line for people on standard output."""
    print_text(printable(sentence) + "\n")


def write_stderr(sentence: str) -> None:
    """Print a line on standard error: what is going on, or what went wrong."""
    sys.stdout.flush()
    sys.stderr.write(printable(sentence) + "\n")
    sys.stderr.flush()


def print_text(text: str) -> None:
    """Write text to standard output as it is."""
    # A terminal that knows only ASCII still gets its answer.
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding))


def _cell(value: Any, column: Column) -> str:
    """A value for people: a dash for what is missing, digits in groups, moments to the minute in UTC."""
    match value:
        case bool():
            text = "yes" if value else "no"
        case int():
            text = f"{value:,}"
        case float():
            text = "" if math.isnan(value) else f"{value:,.{column.digits}f}"
        case datetime():
            text = f"{value.astimezone(UTC):{'%Y-%m-%d' if column.day else '%Y-%m-%d %H:%M'}}"
        case list() | tuple():
            text = ", ".join(map(str, value))
        case _:
            text = "" if value is None else str(value)
    whole = printable(text) or _NOTHING
    return whole if column.most is None else shorten(whole, column.most, placeholder="…")


def _csv_cell(value: Any) -> Any:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return "" if math.isnan(value) else value
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case list() | tuple():
            return spreadsheet_cell("; ".join(map(str, value)))
    return spreadsheet_cell(str(value))
