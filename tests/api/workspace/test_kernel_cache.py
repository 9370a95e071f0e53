"""Compiled kernels: one folder for a user and a version, whatever the store."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from api.version import kith_version
from api.workspace.kernel_cache import are_compiled, prepare_kernel_cache, user_kernels
from graph.errors import StoreUnavailable
from tests.api.command_line import answer_of, load_three_people, settle
from tests.modules import ROOT
from tests.patience import patience


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A home in which nothing was compiled yet."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", "to be taken back")
    monkeypatch.delenv("NUMBA_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def _compile(state: Path) -> list[str]:
    """Run one kernel in a process of its own; the events of numba's cache."""
    program = (
        "import sys; from pathlib import Path; from api.workspace.kernel_cache import prepare_kernel_cache\n"
        "prepare_kernel_cache(Path(sys.argv[1]))\n"
        "import numpy as np; from algorithms.kernels.chance import mixed; mixed(np.uint64(7))\n"
    )
    environment = {**os.environ, "NUMBA_DEBUG_CACHE": "1"}
    command = [sys.executable, "-c", program, str(state)]
    ran = subprocess.run(
        command, cwd=ROOT, env=environment, check=True, capture_output=True, text=True, timeout=patience(300)
    )
    return [line for line in ran.stdout.splitlines() if "chance.mixed" in line]


def test_a_second_store_finds_what_was_compiled_for_the_first(tmp_path: Path) -> None:
    first, second = _compile(tmp_path / "one.state"), _compile(tmp_path / "other.state")
    assert any("data saved" in line for line in first)
    assert any("data loaded" in line for line in second)
    assert not any("saved" in line for line in second)
    assert all(str(user_kernels()) in line for line in first + second)
    assert are_compiled(user_kernels())
    assert not (tmp_path / "one.state").exists()


def test_the_folder_says_which_versions_its_kernels_are_of(tmp_path: Path) -> None:
    folder = prepare_kernel_cache(tmp_path / "state")
    assert folder == user_kernels()
    assert folder.parent == tmp_path / "cache" / "kith" / "kernels"
    assert folder.name.startswith(f"{kith_version()}-numba-")
    assert folder.name.endswith(f"-python-{sys.version_info.major}.{sys.version_info.minor}")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert os.environ["NUMBA_CACHE_DIR"] == str(folder)


def test_a_folder_that_was_named_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    assert prepare_kernel_cache(tmp_path / "state") == tmp_path / "named"
    assert [path.name for path in tmp_path.iterdir()] == ["named"]


def test_a_named_folder_that_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "file" / "kernels"))
    with pytest.raises(StoreUnavailable, match="set NUMBA_CACHE_DIR to a folder that can be written"):
        prepare_kernel_cache(tmp_path / "state")


def test_without_a_cache_of_the_user_kernels_stay_beside_the_store(tmp_path: Path) -> None:
    (tmp_path / "cache").touch()
    assert prepare_kernel_cache(tmp_path / "state") == tmp_path / "state" / "numba"
    assert (tmp_path / "state" / "numba").is_dir()


def test_kernels_of_somebody_else_are_not_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    user_kernels().mkdir(parents=True)
    somebody = user_kernels().stat().st_uid + 1
    monkeypatch.setattr("api.workspace.kernel_cache.os.getuid", lambda: somebody)
    assert prepare_kernel_cache(tmp_path / "state") == tmp_path / "state" / "numba"


def test_when_nothing_can_be_written_kernels_are_for_this_process_alone(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").touch()
    (tmp_path / "state").touch()
    folder = prepare_kernel_cache(tmp_path / "state")
    assert folder.is_dir()
    assert not folder.is_relative_to(tmp_path)
    assert "compiled again each time" in caplog.text


def test_the_doctor_says_when_each_store_compiles_for_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    settle(tmp_path, monkeypatch)
    load_three_people(tmp_path)
    (tmp_path / "cache").touch()
    check = next(row for row in answer_of("doctor")["rows"] if row["check"] == "compiled kernels")
    assert check["verdict"] == "note"
    assert str(tmp_path / "kith.db.state" / "numba") in check["found"]
    assert str(user_kernels()) in check["found"]
    assert "NUMBA_CACHE_DIR" in check["mend"]
