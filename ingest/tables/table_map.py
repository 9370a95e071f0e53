"""How the columns of a table become the fields of records."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter

from ingest.formats.moments import Moments, form_of
from ingest.tables.table_columns import COLUMNS, NEEDED, TableKind
from ingest.tables.tables import TableFile

Row = list[str]
Cell = Callable[[Row], str]


@dataclass(frozen=True, slots=True)
class Take:
    """Where a field comes from: a column, several joined by a blank, or a constant; for moments also how to read it."""

    columns: tuple[str, ...] = ()
    value: str | None = None
    form: str | None = None
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class OrderLines:
    """A second table whose lines, joined `on` a column, sum up to the amount of a transaction."""

    file: str
    on: str
    price: str
    quantity: str | None = None
    discount: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMap:
    """How one table becomes records of one kind. A `foreign` table is not one of the project's own files."""

    kind: TableKind
    takes: Mapping[str, Take] = field(default_factory=dict)
    foreign: bool = False
    file: str | None = None
    lines: OrderLines | None = None

    def missing_in(self, table: TableFile) -> list[str]:
        """Columns that the table lacks: those named in a foreign mapping, or those an own file cannot do without."""
        if self.foreign:
            columns = [column for take in self.takes.values() for column in take.columns]
            columns += [self.lines.on] if self.lines and "id" not in self.takes else []
            return [column for column in dict.fromkeys(columns) if table.position_of(column) is None]
        return [
            " or ".join(group)
            for group in NEEDED[self.kind]
            if not any(name in self.takes and self._finds(name, table) for name in group)
        ]

    def bind(self, table: TableFile) -> "BoundMap":
        """Look up the columns of a table once, for all of its rows."""
        cells: dict[str, Cell] = {}
        moments: dict[str, Moments] = {}
        first_rows = table.first_rows()
        for name, take in self.takes.items():
            cell = _cell(take, table)
            if cell is not None:
                cells[name] = cell
            if take.form or take.zone or (cell is not None and COLUMNS[self.kind][name].moment):
                form = take.form or form_of(map(cell or _nothing, first_rows))
                moments[name] = Moments(form, take.zone)
        return BoundMap(self, cells, moments)

    def key(self) -> str:
        """What tells this mapping from others. Columns that are taken by their own name do not count.

        So that the input of an older version is the same input when Kith's tables have a column more.
        """
        takes = {name: take for name, take in self.takes.items() if self.foreign or take != Take((name,))}
        return repr(replace(self, takes=takes))

    def expectation(self) -> str:
        """What is expected of a file, for messages."""
        if self.foreign:
            columns = dict.fromkeys(column for take in self.takes.values() for column in take.columns)
            return "a table with the mapped columns " + ", ".join(repr(column) for column in columns)
        return f"a table of {self.kind.value} with the columns {', '.join(COLUMNS[self.kind])}"

    def _finds(self, name: str, table: TableFile) -> bool:
        take = self.takes[name]
        return take.value is not None or all(table.position_of(column) is not None for column in take.columns)


@dataclass(frozen=True, slots=True)
class BoundMap:
    """A mapping whose columns were found in a table."""

    map: TableMap
    cells: Mapping[str, Cell]
    moments: Mapping[str, Moments]

    def has(self, name: str) -> bool:
        """Tell whether a field has a column or a constant."""
        return name in self.cells

    def cell(self, name: str) -> Cell:
        """How to take a field from a row; an empty text when the table has none such."""
        return self.cells.get(name, _nothing)

    def moment(self, name: str) -> Moments:
        """How to read a field that holds moments."""
        return self.moments.get(name) or Moments()


def own_map(kind: TableKind, network: str | None, form: str | None = None, zone: str | None = None) -> TableMap:
    """The mapping of one of the project's own files: every field has the column of its name."""
    takes: dict[str, Take] = {}
    for name, column in COLUMNS[kind].items():
        timed = column.moment
        takes[name] = Take((name,), form=form if timed else None, zone=zone if timed else None)
    if network is not None:
        takes["network"] = Take(("network",), value=network)
    return TableMap(kind=kind, takes=takes)


def _cell(take: Take, table: TableFile) -> Cell | None:
    places = [table.position_of(column) for column in take.columns]
    positions = [place for place in places if place is not None]
    if len(positions) < len(places) or not positions:
        constant = take.value
        return None if constant is None else lambda _row: constant
    if len(positions) == 1 and take.value is None:
        return itemgetter(positions[0])
    return _joined(positions, take.value)


def _joined(places: Sequence[int], fallback: str | None) -> Cell:
    """Several columns joined by a blank; the fallback where they are all empty."""

    def cell(row: Row) -> str:
        return " ".join(part for place in places if (part := row[place].strip())) or fallback or ""

    return cell


def _nothing(_row: Row) -> str:
    return ""
