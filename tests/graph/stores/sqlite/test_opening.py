"""Opening a SQLite file while another process makes it, and one that is another program's."""

from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import apsw
import pytest

from graph.errors import StoreUnavailable
from graph.opening import open_store
from tests.patience import patience


def test_a_file_that_another_process_is_making_is_a_new_store(tmp_path: Path) -> None:
    path = tmp_path / "kith.db"
    making = apsw.Connection(str(path))
    making.execute("PRAGMA journal_mode = WAL")  # writes the first page, which names no application yet
    assert path.stat().st_size
    with open_store(f"sqlite:///{path}", create=False) as store:
        assert store.view().sources() == []
    making.close()


def test_a_database_with_tables_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    apsw.Connection(str(path)).execute("CREATE TABLE theirs (a)")
    with pytest.raises(StoreUnavailable, match="database of another program"):
        open_store(f"sqlite:///{path}", create=False)


def test_one_who_opens_a_file_that_another_is_making_waits(tmp_path: Path) -> None:
    path = tmp_path / "kith.db"
    making = apsw.Connection(str(path))
    making.execute("CREATE TABLE accounts (a); DROP TABLE accounts; BEGIN EXCLUSIVE")  # no write-ahead log yet
    with ThreadPoolExecutor(1) as threads:
        opening = threads.submit(open_store, f"sqlite:///{path}", create=True)
        wait([opening], timeout=patience(0.3))  # long enough for one that does not wait to fail
        making.execute("COMMIT")
        with opening.result() as store:
            assert store.view().sources() == []
    making.close()


def test_two_who_make_a_file_at_once_may_meet_where_sqlite_does_not_wait(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries = []

    class Meeting(apsw.Connection):
        def execute(self, statements: str, *rest: Any, **options: Any) -> apsw.Cursor:
            if "journal_mode" in statements:
                tries.append(statements)
                if len(tries) < 3:
                    raise apsw.BusyError("database is locked")
            return super().execute(statements, *rest, **options)

    monkeypatch.setattr(apsw, "Connection", Meeting)
    open_store(f"sqlite:///{tmp_path / 'kith.db'}", create=True).close()
    assert len(tries) == 3
