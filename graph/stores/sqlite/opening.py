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

_PRAGMAS: Final = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -262144",
    "PRAGMA foreign_keys = OFF",
    "PRAGMA secure_delete = ON",
)
_TO_READ: Final = ("PRAGMA temp_store = MEMORY", "PRAGMA cache_size = -262144")
_FIRST_LOOK: Final = "SELECT count(*) FROM sqlite_schema"
_CANNOT_WRITE: Final = (apsw.CantOpenError, apsw.ReadOnlyError, apsw.IOError, apsw.FullError)
"""What opening a file fails with where nothing can be written: even a reader writes an index of the log beside it."""


class FrozenConnection(apsw.Connection):
    """Reads a file as one that nobody writes; `stamp` tells whether that holds."""

    stamp: tuple[int, int] = (0, 0)


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
    """Connect to a file; to read only where it cannot be written. Raises StoreUnavailable."""
    try:
        try:
            return _connected(apsw.Connection(str(path)), _PRAGMAS)
        except _CANNOT_WRITE:
            if not _stamp_of(path)[0]:
                raise
            return _connected_to_read(path)
    except apsw.NotADBError as error:
        raise StoreUnavailable(f"{path} is not a Kith store: it is no SQLite database") from error
    except apsw.CorruptError as error:
        raise damaged(path, error) from error
    except (*_CANNOT_WRITE, apsw.BusyError) as error:
        raise StoreUnavailable(f"cannot open {path}: {error}{_left_open(path)}") from error


def _connected(connection: apsw.Connection, pragmas: tuple[str, ...]) -> apsw.Connection:
    try:
        connection.set_busy_timeout(_WAIT_SECONDS * 1000)
        for pragma in pragmas:
            _execute_patiently(connection, pragma)
        connection.execute(_FIRST_LOOK)
    except BaseException:
        connection.close()
        raise
    return connection


def _execute_patiently(connection: apsw.Connection, pragma: str) -> None:
    """Change how a file is kept. SQLite's own waiting does not cover that: two who open a new file may meet.

    Raises apsw.BusyError when others are at it for all the time that there is.
    """
    end = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < end:
        with contextlib.suppress(apsw.BusyError):
            connection.execute(pragma)
            return
        time.sleep(_BETWEEN_TRIES_SECONDS)
    connection.execute(pragma)


def _connected_to_read(path: Path) -> apsw.Connection:
    """Connect for reading beside writers, else to a file in which nobody writes, as on a full or read-only disk."""
    try:
        return _connected(apsw.Connection(str(path), flags=apsw.SQLITE_OPEN_READONLY), _TO_READ)
    except _CANNOT_WRITE:
        if _left_open(path):
            raise
    stamp = _stamp_of(path)
    uri = f"{path.absolute().as_uri()}?immutable=1"
    connection = FrozenConnection(uri, flags=apsw.SQLITE_OPEN_READONLY | apsw.SQLITE_OPEN_URI)
    connection.stamp = stamp
    return _connected(connection, _TO_READ)


def is_stale(connection: apsw.Connection, path: Path) -> bool:
    """Whether a file that is read as one that nobody writes was written."""
    return isinstance(connection, FrozenConnection) and (_stamp_of(path) != connection.stamp or bool(_left_open(path)))


def check_unwritten(connection: apsw.Connection, path: Path) -> None:
    """Refuse what was read from a file that somebody wrote meanwhile. Raises StoreUnavailable."""
    if is_stale(connection, path):
        raise StoreUnavailable(f"{path} was written by somebody else while it was read here; ask again")


def commits_of(connection: apsw.Connection, path: Path) -> int:
    """A number that is another one after each commit of others."""
    if isinstance(connection, FrozenConnection):
        return _stamp_of(path)[1]
    return int(single(connection, "PRAGMA data_version"))


def _stamp_of(path: Path) -> tuple[int, int]:
    """Size and time of a file; zeros when there is none."""
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _left_open(path: Path) -> str:
    """What to say of a file beside which a log lies with what is not in it yet; empty when none does."""
    log = path.with_name(f"{path.name}-wal")
    if not _stamp_of(log)[0]:
        return ""
    return f"; {log.name} holds what is not in it yet, and that can only be read where the folder can be written"


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


def unwritable(path: Path, error: apsw.Error) -> StoreUnavailable:
    """What to say of a file that can be read alone."""
    return StoreUnavailable(
        f"{path} cannot be written: {error}; is the disk full, or the file or its folder read-only?"
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
        raise unwritable(path, error) from error


def _version_of(path: Path) -> int:
    """Schema version of a file, which is not changed. Raises StoreUnavailable for one that is not ours."""
    if path.is_dir():
        raise StoreUnavailable(f"{path} is a folder; expected a file such as kith.db")
    try:
        probe = _connected_to_read(path)
        probe.execute("BEGIN")  # another process may be making it: its mark, version and tables as of one moment
        mark, version = single(probe, "PRAGMA application_id"), schema_of(probe)
        empty = not single(probe, _FIRST_LOOK)
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
