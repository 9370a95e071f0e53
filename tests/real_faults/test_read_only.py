"""Where nothing can be written, because the disk is full or read-only, answers come all the same.

In processes of their own: a process may not grow any file (`RLIMIT_FSIZE` 0, which holds for root too), or has no right
to write to file and folder, for which root gives up its right to write everywhere.
"""

import ctypes
import json
import os
import resource
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import apsw
import pytest

from graph.errors import StoreUnavailable
from graph.opening import open_store
from graph.rows.table import Table
from graph.stores.sqlite import opening
from tests.api.command_line import answer_of, kith, load_three_people, settle
from tests.modules import ROOT
from tests.patience import patience

_PR_CAPBSET_DROP: Final = 24
_CAP_DAC_OVERRIDE: Final = 1
COMMANDS: Final = (("status",), ("rank",), ("person", "@ada"), ("loads",))


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A store in a folder that anybody may reach, loaded and analysed, and closed by whoever wrote it."""
    folder = Path(tempfile.mkdtemp(prefix="kith-read-only-"))
    settle(folder, monkeypatch)
    load_three_people(folder)
    assert kith("rank").exit_code == 0
    yield folder / "kith.db"
    _let(folder, stat.S_IRWXU)
    shutil.rmtree(folder)


def _let(folder: Path, mode: int) -> None:
    """Let anybody read all of a folder, and with a `mode` do more."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(mode | (0o555 if path.is_dir() else 0o444))


def _ask(folder: Path, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a command in a process that cannot write."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "api", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=patience(120),
        **options,
    )


def _give_up_rights() -> None:
    """Have the program that begins now write only where its user may; others than root have no more right anyway."""
    if os.getuid() == 0 and ctypes.CDLL(None, use_errno=True).prctl(_PR_CAPBSET_DROP, _CAP_DAC_OVERRIDE, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "cannot give up the right to write everywhere")


def _check(store: Path, ask: Callable[..., subprocess.CompletedProcess[str]], answers: list[Any]) -> None:
    for command, answer in zip(COMMANDS, answers, strict=True):
        result = ask(store.parent, *command, "--json")
        assert result.returncode == 0, (command, result.stderr)
        assert json.loads(result.stdout) == answer, command
    refusal = ask(store.parent, "load", "csv", "people.csv")
    assert refusal.returncode == 1
    assert refusal.stderr.count("\n") == 1
    assert "cannot be written" in refusal.stderr
    assert "Traceback" not in refusal.stderr


def test_a_full_disk_stops_no_answer(store: Path) -> None:
    answers = [answer_of(*command) for command in COMMANDS]

    def full(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _ask(folder, *arguments, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0)))

    _check(store, full, answers)


def test_a_read_only_file_in_a_read_only_folder_stops_no_answer(store: Path) -> None:
    answers = [answer_of(*command) for command in COMMANDS]
    _let(store.parent, 0)

    def without_rights(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        return _ask(folder, *arguments, preexec_fn=_give_up_rights)

    _check(store, without_rights, answers)
    _let(store.parent, stat.S_IRWXU)
    shutil.rmtree(store.with_name("kith.db.state"))  # as where the file alone was copied to a read-only disk
    _let(store.parent, 0)
    result = without_rights(store.parent, "status", "--json")
    assert result.returncode == 0, result.stderr
    assert "can be read and not written" in result.stderr
    assert "cannot be kept" in result.stderr
    assert json.loads(result.stdout)["people"] == answers[0]["people"]


def test_a_file_that_is_written_after_all_is_not_taken_for_one_that_is_not(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody else may write where we cannot: what was read meanwhile is worth nothing, the next reading is whole."""
    connected = opening._connected

    def frozen_alone(connection: apsw.Connection, pragmas: tuple[str, ...]) -> apsw.Connection:
        if not isinstance(connection, opening.FrozenConnection):
            connection.close()
            raise apsw.CantOpenError("unable to open database file")
        return connected(connection, pragmas)

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_connected", frozen_alone)
        reader = open_store(f"sqlite:///{store}")
    seen = reader.row_store.read(lambda rows: rows.count(Table.ACCOUNTS))
    (store.parent / "more.csv").write_text("id,name\nx:9,Nan\n")
    with pytest.raises(StoreUnavailable, match="was written by somebody else"):
        reader.row_store.read(lambda _: kith("load", "csv", "--as", "people", "more.csv").exit_code)
    assert reader.row_store.read(lambda rows: rows.count(Table.ACCOUNTS)) == seen + 1
    reader.close()
