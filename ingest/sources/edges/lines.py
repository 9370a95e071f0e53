"""Lines of an edge list as they stand in its file."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter
from ingest.formats.utf8 import text_of_bytes
from ingest.limits import MAX_EDGE_BYTES
from ingest.sources.edges.layout import COMMENTS
from ingest.tables.record_lines import MARK, line_ending


@dataclass(frozen=True, slots=True)
class DataLine:
    """A line that is neither blank nor a comment: its number, where it begins, and its bytes.

    `offset` is None in files whose lines end in carriage returns alone; such files are old and small.
    """

    number: int
    offset: int | None
    content: bytes


def data_lines(
    path: Path, byte_counter: ByteCounter, comments: list[str] | None = None, *, offset: int = 0, number: int = 1
) -> Iterator[DataLine]:
    """Data lines from one on, which begins at `offset` and has a number; comments are added to those given."""
    marks = tuple(mark.encode() for mark in COMMENTS)
    lines = _of_old_macs(path) if line_ending(path) == b"\r" else _lines(path, byte_counter, offset, number)
    for line in lines:
        if line.content.startswith(marks):
            if comments is not None:
                comments.append(line.content[:200].decode("utf-8", "replace"))
        elif not line.content.isspace():
            yield line


def _lines(path: Path, byte_counter: ByteCounter, offset: int, number: int) -> Iterator[DataLine]:
    with path.open("rb") as file:
        file.seek(offset)
        while line := file.readline(MAX_EDGE_BYTES):
            size = len(line)
            if not offset:
                line = line.removeprefix(MARK) or b"\n"
            while len(line) >= MAX_EDGE_BYTES and not line.endswith(b"\n"):
                more = file.readline(MAX_EDGE_BYTES)
                size += len(more)
                if not more or more.endswith(b"\n"):
                    break
            byte_counter.read_bytes += size
            yield DataLine(number, offset, line)
            offset, number = offset + size, number + 1


def _of_old_macs(path: Path) -> Iterator[DataLine]:
    for number, line in enumerate(path.read_bytes().removeprefix(MARK).split(b"\r"), start=1):
        yield DataLine(number, None, line + b"\n")


def decoded(line: bytes) -> str:
    """Text of a line. Raises RecordRejected for one that is too long or no UTF-8."""
    if len(line) >= MAX_EDGE_BYTES:
        raise RecordRejected(f"the line is longer than {MAX_EDGE_BYTES:,} bytes")
    return text_of_bytes(line, "line")
