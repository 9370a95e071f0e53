"""How an edge list is laid out: its separator, and which column plays which part."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from graph.model.interaction import InteractionKind
from ingest.errors import RecordRejected, SourceError
from ingest.formats.moments import Moments
from ingest.tables.tables import split_fields

PARTS: Final = ("from", "to", "weight", "kind", "at")
EXPECTED: Final = "from, to[, weight][, kind][, at] on a line"
COMMENTS: Final = ("#", "%")

_NAMES: Final[dict[str, str]] = {
    name: part
    for part, names in {
        "from": ("from", "source", "src", "vertex 1", "u", "actor"),
        "to": ("to", "target", "dst", "vertex 2", "v"),
        "weight": ("weight", "strength", "evidence"),
        "kind": ("kind",),
        "at": ("at", "time", "timestamp", "date", "created_at", "creationdate", "relationship date"),
    }.items()
    for name in names
}
_KINDS: Final = frozenset(kind.value for kind in InteractionKind)
_OTHER_KINDS: Final = ("{", "[", "<")  # how JSON and XML begin
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


def layout_of(first: Sequence[str], comments: Sequence[str], columns: Sequence[str] | None, name: str) -> EdgeLayout:
    """Find the layout from the first two data lines of a file, its comments before them, and the columns if told.

    Raises SourceError when the file `name` is no edge list, or when it could be read in two ways.
    """
    separator = _separator(first[0])
    fields = [split_line(line, separator) for line in first]
    if len(fields[0]) < 2 or first[0].lstrip().startswith(_OTHER_KINDS):
        raise SourceError(f"{name} is no edge list: expected {EXPECTED}, got {first[0]!r:.80}")
    skipped = 1 if comments and comments[0].lower().startswith(_MATRIX_MARKET) else 0  # the matrix's size
    named = _named_parts(fields[0])
    if columns is not None:
        return EdgeLayout(separator, _told_parts(columns), 1 if named else skipped)
    if named:
        return EdgeLayout(separator, named, 1)
    try:
        return EdgeLayout(separator, _guessed_parts(fields[skipped if len(fields) > 1 else 0], name), skipped)
    except RecordRejected as flaw:
        if len(fields) > 1:
            try:
                return EdgeLayout(separator, _guessed_parts(fields[1], name), 1)
            except RecordRejected:
                pass
        raise SourceError(f"{name} is no edge list: expected {EXPECTED}, got {first[0]!r:.80}") from flaw


def _separator(line: str) -> str | None:
    for separator in ("\t", ",", "|", ";"):
        if separator in line:
            return separator
    return None


def _named_parts(fields: Iterable[str]) -> tuple[str | None, ...] | None:
    """Parts by the names in a header; None when the line is no header."""
    parts: list[str | None] = []
    for field in fields:
        part = _NAMES.get(field.strip().casefold())
        parts.append(part if part not in parts else None)
    return tuple(parts) if "from" in parts and "to" in parts else None


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
        float(field)
    except ValueError:
        Moments().read(field)
        return "at"
    return "number"


def _looks_like_moment(field: str) -> bool:
    return field.isdecimal() and len(field) >= 9
