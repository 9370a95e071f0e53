"""What a restoring that was killed had put aside is gone once the store is opened, and not before another ended."""

import subprocess
import sys
from pathlib import Path

from graph.ledger.put_aside import forget_put_aside, put_aside
from graph.opening import open_store
from tests.patience import patience

KILLED = """
import os, sys
from pathlib import Path
from graph.ledger.put_aside import put_aside
with put_aside(Path(sys.argv[1])) as folder:
    (folder / "backup.db-wal").write_text("Zarahina")
    os._exit(9)
"""


def test_what_a_killed_restoring_left_is_gone_once_the_store_is_opened(tmp_path: Path) -> None:
    store = f"sqlite:///{tmp_path / 'kith.db'}"
    open_store(store).close()
    state = tmp_path / "kith.db.state"
    done = subprocess.run([sys.executable, "-c", KILLED, str(state)], check=False, timeout=patience(60))
    assert done.returncode == 9
    assert (state / "restoring" / "backup.db-wal").read_text() == "Zarahina"
    open_store(store).close()
    assert not (state / "restoring").exists()


def test_what_another_process_has_put_aside_stays_until_it_is_done(tmp_path: Path) -> None:
    with put_aside(tmp_path) as folder:
        (folder / "backup.db").write_text("rows")
        forget_put_aside(tmp_path)
        assert (folder / "backup.db").exists()
    assert not folder.exists()
