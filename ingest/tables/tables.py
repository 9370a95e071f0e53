"""Tables in plain text: which separator a file has, where its header is, and the fields of a record."""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import Final

from ingest.errors import RecordRejected, SourceError
from ingest.formats.input_files import ByteCounter, refuse_binary, regular_file
from ingest.limits import MAX_RECORD_BYTES
from ingest.tables.record_lines import RecordText, line_ending, read_records

SEPARATORS: Final = (",", ";", "\t", "|")

_HEADER_WITHIN: Final = 30
_STAND_IN: Final = {"\r": "\ufdd0", "\n": "\ufdd1"}  # noncharacters: stand for line ends that are content
_FIRST_ROWS: Final = 1_000
_MOST_SHOWN: Final = 12


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file that holds a table: its separator, line ending, header (as written), and the line of the header."""

    path: Path
    separator: str
    ending: bytes
    header: tuple[str, ...]
    header_line: int

    def position_of(self, column: str) -> int | None:
        """Place of a column by its name, whatever its case; the second of two with one name is called `name#2`."""
        heading = column.strip().casefold()
        names = [name.strip().casefold() for name in self.header]
        if heading in names:
            return names.index(heading)
        name, mark, number = heading.rpartition("#")
        if mark and number.isdecimal():
            places = [place for place, other in enumerate(names) if other == name]
            return places[int(number) - 1] if 1 <= int(number) <= len(places) else None
        return None

    def first_rows(self) -> list[list[str]]:
        """Fields of the first records that can be read, for what a column as a whole says."""
        return [fields for _, fields in islice(self.rows(ByteCounter()), _FIRST_ROWS) if fields is not None]

    def rows(
        self, byte_counter: ByteCounter, place: tuple[int, ...] = (0, 1, 0)
    ) -> Iterator[tuple[RecordText, list[str] | None]]:
        """Records below the header with their fields; None in place of the fields of one that has a flaw.

        With the place of a record, that one comes first.
        """
        width = len(self.header)
        for record in read_records(self.path, self.separator, self.ending, byte_counter, place):
            if record.line <= self.header_line:
                continue
            if record.flaw is not None:
                yield record, None
                continue
            try:
                yield record, _of_width(split_fields(record.text, self.separator), width)
            except RecordRejected as flaw:
                parts = self._with_other_ends(record, width)
                yield from parts or [(replace(record, flaw=flaw.reason), None)]

    def _with_other_ends(self, record: RecordText, width: int) -> list[tuple[RecordText, list[str] | None]]:
        """Records that were taken for one, since they end otherwise than the file's other lines; else none."""
        parts: list[tuple[RecordText, list[str] | None]] = []
        number, text = record.line, ""
        for line in record.text.split("\n") if "\n" in record.text else ():
            text = f"{text}\n{line}" if text else line
            if text.count('"') % 2:
                continue
            try:
                parts.append((RecordText(number, text), _of_width(split_fields(text, self.separator), width)))
            except RecordRejected:
                return []
            number, text = number + 1 + text.count("\n"), ""
        return [] if text else parts


def open_table(path: Path, missing_in: Callable[[TableFile], list[str]], expected: str) -> TableFile:
    """Find separator and header of a file; lines above the header that are no data are passed over.

    `missing_in` lists what a table lacks. Raises SourceError that names it and what was found instead.
    """
    refuse_binary(regular_file(path), expected)
    ending = line_ending(path)
    nearest: tuple[list[str], TableFile] | None = None
    for separator in SEPARATORS:
        for record in islice(read_records(path, separator, ending, ByteCounter()), _HEADER_WITHIN):
            table = TableFile(path, separator, ending, tuple(_header_fields(record, separator)), record.line)
            missing = missing_in(table)
            if not missing:
                return table
            if nearest is None or len(missing) < len(nearest[0]):
                nearest = missing, table
    if nearest is None:
        raise SourceError(f"{path} is empty; expected {expected}")
    missing, table = nearest
    raise SourceError(f"{path} has no column {_listed(missing)}; expected {expected}, found {_listed(table.header)}")


def split_fields(text: str, separator: str) -> list[str]:
    """Split a record into its fields. Raises RecordRejected.

    >>> split_fields('1,"a ""b"", c",', ",")
    ['1', 'a "b", c', '']
    """
    if '"' not in text:
        return text.split(separator)
    if len(text) > csv.field_size_limit():
        csv.field_size_limit(MAX_RECORD_BYTES)
    if "\r" not in text and "\n" not in text:
        return _read(text, separator)
    # line ends outside of quotes would tear the record: all of them are hidden while it is split
    for end, stand_in in _STAND_IN.items():
        text = text.replace(stand_in, "\ufffd").replace(end, stand_in)
    fields = _read(text, separator)
    for end, stand_in in _STAND_IN.items():
        fields = [field.replace(stand_in, end) for field in fields]
    return fields


def _read(text: str, separator: str) -> list[str]:
    try:
        return next(csv.reader((text,), delimiter=separator))
    except csv.Error as error:
        raise RecordRejected(f"the record cannot be split into fields: {error}") from error


def _of_width(fields: list[str], width: int) -> list[str]:
    """Check that a record has as many fields as the header; empty ones too many are let go."""
    if len(fields) == width:
        return fields
    if len(fields) > width and not any(fields[width:]):
        return fields[:width]
    more = "; a field that holds the separator needs double quotes around it" if len(fields) > width else ""
    raise RecordRejected(f"expected {width} fields as in the header, got {len(fields)}{more}")


def _header_fields(record: RecordText, separator: str) -> list[str]:
    try:
        return split_fields(record.text, separator)
    except RecordRejected:
        return []


def _listed(names: Iterable[str]) -> str:
    names = [name if len(name) <= 40 else name[:39] + "…" for name in names]
    more = len(names) - _MOST_SHOWN
    return ", ".join(repr(name) for name in names[:_MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")
