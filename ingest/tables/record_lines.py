"""Records of a CSV file, told apart by the file's own line ending: a bare carriage return in a text tears nothing."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter
from ingest.formats.utf8 import text_of_bytes
from ingest.limits import MAX_RECORD_BYTES

_SAMPLE_BYTES: Final = 1 << 20
MARK: Final = b"\xef\xbb\xbf"
"""What some programs begin a file in UTF-8 with."""

_QUOTED: Final = re.compile(rb'"[^"]*"')


@dataclass(frozen=True, slots=True)
class RecordText:
    """One record as it stands in the file: the line it begins on, its text, and what is wrong with it.

    `place` is where `read_records` may begin so that this record comes first; empty where it can only begin at the
    beginning.
    """

    line: int
    text: str
    flaw: str | None = None
    place: tuple[int, ...] = ()


def line_ending(path: Path) -> bytes:
    """The line ending that a file uses outside of quotes."""
    with path.open("rb") as file:
        sample = _QUOTED.sub(b"", file.read(_SAMPLE_BYTES))
    both = sample.count(b"\r\n")
    line_feeds = sample.count(b"\n") - both
    if both or line_feeds:
        return b"\r\n" if both > line_feeds else b"\n"
    return b"\r" if b"\r" in sample else b"\n"


def read_records(
    path: Path, delimiter: str, ending: bytes, byte_counter: ByteCounter, place: tuple[int, ...] = (0, 1, 0)
) -> Iterator[RecordText]:
    """Read a file's records one by one, blank lines left out.

    A record begins on a line and goes on over further lines while a quote is open, or while lines end otherwise than
    by the file's own line ending. A quote that is never closed, or not as it should be, costs its first line alone.
    """
    with path.open("rb") as file:
        reader = _Reader(file, delimiter.encode(), ending, byte_counter, place)
        for before, record in reader.records():
            yield replace(record, place=before) if ending != b"\r" else record


class _Reader:
    """Reads one open file."""

    def __init__(
        self, file: BinaryIO, delimiter: bytes, ending: bytes, byte_counter: ByteCounter, place: tuple[int, ...]
    ) -> None:
        """Read on from a place: an offset, the number of the line there, and what is known of open quotes."""
        offset, number, barren = place
        file.seek(offset)
        self._file = file
        self._end = offset  # of what was read of it
        self._delimiter = delimiter
        self._ending = ending
        self._byte_counter = byte_counter
        self._number = number - 1
        self._again: deque[tuple[int, int, bytes]] = deque()  # lines taken into a record that was none
        self._barren = barren  # a quote that is open after an earlier line than this is never closed properly
        field = rb'(?:"[^"]*+(?:""[^"]*+)*+"|[^"' + re.escape(delimiter) + rb"]*+)"
        self._well_formed = re.compile(field + b"(?:" + re.escape(delimiter) + field + rb")*+\Z").match

    def records(self) -> Iterator[tuple[tuple[int, ...], RecordText]]:
        """All records, blank lines left out, each with its place."""
        if self._ending == b"\r":
            self._read_carriage_returns()
        while (numbered := self._next_line()) is not None:
            offset, number, line = numbered
            place = offset, number, self._barren
            ended = line.endswith(self._ending) or not line.endswith(b"\n")
            if not ended or (b'"' in line and self._open_after(line, inside=False)):
                yield place, self._long_record(offset, number, line)
            elif len(line) >= MAX_RECORD_BYTES:
                flaw = f"the line is longer than {MAX_RECORD_BYTES:,} bytes"
                yield place, RecordText(number, _decoded(line[:1_000])[0], flaw)
            elif (record := self._without_end(line)).strip(b"\r\n"):
                yield place, RecordText(number, *_decoded(self._unescaped(record)))

    def _next_line(self) -> tuple[int, int, bytes] | None:
        """Offset, number and content of the next line."""
        if self._again:
            return self._again.popleft()
        line = self._file.readline(MAX_RECORD_BYTES)
        if not line:
            return None
        offset = self._end
        self._number += 1
        self._count(line)
        if self._number == 1:
            line = line.removeprefix(MARK) or b"\n"
        if len(line) >= MAX_RECORD_BYTES and not line.endswith(b"\n"):
            self._skip_rest_of_line()
        return offset, self._number, line

    def _count(self, content: bytes) -> None:
        self._end += len(content)
        self._byte_counter.read_bytes += len(content)

    def _skip_rest_of_line(self) -> None:
        while more := self._file.readline(MAX_RECORD_BYTES):
            self._count(more)
            if more.endswith(b"\n"):
                return

    def _read_carriage_returns(self) -> None:
        """Take in a file whose lines end in carriage returns alone: such files are old and small."""
        content = self._file.read().removeprefix(MARK)
        self._count(content)
        lines = content.split(b"\r")
        self._again.extend((0, number, line + b"\r") for number, line in enumerate(lines, start=1))

    def _long_record(self, offset: int, number: int, first: bytes) -> RecordText:
        """A record of several lines; when it turns out to be none, all but its first line are read again."""
        lines = [(offset, number, first)]
        size, inside = len(first), self._open_after(first, inside=False)
        if inside and number < self._barren:
            return self._give_up(lines, "before the next record")
        while inside or not lines[-1][2].endswith(self._ending):
            following = self._next_line() if size < MAX_RECORD_BYTES else None
            if following is None and inside:
                why = "before the file ends" if size < MAX_RECORD_BYTES else f"within {MAX_RECORD_BYTES:,} bytes"
                return self._give_up(lines, why)
            if following is None:
                break
            lines.append(following)
            size += len(following[2])
            if b'"' in following[2]:
                inside = self._open_after(following[2], inside=inside)
        record = self._unescaped(self._without_end(b"".join(line for _, _, line in lines)))
        if b'"' in record and not self._well_formed(record):
            return self._give_up(lines, "before the next separator or line end")
        return RecordText(number, *_decoded(record))

    def _give_up(self, lines: list[tuple[int, int, bytes]], where: str) -> RecordText:
        self._again.extendleft(reversed(lines[1:]))
        self._barren = max(self._barren, lines[-1][1])
        _, number, first = lines[0]
        return RecordText(
            number, _decoded(self._without_end(first))[0], f"a quote is opened here and not closed {where}"
        )

    def _open_after(self, line: bytes, *, inside: bool) -> bool:
        """Tell whether a quote is open at the end of a line."""
        if not inside and self._well_formed(self._without_end(line)):
            return False
        at = 0
        if not inside and line.startswith(b'"'):
            inside, at = True, 1
        while True:
            if inside:
                at = line.find(b'"', at) + 1
                if not at:
                    return True
                if line[at : at + 1] == b'"':
                    at += 1
                    continue
            at = line.find(self._delimiter, at) + 1
            if not at:
                return False
            inside = line[at : at + 1] == b'"'
            at += inside

    def _unescaped(self, record: bytes) -> bytes:
        """A record whose quotes are escaped by backslashes, as some programs write them, with doubled quotes."""
        if b'\\"' not in record or self._well_formed(record):
            return record
        doubled = record.replace(b'\\"', b'""')
        return doubled if self._well_formed(doubled) else record

    def _without_end(self, line: bytes) -> bytes:
        """A line without the file's own line ending (the last one may have another); all else is content."""
        return line.removesuffix(self._ending if line.endswith(self._ending) else b"\n")


def _decoded(record: bytes) -> tuple[str, str | None]:
    try:
        return text_of_bytes(record, "record"), None
    except RecordRejected as flaw:
        return record.decode("utf-8", "replace"), flaw.reason
