"""The source `csv`: the project's own tables, and any other table by a mapping."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from typing_extensions import override

from ingest.errors import RecordRejected
from ingest.formats.input_files import ByteCounter, fingerprint, passed_over, size_of
from ingest.registration import source
from ingest.source import Raw, Source, Translated
from ingest.tables.deletion_rows import DeletionRows
from ingest.tables.interaction_rows import InteractionRows
from ingest.tables.order_lines import LineTable, line_sum, open_lines, order_of, read_lines
from ingest.tables.people_rows import PeopleRows
from ingest.tables.post_rows import PostRows
from ingest.tables.table_columns import TableKind
from ingest.tables.table_map import Row, TableMap
from ingest.tables.table_plan import SUFFIXES, Planned, TableOptions, TablePlan, advice_for, plan_tables
from ingest.tables.table_rows import TableRows
from ingest.tables.tables import TableFile, open_table
from ingest.tables.transaction_rows import TransactionRows

_ROWS: Final[dict[TableKind, type[TableRows]]] = {
    TableKind.PEOPLE: PeopleRows,
    TableKind.POSTS: PostRows,
    TableKind.INTERACTIONS: InteractionRows,
    TableKind.DELETIONS: DeletionRows,
}
_NO_OPTIONS: Final = TableOptions()


@dataclass(frozen=True, slots=True)
class _Table:
    """A table that was found to be in order, and how its rows are translated."""

    map: TableMap
    file: TableFile
    lines: TableFile | None
    rows: TableRows


@dataclass(frozen=True, slots=True)
class _Fetched:
    """A row, how it is translated, and the order lines that belong to it."""

    rows: TableRows
    row: Row
    lines: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class _Flawed:
    """Why there is no row."""

    reason: str


@source(
    "csv",
    options=TableOptions,
    summary="people, posts, interactions, transactions and deletions as tables; any other table by a mapping",
    usage=(
        "kith load csv FOLDER",
        "kith load csv posts.csv --network x",
        "kith load csv FILE --as posts --network x --map id=tweet_id,author_handle=user,at=created,text=body",
        "kith load csv FILE --map NAME.toml",
    ),
)
class Csv(Source):
    """Tables in plain text: files, or folders that hold `people.csv`, `posts.csv` and so on; see `docs/sources.md`."""

    def __init__(self, paths: Sequence[Path], options: TableOptions = _NO_OPTIONS) -> None:
        self._paths = paths
        self._options = options
        self._byte_counter = ByteCounter()
        self._opened: tuple[TablePlan, list[_Table]] | None = None

    @override
    def input_key(self) -> str:
        return fingerprint(self._files(), "|".join(table.map.key() for table in self._tables()[1]))

    @override
    def remarks(self) -> Iterator[str]:
        return passed_over(self._paths, SUFFIXES)

    @override
    def size_bytes(self) -> int | None:
        return size_of(self._files())

    @override
    def read_bytes(self) -> int:
        return self._byte_counter.read_bytes

    @override
    def fetch(self) -> Iterator[Raw]:
        plan, tables = self._tables()
        self._byte_counter.read_bytes = 0
        for path in plan.strangers:
            yield Raw(f"{path.name}:1", _Flawed(f"the name says not what it holds: {advice_for(path)}"), path.name)
        for number, table in enumerate(tables):
            yield from self._fetch_with_lines(table) if table.lines else self._fetch_marked(number, table)

    @override
    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        first, *place = bookmark
        _, tables = self._tables()
        self._byte_counter.read_bytes = size_of([table.file.path for table in tables[:first]]) + place[0]
        yield from islice(self._fetch_marked(first, tables[first], tuple(place)), 1, None)
        for number, table in enumerate(tables[first + 1 :], start=first + 1):
            yield from self._fetch_with_lines(table) if table.lines else self._fetch_marked(number, table)

    @override
    def translate(self, raw: Raw) -> Iterator[Translated]:
        fetched = raw.value
        if isinstance(fetched, _Flawed):
            raise RecordRejected(fetched.reason)
        try:
            yield from fetched.rows.translate(fetched.row, fetched.lines)
        except RecordRejected as flaw:
            raise RecordRejected(flaw.reason, flaw.account or _subject(fetched)) from flaw
        except ValueError as error:  # what the ids of the graph room raise
            raise RecordRejected(str(error), _subject(fetched)) from error

    def _fetch_marked(self, number: int, table: _Table, place: tuple[int, ...] = (0, 1, 0)) -> Iterator[Raw]:
        """Rows with bookmarks: the number of the table, and the place of the record in its file."""
        name, rows = table.file.path.name, table.rows
        for record, row in table.file.rows(self._byte_counter, place):
            value = _Flawed(record.flaw or "") if row is None else _Fetched(rows, row)
            bookmark = (number, *record.place) if record.place else ()
            yield Raw(f"{name}:{record.line}", value, record.text, bookmark)

    def _fetch_with_lines(self, table: _Table) -> Iterator[Raw]:
        """Rows with the order lines that belong to each; then the lines that belong to none."""
        gathered = LineTable()
        if table.lines is not None and table.map.lines is not None:
            gathered = read_lines(table.lines, table.map.lines, self._byte_counter)
        for at, flaw, text in gathered.unusable:
            yield Raw(at, _Flawed(flaw), text)
        key = order_of(table.map, table.file)
        for raw in self._fetch_marked(0, table):  # what lines are left for later rows cannot be found again by a place
            value = raw.value
            if isinstance(value, _Fetched):
                value = _Fetched(table.rows, value.row, gathered.take(key(value.row)))
            yield Raw(raw.at, value, raw.text)
        name = table.file.path.name
        for at, order, text in gathered.left():
            yield Raw(at, _Flawed(f"{name} has no transaction {order!r} to which this line belongs"), text)

    def _files(self) -> list[Path]:
        plan, _ = self._tables()
        lines = [planned.lines for planned in plan.tables if planned.lines is not None]
        return list(dict.fromkeys([*(planned.path for planned in plan.tables), *lines, *plan.strangers]))

    def _tables(self) -> tuple[TablePlan, list[_Table]]:
        """What is read, found to be in order. Raises SourceError."""
        if self._opened is None:
            plan = plan_tables(self._paths, self._options)
            self._opened = plan, [_open(planned) for planned in plan.tables]
        return self._opened


def _open(planned: Planned) -> _Table:
    """Find the columns of a table and of its order lines. Raises SourceError."""
    table_map = planned.map
    file = open_table(planned.path, table_map.missing_in, table_map.expectation())
    bound = table_map.bind(file)
    if table_map.kind is not TableKind.TRANSACTIONS:
        return _Table(table_map, file, None, _ROWS[table_map.kind](bound))
    if table_map.lines is None or planned.lines is None:
        return _Table(table_map, file, None, TransactionRows(bound))
    lines = open_lines(planned.lines, table_map.lines)
    return _Table(table_map, file, lines, TransactionRows(bound, line_sum(lines, table_map.lines)))


def _subject(fetched: _Fetched) -> str | None:
    try:
        return fetched.rows.subject(fetched.row)
    except (RecordRejected, ValueError):
        return None
