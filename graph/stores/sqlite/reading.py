"""Reading rows from SQLite, in one transaction."""

from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

import apsw
import orjson
from typing_extensions import override

from graph.rows.row_store import RowReader
from graph.rows.table import SHAPES, Table
from graph.stores.sqlite.opening import schema_of, single
from graph.stores.sqlite.schema import columns_of, decoders_of
from graph.stores.sqlite.words import posts_with

_IDS_A_QUERY: Final = 20_000


def chunks(items: Sequence[Any], size: int = _IDS_A_QUERY) -> Iterator[Sequence[Any]]:
    """Parts of a sequence, each of which fits into one query."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class SqliteReading(RowReader):
    """Reads on one connection, inside the transaction that its row store has opened."""

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection

    @override
    def get(self, table: Table, ids: Sequence[str], columns: Sequence[str] | None = None) -> dict[str, dict[str, Any]]:
        names = columns_of(table, columns)
        rows: dict[str, dict[str, Any]] = {}
        query = f"SELECT {', '.join(names)} FROM {table} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608
        for chunk in chunks(list(ids)):
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
        rows = {row["id"]: row for chunk in chunks(list(values)) for row in self._rows(table, names, query, chunk)}
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
