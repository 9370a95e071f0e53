"""The source `edges`: any edge list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar, Final

from typing_extensions import override

from graph.errors import InvalidValue
from graph.model.interaction import Interaction, InteractionKind
from ingest.errors import RecordRejected, SourceError
from ingest.formats.input_files import ByteCounter, files_below, fingerprint, refuse_binary, size_of
from ingest.formats.moments import Moments
from ingest.source import Raw, Source, Translated
from ingest.sources.edges.layout import COMMENTS, EXPECTED, EdgeLayout, layout_of
from ingest.tables.cells import choice, number
from ingest.tables.interaction_rows import KINDS
from ingest.tables.naming import Naming, interaction_id
from ingest.tables.table_rows import moment_or_none

_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".edges", ".edgelist", ".el", ".mtx")
_EXPECTED: Final = f"an edge list: {EXPECTED}"
_MAX_LINE_BYTES: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class _Edge:
    """What is fetched: a line, and the layout of its file."""

    layout: EdgeLayout
    line: bytes


class Edges(Source):
    """Edge lists: two columns and optional weight, kind and time; see `docs/sources.md`.

    * `network`: the network of ids that do not stand in full
    * `undirected`: each edge goes both ways
    * `columns`: the parts of the columns (`from`, `to`, `weight`, `kind`, `at`, `-`), where a file does not say
    * `date_format`, `zone`: how moments are written, and the zone of those that name none (UTC)
    """

    name: ClassVar[str] = "edges"

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        network: str | None = None,
        undirected: bool = False,
        columns: Sequence[str] | None = None,
        date_format: str | None = None,
        zone: str | None = None,
    ) -> None:
        self._paths = paths
        self._network = network or "edges"
        self._undirected = undirected
        self._columns = columns
        self._moments = Moments(date_format, zone)
        self._how = f"edges|{network}|{undirected}|{columns}|{date_format}|{zone}"
        self._naming = Naming()
        self._byte_counter = ByteCounter()
        self._found: list[Path] | None = None

    @override
    def input_key(self) -> str:
        return fingerprint(self._files(), self._how)

    @override
    def size_bytes(self) -> int | None:
        return size_of(self._files())

    @override
    def read_bytes(self) -> int:
        return self._byte_counter.read_bytes

    @override
    def fetch(self) -> Iterator[Raw]:
        self._byte_counter.read_bytes = 0
        layouts = [_layout(path, self._columns) for path in self._files()]
        for path, layout in zip(self._files(), layouts, strict=True):
            lines = _data_lines(path, self._byte_counter)
            for count, (line_number, line) in enumerate(lines):
                if count >= layout.header_lines:
                    yield Raw(
                        f"{path.name}:{line_number}", _Edge(layout, line), line.decode("utf-8", "replace").rstrip()
                    )

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        edge: _Edge = raw.value
        layout = edge.layout
        fields = layout.split(_decoded(edge.line))
        if len(fields) < 2 or len(fields) > len(layout.parts):
            raise RecordRejected(f"expected {len(layout.parts)} fields, got {len(fields)}")
        cells = {part: cell for part, cell in zip(layout.parts, fields, strict=False) if part is not None}
        actor = self._account(cells.get("from", ""))
        try:
            yield from self._acts(actor, self._account(cells.get("to", "")), cells)
        except (RecordRejected, InvalidValue) as flaw:
            raise RecordRejected(str(flaw), actor) from flaw

    def _acts(self, actor: str, target: str, cells: dict[str, str]) -> Iterator[Interaction]:
        kind = choice("kind", cells["kind"], KINDS) if cells.get("kind") else InteractionKind.KNOWS
        at = moment_or_none(self._moments, cells.get("at", ""))
        evidence = number("weight", cells.get("weight", ""))
        yield _act(actor, target, kind, at, evidence)
        if self._undirected and actor != target:
            yield _act(target, actor, kind, at, evidence)

    def _account(self, cell: str) -> str:
        account = self._naming.account(cell, self._network)
        if account is None:
            raise RecordRejected("expected an edge from one to another, got an empty end")
        return account

    def _files(self) -> list[Path]:
        if self._found is None:
            self._found = files_below(self._paths, _SUFFIXES)
        return self._found


def _act(actor: str, target: str, kind: InteractionKind, at: datetime | None, evidence: float | None) -> Interaction:
    identifier = interaction_id(actor, kind, target, at)
    return Interaction(id=identifier, actor=actor, target=target, kind=kind, at=at, evidence=evidence)


def _layout(path: Path, columns: Sequence[str] | None) -> EdgeLayout:
    refuse_binary(path, _EXPECTED)
    first: list[str] = []
    comments: list[str] = []
    try:
        for _, line in _data_lines(path, ByteCounter(), comments):
            first.append(_decoded(line))
            if len(first) == 2:
                break
    except RecordRejected as flaw:
        raise SourceError(f"{path} is no edge list: {flaw.reason}; expected {_EXPECTED}") from flaw
    if not first:
        raise SourceError(f"{path} holds no line; expected {_EXPECTED}")
    return layout_of(first, comments, columns, path.name)


def _data_lines(
    path: Path, byte_counter: ByteCounter, comments: list[str] | None = None
) -> Iterator[tuple[int, bytes]]:
    """Lines that are neither blank nor comments, with their numbers."""
    marks = tuple(mark.encode() for mark in COMMENTS)
    with path.open("rb") as file:
        line_number = 0
        while line := file.readline(_MAX_LINE_BYTES):
            line_number += 1
            byte_counter.read_bytes += len(line)
            if line_number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            while len(line) >= _MAX_LINE_BYTES and not line.endswith(b"\n"):
                more = file.readline(_MAX_LINE_BYTES)
                byte_counter.read_bytes += len(more)
                if not more or more.endswith(b"\n"):
                    break
            if line.startswith(marks):
                if comments is not None:
                    comments.append(line[:200].decode("utf-8", "replace"))
            elif not line.isspace():
                yield line_number, line


def _decoded(line: bytes) -> str:
    if len(line) >= _MAX_LINE_BYTES:
        raise RecordRejected(f"the line is longer than {_MAX_LINE_BYTES:,} bytes")
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise RecordRejected(f"byte {error.start + 1} of the line is no UTF-8 ({line[error.start]:#04x})") from error
