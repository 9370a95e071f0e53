"""SQLite as a row store: one file in WAL mode, through apsw, whose SQLite is current."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import apsw
from typing_extensions import override

from graph.errors import StoreUnavailable
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.stores.migrations import migrate
from graph.stores.sqlite.migrations import number_posts
from graph.stores.sqlite.opening import (
    begin_writing,
    check_place,
    check_unwritten,
    commits_of,
    connect,
    damaged,
    identity_of,
    is_stale,
    page_faults,
    prepared,
    unwritable,
)
from graph.stores.sqlite.reading import SqliteReading
from graph.stores.sqlite.scrubbing import scrub
from graph.stores.sqlite.writing import SqliteWriting

T = TypeVar("T")


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
                return work(SqliteReading(connection))
            finally:
                connection.execute("ROLLBACK")

    @override
    def write(self, work: Callable[[RowWriter], T]) -> T:
        return self._run_write(lambda connection: work(SqliteWriting(connection)))

    def _run_write(self, work: Callable[[apsw.Connection], T]) -> T:
        with self._borrowed(writing=True) as connection:
            begin_writing(connection, self._path)
            try:
                result = work(connection)
                connection.execute("COMMIT")
            except BaseException as error:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                if isinstance(error, apsw.FullError | apsw.IOError | apsw.ReadOnlyError):
                    raise unwritable(self._path, error) from error
                raise
            return result

    @override
    def commits(self) -> int:
        with self._lock:
            if self._looking is None:
                check_place(self._path, self._identity)
                self._looking = connect(self._path)
            return commits_of(self._looking, self._path)

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
    def _borrowed(self, *, writing: bool = False) -> Iterator[apsw.Connection]:
        check_place(self._path, self._identity)
        with self._lock:
            connection = self._idle.pop() if self._idle else None
        if connection is not None and writing and connection.readonly("main"):  # there may be room again
            connection.close()
            connection = None
        connection = connection or connect(self._path)
        try:
            yield connection
            check_unwritten(connection, self._path)
        except apsw.CorruptError as error:
            raise damaged(self._path, error) from error
        finally:
            self._give_back(connection)

    def _give_back(self, connection: apsw.Connection) -> None:
        if is_stale(connection, self._path):
            connection.close()
            return
        with self._lock:
            self._idle.append(connection)
