"""The source `edges`: any edge list."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from typing_extensions import override

from graph.errors import InvalidValue
from graph.model.interaction import Interaction, InteractionKind
from ingest.errors import RecordRejected, SourceError
from ingest.formats.input_files import ByteCounter, files_below, fingerprint, passed_over, refuse_binary, size_of
from ingest.formats.moment_options import date_format_option, zone_option
from ingest.formats.moments import Moments
from ingest.registration import option, source
from ingest.source import Raw, Source, Translated, UnnamedAct
from ingest.sources.edges.layout import EXPECTED, EdgeLayout, layout_of
from ingest.sources.edges.lines import data_lines, decoded
from ingest.sources.edges.other_formats import LINES_LOOKED_AT
from ingest.sources.edges.words import RELATIONSHIPS, is_undirected
from ingest.tables.cells import choice, number
from ingest.tables.interaction_rows import KINDS
from ingest.tables.naming import Naming, interaction_id
from ingest.tables.table_rows import moment_or_none

_SUFFIXES: Final = (".csv", ".tsv", ".txt", ".edges", ".edgelist", ".el", ".mtx")
_EXPECTED: Final = f"an edge list: {EXPECTED}"


@dataclass(frozen=True, slots=True)
class _Edge:
    """What is fetched: a line, and the layout of its file."""

    layout: EdgeLayout
    line: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class EdgesOptions:
    """What a command says about edge lists."""

    network: str | None = option(
        None, "--network", "The network of ids that do not stand in full; `edges` without it.", placeholder="NAME"
    )
    undirected: bool = option(False, "--undirected", "Every edge counts in both directions.")
    columns: tuple[str, ...] = option(
        (),
        "--columns",
        "What the columns are, as `from,to,weight,kind,at` with `-` for one to pass over, where the file does not say.",
        placeholder="PARTS",
    )
    date_format: str | None = date_format_option()
    zone: str | None = zone_option()

    def key(self) -> str:
        """All of them in a line that is the same for the same options."""
        columns = self.columns or None
        return f"edges|{self.network}|{self.undirected}|{columns}|{self.date_format}|{self.zone}"


_NO_OPTIONS: Final = EdgesOptions()


@source(
    "edges",
    options=EdgesOptions,
    summary="any edge list: from, to[, weight][, kind][, at]",
    usage=("kith load edges FILE", "kith load edges FILE --undirected --columns from,to,at"),
)
class Edges(Source):
    """Edge lists: two columns and optional weight, kind and time; see `docs/sources.md`."""

    def __init__(self, paths: Sequence[Path], options: EdgesOptions = _NO_OPTIONS) -> None:
        self._paths = paths
        self._options = options
        self._network = options.network or "edges"
        self._moments = Moments(options.date_format, options.zone)
        self._naming = Naming(any_name=True)
        self._byte_counter = ByteCounter()

    @override
    def input_key(self) -> str:
        return fingerprint(self._files, self._options.key())

    @override
    def remarks(self) -> Iterator[str]:
        return passed_over(self._paths, _SUFFIXES)

    @override
    def size_bytes(self) -> int | None:
        return size_of(self._files)

    @override
    def read_bytes(self) -> int:
        return self._byte_counter.read_bytes

    @override
    def fetch(self) -> Iterator[Raw]:
        layouts = [_layout(path, self._options.columns) for path in self._files]
        self._byte_counter.read_bytes = 0
        for file, layout in enumerate(layouts):
            yield from self._fetch_from(file, layout, layout.header_lines)

    @override
    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        first, offset, number = bookmark
        layouts = [_layout(path, self._options.columns) for path in self._files]
        self._byte_counter.read_bytes = size_of(self._files[:first]) + offset
        yield from self._fetch_from(first, layouts[first], 1, offset, number)
        for file, layout in enumerate(layouts[first + 1 :], start=first + 1):
            yield from self._fetch_from(file, layout, layout.header_lines)

    def _fetch_from(self, file: int, layout: EdgeLayout, skip: int, offset: int = 0, number: int = 1) -> Iterator[Raw]:
        """Lines of a file from one on, but for the first ones."""
        path = self._files[file]
        lines = data_lines(path, self._byte_counter, offset=offset, number=number)
        for line in islice(lines, skip, None):
            text = line.content.decode("utf-8", "replace").rstrip()
            bookmark = () if line.offset is None else (file, line.offset, line.number)
            yield Raw(f"{path.name}:{line.number}", _Edge(layout, line.content), text, bookmark)

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        edge: _Edge = raw.value
        layout = edge.layout
        fields = layout.split(decoded(edge.line))
        if len(fields) < 2 or len(fields) > len(layout.parts):
            raise RecordRejected(f"expected {len(layout.parts)} fields, got {len(fields)}")
        cells = {part: cell for part, cell in zip(layout.parts, fields, strict=False) if part is not None}
        actor = self._account(cells.get("from", ""))
        try:
            yield from self._acts(actor, self._account(cells.get("to", "")), cells)
        except (RecordRejected, InvalidValue) as flaw:
            raise RecordRejected(str(flaw), actor) from flaw

    def _acts(self, actor: str, target: str, cells: dict[str, str]) -> Iterator[UnnamedAct]:
        kind = _kind(cells)
        at = moment_or_none(self._moments, cells.get("at", ""))
        evidence = number("weight", cells.get("weight", ""))
        yield _act(actor, target, kind, at, evidence)
        both_ways = self._options.undirected or is_undirected(cells.get("direction", ""))
        if both_ways and actor != target:
            yield _act(target, actor, kind, at, evidence)

    def _account(self, cell: str) -> str:
        account = self._naming.account(cell, self._network)
        if account is None:
            what = f"nobody ({cell})" if cell.strip() else "an empty end"
            raise RecordRejected(f"expected an edge from one to another, got {what}")
        return account

    @cached_property
    def _files(self) -> list[Path]:
        return files_below(self._paths, _SUFFIXES)


def _kind(cells: dict[str, str]) -> InteractionKind:
    if cells.get("relationship"):
        return choice("Relationship", cells["relationship"], RELATIONSHIPS)
    return choice("kind", cells["kind"], KINDS) if cells.get("kind") else InteractionKind.KNOWS


def _act(actor: str, target: str, kind: InteractionKind, at: datetime | None, evidence: float | None) -> UnnamedAct:
    identifier = interaction_id(actor, kind, target, at)
    return UnnamedAct(Interaction(id=identifier, actor=actor, target=target, kind=kind, at=at, evidence=evidence))


def _layout(path: Path, columns: tuple[str, ...]) -> EdgeLayout:
    refuse_binary(path, _EXPECTED)
    first: list[str] = []
    comments: list[str] = []
    for line in islice(data_lines(path, ByteCounter(), comments), LINES_LOOKED_AT):
        try:
            first.append(decoded(line.content))
        except RecordRejected as flaw:
            if len(first) < 2:
                raise SourceError(f"{path} is no edge list: {flaw.reason}; expected {_EXPECTED}") from flaw
    if not first:
        raise SourceError(f"{path} holds no line; expected {_EXPECTED}")
    return layout_of(first, comments, columns or None, path.name, lambda: _count(path))


def _count(path: Path) -> int:
    return sum(1 for _ in data_lines(path, ByteCounter()))
