"""Kith with one column more: `python -m tests.graph.stores.wider URL STATE FILE` loads a file and tells what came.

It runs in a process of its own, because the shapes of rows are read when modules are imported.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.patience import patience

COLUMN = "pronouns"


def load_wider(url: str, state: Path, file: Path) -> dict[str, Any]:
    """Load a file of two sources' with one column more: what was written of each, and the snapshot's fingerprint."""
    command = [sys.executable, "-m", "tests.graph.stores.wider", url, str(state), str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=patience(300))
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def load_both(url: str, state: Path, file: Path) -> dict[str, Any]:
    """Load a file as the statements of two sources, so that one of them is not shown."""
    from api.cli.renamed_source import renamed
    from graph.opening import open_store
    from ingest.loading.loading import load
    from ingest.registry import open_source

    loads = []
    with open_store(url, state=state) as store:
        for name in ("one", "two"):
            report = load(renamed(open_source("csv", [file]), name), store)
            loads.append([report.written.written, report.written.unchanged])
        return {"loads": loads, "fingerprint": store.view().snapshot().fingerprint}


def _widen() -> None:
    """Let accounts state one thing more, of which nothing is known."""
    from graph.rows import rows, table

    table.SHAPES[table.Table.ACCOUNTS].columns[COLUMN] = "text"
    table.CONTENT[table.Table.ACCOUNTS] = (*table.CONTENT[table.Table.ACCOUNTS], COLUMN)
    narrow = rows.content_of

    def content_of(record: Any) -> dict[str, Any]:
        more = {COLUMN: None} if rows.table_of(record) is table.Table.ACCOUNTS else {}
        return {**narrow(record), **more}

    rows.content_of = content_of


if __name__ == "__main__":
    _widen()
    sys.stdout.write(json.dumps(load_both(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
