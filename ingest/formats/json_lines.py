"""Files with one JSON document a line."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NoReturn

import orjson

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter, refuse_binary
from ingest.limits import MAX_LINE_BYTES

SUFFIXES: Final = (".jsonl", ".json", ".ndjson")


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line as it stands in the file: the file, its number, its bytes, and what is wrong with it before it is read."""

    path: Path
    number: int
    content: bytes
    flaw: str | None = None

    @property
    def at(self) -> str:
        """Where the line is: `file:line`."""
        return f"{self.path.name}:{self.number}"


def read_json_lines(paths: Sequence[Path], byte_counter: ByteCounter, expected: str) -> Iterator[JsonLine]:
    """Read the lines of files, blank ones left out; a file without any counts as one flawed line."""
    for path in paths:
        refuse_binary(path, expected)
    for path in paths:
        has_lines = False
        for line in _lines(path, byte_counter):
            has_lines = True
            yield line
        if not has_lines:
            yield JsonLine(path, 1, b"", "the file is empty")


def _lines(path: Path, byte_counter: ByteCounter) -> Iterator[JsonLine]:
    with path.open("rb") as file:
        number = 0
        while line := file.readline(MAX_LINE_BYTES):
            number += 1
            byte_counter.read_bytes += len(line)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
                while (more := file.readline(MAX_LINE_BYTES)) and not more.endswith(b"\n"):
                    byte_counter.read_bytes += len(more)
                yield JsonLine(path, number, line[:10_000], f"the line is longer than {MAX_LINE_BYTES:,} bytes")
            elif stripped := line.strip():
                yield JsonLine(path, number, stripped)


def decode(line: bytes) -> Any:
    """Read one JSON document. Raises RecordRejected with what is wrong with it."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError as error:
        if b"\\u" in line:  # lone surrogates, which are escaped halves of a character, are no reason to lose a post
            return _decode_leniently(line)
        raise RecordRejected(f"the line is no JSON: {error}") from error


def _decode_leniently(line: bytes) -> Any:
    try:
        return json.loads(line, parse_constant=_refuse_constant)
    except RecursionError as error:
        raise RecordRejected("the line is no JSON that can be used: it is nested too deeply") from error
    except ValueError as error:
        raise RecordRejected(f"the line is no JSON: {error}") from error


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
