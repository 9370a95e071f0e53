"""How the logical tables lie in SQLite: STRICT tables made from their shapes, and the statements over them."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import Any, Final

import orjson

from graph.rows.table import SHAPES, Table

APPLICATION_ID: Final = 0x4B495448
"""Marks a file as ours: the letters KITH."""

TYPES: Final = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER", "bytes": "BLOB", "texts": "TEXT"}


def columns_of(table: Table, columns: Sequence[str] | None = None) -> list[str]:
    """Quoted names of the columns asked for, `id` first; raises KeyError for one that the table does not have."""
    known = SHAPES[table].columns
    names = list(known) if columns is None else ["id", *(c for c in columns if c != "id")]
    for name in names:
        if name not in known:
            raise KeyError(f"table {table} has no column {name!r}")
    return [f'"{name}"' for name in names]


def table_statements() -> Iterator[str]:
    """Statements that make the tables that are not there yet."""
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
    yield (
        "CREATE TABLE IF NOT EXISTS post_mentions"
        " (account TEXT NOT NULL, post TEXT NOT NULL, PRIMARY KEY (account, post)) STRICT, WITHOUT ROWID"
    )
    yield (
        "CREATE VIRTUAL TABLE IF NOT EXISTS post_words"
        " USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii')"
    )
    for table, shape in SHAPES.items():
        body = ", ".join(f'"{name}" {TYPES[kind]}' for name, kind in shape.columns.items() if name != "id")
        # Named, a row's number lasts: else a VACUUM may give out new ones, and the index of words would be wrong.
        number = "rowid INTEGER PRIMARY KEY, " if table is Table.POSTS else ""
        yield f"CREATE TABLE IF NOT EXISTS {table} ({number}id TEXT NOT NULL UNIQUE, {body}) STRICT"


def index_statements() -> Iterator[str]:
    """Statements that make the indexes that are not there yet."""
    yield "CREATE INDEX IF NOT EXISTS post_mentions_post ON post_mentions (post)"
    for table in SHAPES:
        for column in _own_indexes(table):
            yield _index_statement(table, column)


def drop_index_statements(table: Table) -> Iterator[str]:
    """Statements that take a table's indexes away, so that another table can have their names."""
    for column in _own_indexes(table):
        yield f"DROP INDEX {table}_{column}"


def _own_indexes(table: Table) -> list[str]:
    """Columns with an index of their own: mentions have a table."""
    return [column for column in SHAPES[table].indexed if column != "mentions"]


def _index_statement(table: Table, column: str) -> str:
    """Index without the rows in which the column is empty: most accounts have no e-mail, most posts no parent."""
    part = "" if column == "seq" else f' WHERE "{column}" IS NOT NULL'
    return f'CREATE INDEX IF NOT EXISTS {table}_{column} ON {table} ("{column}"){part}'


@cache
def upsert_statement(table: Table) -> str:
    """Statement that inserts or replaces one row; its parameters are the columns in their order."""
    names = columns_of(table)
    places = ", ".join("?" * len(names))
    updates = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({places})"  # noqa: S608
        f" ON CONFLICT (id) DO UPDATE SET {updates}"
    )


def decoders_of(table: Table, columns: Sequence[str]) -> list[tuple[int, Callable[[Any], Any]]]:
    """Positions of the columns that SQLite keeps in another type, and how to read them."""
    types = SHAPES[table].columns
    readers: dict[str, Callable[[Any], Any]] = {"bool": bool, "texts": orjson.loads}
    return [(i, readers[types[c]]) for i, c in enumerate(columns) if types[c] in readers]
