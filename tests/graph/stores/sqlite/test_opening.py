"""Opening a SQLite file while another process makes it, and one that is another program's."""

from pathlib import Path

import apsw
import pytest

from graph.errors import StoreUnavailable
from graph.opening import open_store


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
