"""Opening a SQLite file: whether it is ours, how it is connected to, and what brings it up to date."""

from pathlib import Path
from typing import Any, Final

import apsw

from graph.errors import StoreUnavailable
from graph.stores.sqlite.migrations import migrate
from graph.stores.sqlite.schema import APPLICATION_ID, SCHEMA_VERSION, create_statements

_PRAGMAS: Final = (
    "PRAGMA busy_timeout = 30000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -262144",
    "PRAGMA foreign_keys = OFF",
)


def prepared(path: Path) -> apsw.Connection:
    """Check that a file is ours before anything is written to it, make or migrate its tables, and connect to it."""
    if path.exists() and path.stat().st_size:
        _refuse_foreign(path)
    connection = connect(path)
    connection.execute("BEGIN IMMEDIATE")
    migrate(connection, single(connection, "PRAGMA user_version"))
    for statement in create_statements():
        connection.execute(statement)
    connection.execute("COMMIT")
    return connection


def connect(path: Path) -> apsw.Connection:
    """Connect to a file. Raises StoreUnavailable."""
    try:
        connection = apsw.Connection(str(path))
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except apsw.NotADBError as error:
        raise StoreUnavailable(f"{path} is not a Kith store: it is no SQLite database") from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError) as error:
        raise StoreUnavailable(f"cannot open {path}: {error}") from error
    return connection


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells the file at a path from every other: its device and its number there; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def single(connection: apsw.Connection, query: str) -> Any:
    """Value of a query that has one."""
    return next(iter(connection.execute(query)))[0]


def _refuse_foreign(path: Path) -> None:
    if path.is_dir():
        raise StoreUnavailable(f"{path} is a folder; expected a file such as kith.db")
    try:
        probe = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        mark = single(probe, "PRAGMA application_id")
        version = single(probe, "PRAGMA user_version")
        probe.close()
    except apsw.NotADBError as error:
        raise StoreUnavailable(f"{path} is not a Kith store: it is no SQLite database") from error
    except apsw.Error as error:
        raise StoreUnavailable(f"cannot open {path}: {error}") from error
    if mark != APPLICATION_ID:
        raise StoreUnavailable(f"{path} is not a Kith store: it is a database of another program")
    if version > SCHEMA_VERSION:
        raise StoreUnavailable(
            f"{path} was written by a newer Kith (schema {version}, this one knows {SCHEMA_VERSION}); update Kith"
        )
