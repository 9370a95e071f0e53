"""Lines of an edge list as they stand in its file."""

from collections.abc import Iterator
from pathlib import Path

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter
from ingest.limits import MAX_EDGE_BYTES
from ingest.sources.edges.layout import COMMENTS


def data_lines(path: Path, byte_counter: ByteCounter, comments: list[str] | None = None) -> Iterator[tuple[int, bytes]]:
    """Lines that are neither blank nor comments, with their numbers."""
    marks = tuple(mark.encode() for mark in COMMENTS)
    with path.open("rb") as file:
        line_number = 0
        while line := file.readline(MAX_EDGE_BYTES):
            line_number += 1
            byte_counter.read_bytes += len(line)
            if line_number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            while len(line) >= MAX_EDGE_BYTES and not line.endswith(b"\n"):
                more = file.readline(MAX_EDGE_BYTES)
                byte_counter.read_bytes += len(more)
                if not more or more.endswith(b"\n"):
                    break
            if line.startswith(marks):
                if comments is not None:
                    comments.append(line[:200].decode("utf-8", "replace"))
            elif not line.isspace():
                yield line_number, line


def decoded(line: bytes) -> str:
    """Text of a line. Raises RecordRejected for one that is too long or no UTF-8."""
    if len(line) >= MAX_EDGE_BYTES:
        raise RecordRejected(f"the line is longer than {MAX_EDGE_BYTES:,} bytes")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise RecordRejected(f"byte {error.start + 1} of the line is no UTF-8 ({line[error.start]:#04x})") from error
