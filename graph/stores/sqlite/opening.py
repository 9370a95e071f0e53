"""Opening a SQLite file: whether it is ours, how it is connected to, and what brings it up to date."""

import contextlib
import time
from pathlib import Path
from typing import Any, Final

import apsw

from graph.errors import StoreReplaced, StoreUnavailable
from graph.stores.migrations import SCHEMA_VERSION, check_version
from graph.stores.sqlite.migrations import lay_out
from graph.stores.sqlite.schema import APPLICATION_ID

_WAIT_SECONDS: Final = 30
_BETWEEN_TRIES_SECONDS: Final = 0.02

_WRITE_AHEAD: Final = "PRAGMA journal_mode = WAL"

_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -262144",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA secure_delete = ON",
)


def prepared(path: Path, *, may_migrate: bool) -> apsw.Connection:
    """Check that a file is ours and not newer before anything is written to it, add what it lacks, and connect to it.

    Its rows, when they are of an older schema, are for `graph.stores.migrations` to mend. Raises StoreUnavailable.
    """
    if path.exists() and path.stat().st_size:
        check_version(_version_of(path), str(path), may_migrate=may_migrate)
    connection = connect(path)
    if schema_of(connection) != SCHEMA_VERSION:
        begin_writing(connection, path)
        lay_out(connection)
        connection.execute("COMMIT")
    return connection


def connect(path: Path) -> apsw.Connection:
    """Connect to a file. Raises StoreUnavailable."""
    try:
        connection = apsw.Connection(str(path))
        connection.set_busy_timeout(_WAIT_SECONDS * 1000)
        _write_ahead(connection)
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except apsw.NotADBError as error:
        raise StoreUnavailable(f"{path} is not a Kith store: it is no SQLite database") from error
    except apsw.CorruptError as error:
        raise damaged(path, error) from error
    except (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError, apsw.BusyError) as error:
        raise StoreUnavailable(f"cannot open {path}: {error}") from error
    return connection


def _write_ahead(connection: apsw.Connection) -> None:
    """Have a file keep a write-ahead log. SQLite's own waiting does not cover that: two who open a new file may meet.

    Raises apsw.BusyError when others are at it for all the time that there is.
    """
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(apsw.BusyError):
            connection.execute(_WRITE_AHEAD)
            return
        time.sleep(_BETWEEN_TRIES_SECONDS)
    connection.execute(_WRITE_AHEAD)


def identity_of(path: Path) -> tuple[int, int] | None:
    """What tells the file at a path from every other: its device and its number there; None when there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def check_place(path: Path, identity: tuple[int, int] | None) -> None:
    """Refuse to read or write a file that nobody will open again, or one that took its place. Raises StoreReplaced."""
    if identity_of(path) != identity:
        raise StoreReplaced(
            "the file of the store was moved, removed or replaced while it was open; restart the server"
        )


def damaged(path: Path, error: apsw.Error) -> StoreUnavailable:
    """What to say of a file whose pages are damaged."""
    return StoreUnavailable(
        f"{path} is damaged ({error}); kith doctor lists what is wrong, and a backup, or loading again, mends it"
    )


def page_faults(connection: apsw.Connection) -> list[str]:
    """What SQLite finds wrong with the pages of a file, the first few; reads all of it."""
    try:
        rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(20)")]
    except apsw.CorruptError as error:
        return [str(error)]
    return [] if rows == ["ok"] else rows


def single(connection: apsw.Connection, query: str) -> Any:
    """Value of a query that has one."""
    return next(iter(connection.execute(query)))[0]


def schema_of(connection: apsw.Connection) -> int:
    """Schema version of a file; 0 for one that is new."""
    return int(single(connection, "PRAGMA user_version"))


def begin_writing(connection: apsw.Connection, path: Path) -> None:
    """Begin a transaction that may write. Raises StoreUnavailable when there is none to be had."""
    try:
        connection.execute("BEGIN IMMEDIATE")
    except apsw.BusyError as error:
        raise StoreUnavailable(f"{path} is being written by another process; try again later") from error
    except apsw.ReadOnlyError as error:
        raise StoreUnavailable(f"{path} cannot be written: {error}") from error


def _version_of(path: Path) -> int:
    """Schema version of a file, which is not changed. Raises StoreUnavailable for one that is not ours."""
    if path.is_dir():
        raise StoreUnavailable(f"{path} is a folder; expected a file such as kith.db")
    try:
        probe = apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY)
        probe.set_busy_timeout(_WAIT_SECONDS * 1000)
        probe.execute("BEGIN")  # another process may be making it: its mark, version and tables as of one moment
        mark, version = single(probe, "PRAGMA application_id"), schema_of(probe)
        empty = not single(probe, "SELECT count(*) FROM sqlite_schema")
        probe.close()
    except apsw.NotADBError as error:
        raise StoreUnavailable(f"{path} is not a Kith store: it is no SQLite database") from error
    except apsw.CorruptError as error:
        raise damaged(path, error) from error
    except apsw.Error as error:
        raise StoreUnavailable(f"cannot open {path}: {error}") from error
    if mark != APPLICATION_ID and not empty:  # another process may have made the file, and not its tables yet
        raise StoreUnavailable(f"{path} is not a Kith store: it is a database of another program")
    return version
