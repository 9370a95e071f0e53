"""What commands print: one JSON document, CSV, or a table that people read. Standard output holds nothing else."""

import csv
import io
import math
import sys
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from textwrap import shorten
from typing import Any, Final

import orjson

from api.cli.plain_text import printable, spreadsheet_cell
from api.escaped_json import escaped_json

Row = Mapping[str, Any]

NARROW: Final = 80
"""Columns of a table when standard output is no terminal."""

_NOTHING: Final = "–"
_MOST_DIGITS: Final = 6


class Form(StrEnum):
    """How a command prints its answer."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key in the rows, what stands above it, and digits after the point for fractions.

    A `number` stands to the right, a `day` is a moment without its hour. No word of an `ident` is ever broken, so that
    it can be copied. A column that is not `shown` is in the CSV alone. Of long text people see `most` letters.
    Fractions that are told `apart` get more digits where those after the point make two of them look the same, and
    very small ones a power of ten.
    """

    key: str
    title: str
    number: bool = False
    digits: int = 3
    day: bool = False
    ident: bool = False
    shown: bool = True
    most: int | None = None
    apart: bool = False


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
    """Print one JSON document."""
    print_text(json_text(document) + "\n")


def json_text(document: Mapping[str, Any]) -> str:
    """A document as JSON. Moments are ISO 8601 in UTC, what is no number is null, what is unseen is escaped."""
    data = orjson.dumps(
        document, default=str, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_SERIALIZE_NUMPY
    )
    return escaped_json(data.decode())


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
    """Print rows as a table: as wide as the terminal, 80 columns where there is none, wider for ids that need it."""
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from api.cli.column_widths import GAP, column_widths

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    digits = [_digits([row.get(column.key) for row in rows], column) for column in columns]
    cells = [
        [_cell(row.get(column.key), column, after) for column, after in zip(columns, digits, strict=True)]
        for row in rows
    ]
    room = Console(file=sys.stdout, width=None if sys.stdout.isatty() else NARROW).width
    widths = column_widths(columns, cells, room)
    for column, width in zip(columns, widths, strict=True):
        table.add_column(
            column.title, justify="right" if column.number else "left", overflow="fold", width=width, min_width=width
        )
    for row_cells in cells:
        table.add_row(*map(Text, row_cells))
    needed = sum(widths) + GAP * (len(widths) - 1)
    console = Console(file=sys.stdout, width=max(room, needed), highlight=False)
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


def digits_apart(fractions: Collection[float], digits: int) -> int:
    """How many digits after the point tell some fractions apart, and from 0: at least `digits`, at most six.

    >>> digits_apart([0.25, 0.2501], 3), digits_apart([0.00002], 3), digits_apart([0.5, 0.5], 3)
    (4, 5, 3)
    """
    different = {0.0, *fractions}
    enough = (d for d in range(digits, _MOST_DIGITS) if len({round(value, d) for value in different}) == len(different))
    return next(enough, _MOST_DIGITS)


def _digits(values: Sequence[Any], column: Column) -> int:
    if not column.apart:
        return column.digits
    return digits_apart(
        [value for value in values if isinstance(value, float) and not math.isnan(value)], column.digits
    )


def fraction(value: float, digits: int, *, apart: bool = False) -> str:
    """A fraction with its digits; one that they would show as 0 is only said to be smaller than what they can show.

    >>> fraction(0.25, 3), fraction(0.0000004, 3), fraction(0.00000042, 6, apart=True)
    ('0.250', '<0.001', '4.2e-07')
    """
    if math.isnan(value):
        return ""
    if value and not round(value, digits):
        if apart:
            return f"{value:.1e}"
        return f"<{10**-digits:.{digits}f}" if value > 0 else f">-{10**-digits:.{digits}f}"
    return f"{value:,.{digits}f}"


def _cell(value: Any, column: Column, digits: int) -> str:
    """A value for people: a dash for what is missing, digits in groups, moments to the minute in UTC."""
    match value:
        case bool():
            text = "yes" if value else "no"
        case int():
            text = f"{value:,}"
        case float():
            text = fraction(value, digits, apart=column.apart)
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
