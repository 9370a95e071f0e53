"""SQLite as a row store: one file in WAL mode, through apsw, whose SQLite is current."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

import apsw
import orjson
from typing_extensions import override

from graph.errors import StoreUnavailable
from graph.rows.row_store import Row, RowReader, RowStore, RowWriter
from graph.rows.table import SHAPES, Table
from graph.stores.migrations import migrate
from graph.stores.sqlite.migrations import number_posts
from graph.stores.sqlite.opening import (
    begin_writing,
    check_place,
    connect,
    damaged,
    identity_of,
    page_faults,
    prepared,
    schema_of,
    single,
)
from graph.stores.sqlite.schema import columns_of, decoders_of, upsert_statement
from graph.stores.sqlite.scrubbing import scrub
from graph.stores.sqlite.words import delete_words, posts_with, put_words

T = TypeVar("T")

_IDS_A_QUERY: Final = 20_000


def _chunks(items: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


class _Reading(RowReader):
    """Reads on one connection, inside the transaction that its row store has opened."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        names = columns_of(table, columns)
        rows: dict[str, dict[str, Any]] = {}
        query = f"SELECT {', '.join(names)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for chunk in _chunks(list(ids), _IDS_A_QUERY):
            for row in self._rows(table, names, query, chunk):
                rows[row["id"]] = row
        return rows

    @override
    def find(
        self, table: Table, column: str, values: Sequence[str], columns: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        names = columns_of(table, columns)
        picked = ", ".join(names)
        keys = "(SELECT value FROM json_each(?))"
        if column == "mentions":
            inner = f"SELECT post FROM post_mentions WHERE account IN {keys}"  # noqa: S608
            query = f"SELECT {picked} FROM {table} WHERE id IN ({inner})"  # noqa: S608
        else:
            columns_of(table, [column])
            query = f'SELECT {picked} FROM {table} WHERE "{column}" IN {keys}'  # noqa: S608
        rows = {
            row["id"]: row
            for chunk in _chunks(list(values), _IDS_A_QUERY)
            for row in self._rows(table, names, query, chunk)
        }
        return [rows[key] for key in sorted(rows)]

    @override
    def find_words(self, phrases: Sequence[str]) -> list[str]:
        return posts_with(self._connection, phrases)

    @override
    def scan(
        self, table: Table, columns: Sequence[str], after_seq: int = -1, block: int = 50_000
    ) -> Iterator[dict[str, list[Any]]]:
        names = columns_of(table, columns)[0 if "id" in columns else 1 :]
        where = " WHERE seq > ?" if "seq" in SHAPES[table].columns and after_seq >= 0 else ""
        query = f"SELECT {', '.join(names)} FROM {table}{where}"  # noqa: S608
        cursor = self._connection.cursor()
        cursor.execute(query, (after_seq,) if where else ())
        decoders = decoders_of(table, [name.strip('"') for name in names])
        while rows := list(islice(cursor, block)):
            values = [list(column) for column in zip(*rows, strict=True)]
            for position, decode in decoders:
                values[position] = [None if v is None else decode(v) for v in values[position]]
            yield {name.strip('"'): column for name, column in zip(names, values, strict=True)}

    @override
    def ids(self, table: Table, after: str, first: int) -> list[str]:
        query = f"SELECT id FROM {table} WHERE id > ? ORDER BY id LIMIT ?"  # noqa: S608
        return [str(row[0]) for row in self._connection.execute(query, (after, first))]

    @override
    def page(
        self, table: Table, order: str, after: int, first: int, matching: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        names = columns_of(table)
        (number,) = columns_of(table, [order])[1:]
        where = f"{number} > ?"
        parameters: tuple[Any, ...] = (after, first)
        if matching is not None:
            where, parameters = f"{where} AND {columns_of(table, [matching[0]])[1]} = ?", (after, matching[1], first)
        query = f"SELECT {', '.join(names)} FROM {table} WHERE {where} ORDER BY {number} LIMIT ?"  # noqa: S608
        return list(self._decoded(table, names, query, parameters))

    @override
    def count(self, table: Table) -> int:
        return int(single(self._connection, f"SELECT count(*) FROM {table}"))  # noqa: S608

    @override
    def meta(self, name: str) -> str | None:
        row = self._connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
        return None if row is None else str(row[0])

    @property
    @override
    def schema(self) -> int:
        return schema_of(self._connection)

    def _rows(self, table: Table, names: list[str], query: str, chunk: Sequence[str]) -> Iterator[dict[str, Any]]:
        return self._decoded(table, names, query, (orjson.dumps(list(chunk)).decode(),))

    def _decoded(
        self, table: Table, names: list[str], query: str, parameters: tuple[Any, ...]
    ) -> Iterator[dict[str, Any]]:
        plain = [name.strip('"') for name in names]
        decoders = decoders_of(table, plain)
        for row in self._connection.execute(query, parameters):
            values = list(row)
            for position, decode in decoders:
                if values[position] is not None:
                    values[position] = decode(values[position])
            yield dict(zip(plain, values, strict=True))


class _Writing(_Reading, RowWriter):
    """Writes on one connection, inside the transaction that its row store has opened."""

    @override
    def put(self, table: Table, rows: Sequence[Row]) -> None:
        types = SHAPES[table].columns
        lists = {name for name, kind in types.items() if kind == "texts"}
        values = [
            tuple(
                orjson.dumps(row[name] or []).decode() if name in lists else row[name]  # SQLite has no lists
                for name in types
            )
            for row in rows
        ]
        self._connection.executemany(upsert_statement(table), values)
        if table is Table.POSTS:
            self._put_mentions(rows)
            put_words(self._connection, rows)

    @override
    def delete(self, table: Table, ids: Sequence[str]) -> None:
        for chunk in _chunks(list(ids), _IDS_A_QUERY):
            keys = orjson.dumps(list(chunk)).decode()
            if table is Table.POSTS:
                self._connection.execute(
                    "DELETE FROM post_mentions WHERE post IN (SELECT value FROM json_each(?))", (keys,)
                )
                delete_words(self._connection, keys)
            self._connection.execute(
                f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
                (keys,),
            )

    @override
    def take_seq(self, count: int) -> int:
        first = self.seq + 1
        self.set_meta("seq", str(first + count - 1))
        return first

    @override
    def set_meta(self, name: str, value: str) -> None:
        self._connection.execute(
            "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, value),
        )

    @override
    def set_schema(self, version: int) -> None:
        self._connection.execute(f"PRAGMA user_version = {version:d}")

    def _put_mentions(self, rows: Sequence[Row]) -> None:
        """Keep the index from account to post that `find` by mention needs."""
        ids = orjson.dumps([row["id"] for row in rows]).decode()
        self._connection.execute("DELETE FROM post_mentions WHERE post IN (SELECT value FROM json_each(?))", (ids,))
        self._connection.executemany(
            "INSERT OR IGNORE INTO post_mentions (account, post) VALUES (?, ?)",
            [(account, row["id"]) for row in rows for account in row["mentions"] or ()],
        )


class SqliteRowStore(RowStore):
    """The default place: one file, nothing to set up, good for a million people and several processes at once."""

    def __init__(self, path: Path, *, create: bool = True, may_migrate: bool = True) -> None:
        self._path = path
        self._idle: list[apsw.Connection] = []
        self._lock = threading.Lock()
        self._looking: apsw.Connection | None = None
        """Never writes: it is told of the commits of all others, and of none of its own."""
        if not create and not path.exists():
            raise StoreUnavailable(f"there is no store at {path}; `kith load` or `kith demo` makes one")
        self._give_back(prepared(path, may_migrate=may_migrate))
        self._identity = identity_of(path)
        try:
            migrate(self, str(path), {2: lambda _: self._run_write(number_posts)})
        except BaseException:
            self.close()
            raise

    @override
    def read(self, work: Callable[[RowReader], T]) -> T:
        with self._borrowed() as connection:
            connection.execute("BEGIN")
            try:
                return work(_Reading(connection))
            finally:
                connection.execute("ROLLBACK")

    @override
    def write(self, work: Callable[[RowWriter], T]) -> T:
        return self._run_write(lambda connection: work(_Writing(connection)))

    def _run_write(self, work: Callable[[apsw.Connection], T]) -> T:
        with self._borrowed() as connection:
            begin_writing(connection, self._path)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if isinstance(error, apsw.FullError | apsw.IOError):
                    raise StoreUnavailable(f"cannot write to {self._path}: {error}; is the disk full?") from error
                raise
            return result

    @override
    def commits(self) -> int:
        with self._lock:
            if self._looking is None:
                check_place(self._path, self._identity)
                self._looking = connect(self._path)
            return int(single(self._looking, "PRAGMA data_version"))

    @override
    def faults(self) -> list[str]:
        with self._borrowed() as connection:
            return page_faults(connection)

    @override
    def version(self) -> tuple[str, str]:
        return "sqlite", apsw.sqlite_lib_version()

    @override
    def scrub(self) -> bool:
        return scrub(self._path)

    @override
    def close(self) -> None:
        with self._lock:
            while self._idle:
                self._idle.pop().close()
            if self._looking is not None:
                self._looking.close()
                self._looking = None

    @contextlib.contextmanager
    def _borrowed(self) -> Iterator[apsw.Connection]:
        check_place(self._path, self._identity)
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        connection = connection or connect(self._path)
        try:
            yield connection
        except apsw.CorruptError as error:
            raise damaged(self._path, error) from error
        finally:
            self._give_back(connection)

    def _give_back(self, connection: apsw.Connection) -> None:
        with self._lock:
            self._idle.append(connection)
