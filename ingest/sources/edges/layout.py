"""How an edge list is laid out: its separator, and which column plays which part."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.interaction import InteractionKind
from ingest.errors import RecordRejected, SourceError
from ingest.formats.moments import Moments
from ingest.sources.edges.other_formats import format_named, shape_named
from ingest.tables.cells import with_point
from ingest.tables.tables import split_fields

PARTS: Final = ("from", "to", "weight", "kind", "at")
EXPECTED: Final = "from, to[, weight][, kind][, at] on a line"
COMMENTS: Final = ("#", "%")

_NAMES: Final[dict[str, str]] = {
    name: part
    for part, names in {
        "from": ("from", "source", "src", "vertex 1", "u", "actor", ":start_id"),
        "to": ("to", "target", "dst", "vertex 2", "v", ":end_id"),
        "weight": ("weight", "strength", "evidence"),
        "kind": ("kind", ":type"),
        "at": ("at", "time", "timestamp", "date", "created_at", "creationdate", "relationship date"),
        "direction": ("type",),
    }.items()
    for name in names
}
"""Parts by the names of columns: people's own, those of Gephi (`Type`), NodeXL (`Vertex 1`) and Neo4j (`:START_ID`)."""

_NODEXL: Final = {"relationship": "relationship"}
"""What a column means only beside NodeXL's `Vertex 1`."""

_TYPED: Final = re.compile(r"(?P<name>:?[^:(]+)(?::\w+(?:\[\])?)?(?:\s*\(.*\))?\Z")  # weight:double, :END_ID(Person)
_KINDS: Final = frozenset(kind.value for kind in InteractionKind)
_MATRIX_MARKET: Final = "%%matrixmarket"


@dataclass(frozen=True, slots=True)
class EdgeLayout:
    """Separator of an edge list (None for blanks), the part of each column, and how many lines stand above the data.

    `parts` has None for columns that play none.
    """

    separator: str | None
    parts: tuple[str | None, ...]
    header_lines: int

    def split(self, line: str) -> list[str]:
        """The fields of a line."""
        return split_line(line, self.separator)

    def place(self, part: str) -> int | None:
        """Which column plays a part."""
        return self.parts.index(part) if part in self.parts else None


def split_line(line: str, separator: str | None) -> list[str]:
    """Split a line at its separator, or at blanks. Raises RecordRejected."""
    if separator is None:
        return line.split()
    return [field.strip() for field in split_fields(line.strip("\r\n"), separator)]


def layout_of(
    lines: Sequence[str],
    comments: Sequence[str],
    columns: Sequence[str] | None,
    name: str,
    count: Callable[[], int] | None = None,
) -> EdgeLayout:
    """Find the layout from the first data lines of a file, its comments before them, and the columns if told.

    `count` tells how many data lines there are in all, where these are not all.

    Raises SourceError when the file `name` is no edge list, or when it could be read in two ways.
    """
    other = format_named(lines)
    if other is not None:
        raise _refusal(name, other)
    above = _size_lines(lines, comments, count or (lambda: len(lines)))
    lines = lines[above:] or lines
    separator = _separator(lines[0])
    rows = [split_line(line, separator) for line in lines]
    if len(rows[0]) < 2:
        raise SourceError(f"{name} is no edge list: expected {EXPECTED}, got {lines[0]!r:.80}")
    named = _named_parts(rows[0])
    if columns is not None:
        parts = _told_parts(columns)
        return EdgeLayout(separator, parts, above + (1 if named or _is_header(rows, parts) else 0))
    if named:
        return EdgeLayout(separator, named, above + 1)
    other = shape_named(rows)
    if other is not None:
        raise _refusal(name, other, "; if it holds edges all the same, say what its columns are: --columns from,to,-,-")
    try:
        parts = _guessed_parts(_typical(rows), name)
    except RecordRejected as flaw:
        try:
            return EdgeLayout(separator, _guessed_parts(rows[1], name), above + 1)
        except (RecordRejected, IndexError):
            raise SourceError(f"{name} is no edge list: expected {EXPECTED}, got {lines[0]!r:.80}") from flaw
    return EdgeLayout(separator, parts, above + (1 if _is_header(rows, parts) else 0))


def _typical(rows: Sequence[Sequence[str]]) -> Sequence[str]:
    """The first row that has as many fields as most."""
    (width, _), *_ = Counter(map(len, rows)).most_common(1)
    return next(row for row in rows if len(row) == width)


def _refusal(name: str, other: str, or_else: str = "") -> SourceError:
    return SourceError(
        f"{name} is {other}; kith reads edge lists: expected {EXPECTED}. Export it as one, such as CSV{or_else}"
    )


def _size_lines(lines: Sequence[str], comments: Sequence[str], count: Callable[[], int]) -> int:
    """How many lines above the edges hold the size of the graph: the number of nodes, or of nodes and edges.

    Two numbers above edges of three fields may be an edge without a weight: unless there are as many edges as they say.
    """
    if comments and comments[0].lower().startswith(_MATRIX_MARKET):
        return 1 if len(lines) > 1 else 0
    if len(lines) < 2:
        return 0
    first, second = (split_line(line, _separator(line)) for line in lines[:2])
    if not all(cell.isdecimal() for cell in first) or len(first) >= len(second) or len(first) > 2:
        return 0
    return 1 if len(first) == 1 or int(first[1]) == count() - 1 else 0


def _is_header(rows: Sequence[Sequence[str]], parts: Sequence[str | None]) -> bool:
    """Whether the first line fits the parts worse than the second: other words where that has numbers and moments."""
    return len(rows) > 1 and not _fits(rows[0], rows[1], parts) and _fits(rows[1], rows[1], parts)


def _fits(row: Sequence[str], like: Sequence[str], parts: Sequence[str | None]) -> bool:
    """Whether each cell is what its part needs; ends are numbers where both ends of the row `like` are."""
    numbered = all(cell.isdecimal() for cell in _ends(like, parts))
    if numbered and not any(letter.isdecimal() for cell in _ends(row, parts) for letter in cell):
        return False
    return all(
        not cell or _may_be(part, cell)
        for cell, part in zip(row, parts, strict=False)
        if part in {"weight", "at", "kind"}
    )


def _ends(row: Sequence[str], parts: Sequence[str | None]) -> list[str]:
    return [cell for cell, part in zip(row, parts, strict=False) if part in {"from", "to"}]


def _may_be(part: str, cell: str) -> bool:
    try:
        guess = _guessed_part(cell)
    except RecordRejected:
        return part == "at" and any(letter.isdecimal() for letter in cell)  # a moment of a format that is told apart
    return guess == part or (guess == "number" and part != "kind")


def _separator(line: str) -> str | None:
    if line.count(";") > line.count(","):
        return ";"  # where numbers have decimal commas
    for separator in ("\t", ",", "|", ";"):
        if separator in line:
            return separator
    return None


def _named_parts(fields: Iterable[str]) -> tuple[str | None, ...] | None:
    """Parts by the names in a header; None when the line is no header."""
    names = [_plain_name(field) for field in fields]
    known = _NAMES | _NODEXL if "vertex 1" in names else _NAMES
    parts: list[str | None] = []
    for name in names:
        part = known.get(name)
        parts.append(part if part not in parts else None)
    return tuple(parts) if "from" in parts and "to" in parts else None


def _plain_name(field: str) -> str:
    """A column's name without what some programs add: `creationDate:LONG`, `:END_ID(Person)`, `Date (UTC)`."""
    match = _TYPED.match(field.strip().casefold())
    return match["name"].strip() if match else ""


def _told_parts(columns: Sequence[str]) -> tuple[str | None, ...]:
    parts = [column.strip().lower() for column in columns]
    if not {"from", "to"} <= set(parts) <= {*PARTS, "-"}:
        raise SourceError(f"expected columns like from,to,weight,at (- for one to leave out), got {','.join(columns)}")
    return tuple(None if part == "-" else part for part in parts)


def _guessed_parts(fields: Sequence[str], name: str) -> tuple[str | None, ...]:
    """Parts by what a data line holds. Raises RecordRejected when it holds anything else."""
    parts: list[str | None] = ["from", "to"]
    for place, field in enumerate(fields[2:], start=3):
        part = _guessed_part(field)
        if part == "number":
            part = "weight" if "weight" not in parts else "at"
            if part == "weight" and _looks_like_moment(field):
                raise SourceError(
                    f"{name}: column {place} holds {field}: is it a weight or a moment? Name the columns in a first"
                    " line (from,to,at), or with --columns"
                )
        parts.append(part if part not in parts else None)
    return tuple(parts)


def _guessed_part(field: str) -> str:
    if field.upper() in _KINDS:
        return "kind"
    try:
        float(with_point(field))
    except ValueError:
        Moments().read(field)
        return "at"
    return "number"


def _looks_like_moment(field: str) -> bool:
    return field.isdecimal() and len(field) >= 9
