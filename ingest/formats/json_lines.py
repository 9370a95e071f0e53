"""Files with one JSON document a line, or with an array of them, or with documents that go over several lines."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any, Final

import orjson

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter, refuse_binary, size_of
from ingest.formats.utf8 import text_of_bytes
from ingest.limits import MAX_LINE_BYTES

_TOKENS: Final = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)
"""Strings, which may hold anything, and the marks at which objects and arrays begin and end."""

_LOOKED_AT: Final = 50
"""Lines that are looked at to tell lines from documents over several lines."""

SUFFIXES: Final = (".jsonl", ".json", ".ndjson")


@dataclass(frozen=True, slots=True)
class JsonLine:
    """A line as it stands in the file: the file, its number, its bytes, and what is wrong with it before it is read."""

    path: Path
    number: int
    content: bytes
    flaw: str | None = None
    bookmark: tuple[int, int, int] = (0, 0, 1)  # its file among those read, where it begins, and its number

    @property
    def at(self) -> str:
        """Where the line is: `file:line`."""
        return f"{self.path.name}:{self.number}"


def read_json_lines(
    paths: Sequence[Path], byte_counter: ByteCounter, expected: str, bookmark: tuple[int, int, int] = (0, 0, 1)
) -> Iterator[JsonLine]:
    """Read the lines of files, blank ones left out; a file without any counts as one flawed line.

    With a bookmark that a line had, that line comes first.
    """
    for path in paths:
        refuse_binary(path, expected)
    first, offset, number = bookmark
    byte_counter.read_bytes = size_of(paths[:first]) + offset
    for file, path in enumerate(paths[first:], start=first):
        read, has_lines = _documents if _goes_over_lines(path) else _lines, False
        for line in read(path, byte_counter, offset, number):
            has_lines = True
            yield replace(line, bookmark=(file, *line.bookmark[1:]))
        offset, number = 0, 1
        if not has_lines:
            yield JsonLine(path, 1, b"", f"the file is empty: expected {expected}", (file, 0, 1))


def _lines(path: Path, byte_counter: ByteCounter, offset: int, number: int) -> Iterator[JsonLine]:
    with path.open("rb") as file:
        file.seek(offset)
        while line := file.readline(MAX_LINE_BYTES):
            start, size = offset, len(line)
            if not offset:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) >= MAX_LINE_BYTES and not line.endswith(b"\n"):
                while more := file.readline(MAX_LINE_BYTES):
                    size += len(more)
                    if more.endswith(b"\n"):
                        break
                flaw = f"the line is longer than {MAX_LINE_BYTES:,} bytes"
                yield JsonLine(path, number, line[:10_000], flaw, (0, start, number))
            elif stripped := line.strip():
                yield JsonLine(path, number, stripped, None, (0, start, number))
            byte_counter.read_bytes += size
            offset, number = offset + size, number + 1


def _goes_over_lines(path: Path) -> bool:
    """Whether a file is an array, or a document over several lines: none of the first is a document by itself.

    Lines of a document are indented, but for its first and last: so one torn line, or several, are no such document.
    """
    with path.open("rb") as file:
        lines = (line.removeprefix(b"\xef\xbb\xbf") for line in iter(lambda: file.readline(MAX_LINE_BYTES), b""))
        head = islice(filter(bytes.strip, lines), _LOOKED_AT)
        first = next(head, b"").strip()
        if first.startswith(b"[") or not first.startswith(b"{") or _is_document(first):
            return first.startswith(b"[")
        second = next(head, None)
        if second is None:
            return b"\r" in first  # which old programs end lines with
        return not any(line.startswith(b"{") and _is_document(line.strip()) for line in chain([second], head))


def _is_document(line: bytes) -> bool:
    try:
        decode(line)
    except RecordRejected:
        return False
    return True


def _documents(path: Path, byte_counter: ByteCounter, offset: int, line: int) -> Iterator[JsonLine]:
    """Objects of a file wherever they begin and end; those in an array that stands around them one by one."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        depth, start, end, counted = 0, offset, offset, offset
        before = byte_counter.read_bytes - offset
        for token in _TOKENS.finditer(content, offset):
            mark = token[0]
            if mark in {b"[", b"{"} and (depth or mark == b"{"):
                start = start if depth else token.start()
                depth += 1
            elif mark in {b"]", b"}"} and depth:
                depth -= 1
                if not depth:
                    line, counted = line + content[counted:start].count(b"\n"), start
                    end = token.end()
                    byte_counter.read_bytes = before + end
                    yield replace(_document(path, line, content[start:end]), bookmark=(0, start, line))
        if not depth and not end:
            yield JsonLine(path, 1, content[:10_000], "expected objects, got an array without any")
        if depth:
            line += content[counted:start].count(b"\n")
            flaw = "the document has no end: the file is cut off"
            yield JsonLine(path, line, content[start : start + 10_000], flaw, (0, start, line))
        byte_counter.read_bytes = before + len(content)


def _document(path: Path, line: int, content: bytes) -> JsonLine:
    if len(content) > MAX_LINE_BYTES:
        return JsonLine(path, line, content[:10_000], f"the document is longer than {MAX_LINE_BYTES:,} bytes")
    return JsonLine(path, line, content)


def decode(line: bytes) -> Any:
    """Read one JSON document. Raises RecordRejected with what is wrong with it."""
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:
        return _decode_leniently(text_of_bytes(line, "line"))


def _decode_leniently(line: str) -> Any:
    """Read what orjson does not: halves of a character, NaN and endless numbers cost what needs them, no document."""
    try:
        return json.loads(line)
    except RecursionError as error:
        raise RecordRejected("the line is no JSON that can be used: expected less nesting") from error
    except ValueError as error:
        raise RecordRejected(f"the line is no JSON: {error}; check that the file is whole") from error
