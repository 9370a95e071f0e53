"""The source `x`: X API v2 as JSON lines, as twarc and others keep it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Final

from typing_extensions import override

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter, files_below, fingerprint, passed_over, size_of
from ingest.formats.json_lines import SUFFIXES, JsonLine, decode, read_json_lines
from ingest.formats.json_values import JsonObject
from ingest.registration import option, source
from ingest.source import Raw, Source, Translated
from ingest.sources.x.payload import XItem, XKind, items_of
from ingest.sources.x.records import deletion_of, record_of

_EXPECTED: Final = "X API v2 responses, one JSON document a line"


@dataclass(frozen=True, slots=True)
class _Compliance:
    """A compliance line; it says not whether its id is a post's or a user's, nor when it was asked for."""

    line: JsonObject
    of_users: bool
    asked_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class XOptions:
    """What a command says about files of X."""

    kind: str | None = option(
        None,
        "--as",
        "What compliance files are about, where their names do not say so.",
        placeholder="KIND",
        choices=("tweets", "users"),
    )


_NO_OPTIONS: Final = XOptions()


@source(
    "x",
    options=XOptions,
    summary="X API v2 as JSON lines: pages, flattened posts, streams, users, compliance files",
    usage=("kith load x FILE.jsonl...", "kith load x compliance.jsonl --as users"),
)
class X(Source):
    """X API v2 as JSON lines: pages, flattened posts, streams, users and compliance files; see `docs/sources.md`."""

    def __init__(self, paths: Sequence[Path], options: XOptions = _NO_OPTIONS) -> None:
        self._paths = paths
        self._kind = options.kind
        self._byte_counter = ByteCounter()

    @override
    def input_key(self) -> str:
        return fingerprint(self._files, f"x|{self._kind}")

    @override
    def remarks(self) -> Iterator[str]:
        return passed_over(self._paths, SUFFIXES)

    @override
    def size_bytes(self) -> int | None:
        return size_of(self._files)

    @override
    def read_bytes(self) -> int:
        return self._byte_counter.read_bytes

    @override
    def fetch(self) -> Iterator[Raw]:
        for line in read_json_lines(self._files, self._byte_counter, _EXPECTED):
            yield from self._marked(line)

    @override
    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        file, offset, number, pieces = bookmark
        lines = read_json_lines(self._files, self._byte_counter, _EXPECTED, (file, offset, number))
        yield from islice(chain.from_iterable(map(self._marked, lines)), pieces, None)

    def _marked(self, line: JsonLine) -> Iterator[Raw]:
        """The pieces of a line, each with the bookmark of the line and its number within."""
        for pieces, raw in enumerate(self._unpack(line), start=1):
            yield replace(raw, bookmark=(*line.bookmark, pieces))

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        item = raw.value
        if isinstance(item, RecordRejected):
            raise item
        if isinstance(item, _Compliance):
            yield deletion_of(item.line, of_users=item.of_users, asked_at=item.asked_at)
        else:
            yield record_of(item)

    def _unpack(self, line: JsonLine) -> Iterator[Raw]:
        if line.flaw is not None:
            yield Raw(line.at, RecordRejected(line.flaw), line.path.name)
            return
        try:
            document = decode(line.content)
        except RecordRejected as flaw:
            yield Raw(line.at, flaw, line.content[:20_000].decode("utf-8", "replace"))
            return
        for item in items_of(document):
            if item.kind is XKind.COMPLIANCE:
                yield Raw(line.at, self._compliance(line.path, item))
            else:
                yield Raw(line.at, item)

    def _compliance(self, path: Path, item: XItem) -> _Compliance:
        of_users = self._kind == "users" if self._kind else "user" in path.name.lower()
        return _Compliance(item.value, of_users, datetime.fromtimestamp(path.stat().st_mtime, UTC))

    @cached_property
    def _files(self) -> list[Path]:
        return files_below(self._paths, SUFFIXES)
