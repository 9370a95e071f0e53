"""A third kind of store, in memory: the smallest row store, which shows that the contract is not of two alone."""

import copy
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from typing_extensions import override

from graph.rows.row_store import Row, RowReader, RowStore, RowWriter
from graph.rows.table import SHAPES, Table
from graph.stores.migrations import SCHEMA_VERSION
from graph.text.word_index import words_for_index

T = TypeVar("T")
Tables = dict[Table, dict[str, dict[str, Any]]]


def checked(table: Table, columns: Sequence[str] | None) -> list[str]:
    """Columns asked for, all without any; raises KeyError for one that the table does not have."""
    known = SHAPES[table].columns
    for name in columns or ():
        if name not in known:
            raise KeyError(f"table {table} has no column {name!r}")
    return list(known) if columns is None else list(columns)


class MemoryTransaction(RowWriter):
    """Reads and writes tables that are this transaction's own."""

    def __init__(self, tables: Tables, meta: dict[str, str]) -> None:
        self._tables = tables
        self._meta = meta

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        names = ["id", *checked(table, columns)]
        rows = self._tables[table]
        return {i: {name: copy.copy(rows[i][name]) for name in names} for i in ids if i in rows}

    @override
    def find(
        self, table: Table, column: str, values: Sequence[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        wanted = set(values)
        ids = [i for i, row in sorted(self._tables[table].items()) if wanted & set(_listed(row[column]))]
        return list(self.get(table, ids, columns).values())

    @override
    def find_words(self, phrases: Sequence[str]) -> list[str]:
        words = {i: f" {words_for_index(row['text'])} " for i, row in self._tables[Table.POSTS].items()}
        return sorted(i for i, text in words.items() if any(f" {phrase} " in text for phrase in phrases))

    @override
    def scan(
        self, table: Table, columns: Sequence[str], after_seq: int = -1, block: int = 50_000
    ) -> Iterator[dict[str, list[Any]]]:
        names = checked(table, columns)
        rows = [row for row in self._tables[table].values() if (row.get("seq") or 0) > after_seq or "seq" not in row]
        for start in range(0, len(rows), block):
            part = rows[start : start + block]
            yield {name: [copy.copy(row[name]) for row in part] for name in names}

    @override
    def ids(self, table: Table, after: str, first: int) -> list[str]:
        return sorted(i for i in self._tables[table] if i > after)[:first]

    @override
    def page(
        self, table: Table, order: str, after: int, first: int, matching: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        checked(table, [order, *([matching[0]] if matching else [])])
        rows = [row for row in self._tables[table].values() if row[order] > after]
        rows = [row for row in rows if matching is None or row[matching[0]] == matching[1]]
        return [dict(row) for row in sorted(rows, key=lambda row: int(row[order]))[:first]]

    @override
    def count(self, table: Table) -> int:
        return len(self._tables[table])

    @override
    def meta(self, name: str) -> str | None:
        return self._meta.get(name)

    @property
    @override
    def schema(self) -> int:
        return int(self._meta.get("schema", 0))

    @override
    def put(self, table: Table, rows: Sequence[Row]) -> None:
        lists = {name for name, kind in SHAPES[table].columns.items() if kind == "texts"}
        for row in rows:
            self._tables[table][row["id"]] = {
                name: list(row[name] or []) if name in lists else row[name] for name in SHAPES[table].columns
            }

    @override
    def delete(self, table: Table, ids: Sequence[str]) -> None:
        for identifier in ids:
            self._tables[table].pop(identifier, None)

    @override
    def take_seq(self, count: int) -> int:
        first = self.seq + 1
        self.set_meta("seq", str(first + count - 1))
        return first

    @override
    def set_meta(self, name: str, value: str) -> None:
        self._meta[name] = value

    @override
    def set_schema(self, version: int) -> None:
        self._meta["schema"] = str(version)


class MemoryRowStore(RowStore):
    """Rows in dictionaries: a transaction works on copies, which take the place of the former at its end."""

    def __init__(self) -> None:
        self._tables: Tables = {table: {} for table in Table}
        self._meta = {"schema": str(SCHEMA_VERSION)}
        self._commits = 0
        self._writing = threading.Lock()

    @override
    def read(self, work: Callable[[RowReader], T]) -> T:
        return work(MemoryTransaction(self._tables, self._meta))

    @override
    def write(self, work: Callable[[RowWriter], T]) -> T:
        with self._writing:
            tables, meta = {table: dict(rows) for table, rows in self._tables.items()}, dict(self._meta)
            answer = work(MemoryTransaction(tables, meta))
            self._tables, self._meta = tables, meta
            self._commits += 1
            return answer

    @override
    def commits(self) -> int:
        return self._commits

    @override
    def version(self) -> tuple[str, str]:
        return "memory", "1"

    @override
    def close(self) -> None:
        """Nothing is held."""


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [] if value is None else [value]
