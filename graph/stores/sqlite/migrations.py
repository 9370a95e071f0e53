"""What only SQL can do on the way from one schema to the next; the list itself is `graph.stores.migrations`."""

import apsw

from graph.rows.table import SHAPES, Table
from graph.stores.sqlite.schema import (
    TYPES,
    columns_of,
    drop_index_statements,
    index_statements,
    table_statements,
)


def lay_out(connection: apsw.Connection) -> None:
    """Add tables, columns and indexes that are not there yet; rows stay as they are. Harmless when run again."""
    for statement in table_statements():
        connection.execute(statement)
    for table, shape in SHAPES.items():
        there = _columns_there(connection, table)
        for name, kind in shape.columns.items():
            if name not in there:
                connection.execute(f'ALTER TABLE {table} ADD COLUMN "{name}" {TYPES[kind]}')
    for statement in index_statements():
        connection.execute(statement)


def number_posts(connection: apsw.Connection) -> None:
    """Give posts row numbers that last, by which their words are indexed: a table cannot get those later."""
    if "rowid" in _columns_there(connection, Table.POSTS):
        return
    names = ", ".join(columns_of(Table.POSTS))
    connection.execute("ALTER TABLE posts RENAME TO former_posts")
    for statement in drop_index_statements(Table.POSTS):
        connection.execute(statement)
    for statement in (*table_statements(), *index_statements()):
        connection.execute(statement)
    connection.execute(f"INSERT INTO posts ({names}) SELECT {names} FROM former_posts ORDER BY id")  # noqa: S608
    connection.execute("DROP TABLE former_posts")


def _columns_there(connection: apsw.Connection, table: Table) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?)", (table.value,))}
