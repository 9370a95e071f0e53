"""Writing rows to SQLite, in one transaction."""

from collections.abc import Sequence

import orjson
from typing_extensions import override

from graph.rows.row_store import Row, RowWriter
from graph.rows.table import SHAPES, Table
from graph.stores.sqlite.reading import SqliteReading, chunks
from graph.stores.sqlite.schema import upsert_statement
from graph.stores.sqlite.words import delete_words, put_words


class SqliteWriting(SqliteReading, RowWriter):
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
        for chunk in chunks(list(ids)):
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
