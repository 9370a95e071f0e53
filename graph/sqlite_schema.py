"""How the logical tables lie in SQLite: STRICT tables made from their shapes, and the statements over them."""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final

from graph.table import SHAPES, Table

APPLICATION_ID: Final = 0x4B495448
"""Marks a file as ours: the letters KITH."""
SCHEMA_VERSION: Final = 1

_TYPES: Final = {"text": "TEXT", "int": "INTEGER", "real": "REAL", "bool": "INTEGER", "bytes": "BLOB", "texts": "TEXT"}


def columns_of(table: Table, columns: Sequence[str] | None = None) -> list[str]:
    """Quoted names of the columns asked for, `id` first; raises KeyError for one that the table does not have."""
    known = SHAPES[table].columns
    wanted = list(known) if columns is None else ["id", *(c for c in columns if c != "id")]
    for name in wanted:
        if name not in known:
            raise KeyError(f"table {table} has no column {name!r}")
    return [f'"{name}"' for name in wanted]


def create_statements() -> Iterator[str]:
    """Statements that make an empty store, each harmless when run again."""
    yield f"PRAGMA application_id = {APPLICATION_ID}"
    yield f"PRAGMA user_version = {SCHEMA_VERSION}"
    yield "CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT"
    yield (
        "CREATE TABLE IF NOT EXISTS post_mentions"
        " (account TEXT NOT NULL, post TEXT NOT NULL, PRIMARY KEY (account, post)) STRICT, WITHOUT ROWID"
    )
    yield "CREATE INDEX IF NOT EXISTS post_mentions_post ON post_mentions (post)"
    for table, shape in SHAPES.items():
        body = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in shape.columns.items() if name != "id")
        yield f"CREATE TABLE IF NOT EXISTS {table} (id TEXT NOT NULL UNIQUE, {body}) STRICT"
        for column in shape.indexed:
            if column != "mentions":
                yield _index_statement(table, column)


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
