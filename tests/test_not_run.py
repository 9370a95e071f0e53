"""Nothing is left out in silence: a run says in its last lines what it left out, and fails under CI."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.modules import ROOT
from tests.patience import patience

LEAVES_OUT = """
from tests.not_run import note

def pytest_collection_modifyitems(config, items):
    left = [item for item in items if item.name == "test_left_out"]
    if left:
        note("a test of Neo4j", "Java 17 is not here; install it")
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
"""
SKIPS = "import pytest\n\ndef test_skipped() -> None:\n    pytest.skip('not today')\n"
PASSES = "def test_passes() -> None:\n    pass\n"


def _run(folder: Path, workers: int, ci: bool) -> "subprocess.CompletedProcess[str]":
    (folder / "conftest.py").write_text(LEAVES_OUT)
    (folder / "pytest.ini").write_text("[pytest]\n")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment |= {"CI": str(ci).lower(), "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.not_run", "-p", "no:cacheprovider"]
    command += ["--numprocesses", str(workers), "--dist", "loadfile", str(folder)]
    return subprocess.run(
        command, cwd=folder, env=environment, check=False, capture_output=True, text=True, timeout=patience(120)
    )


@pytest.mark.parametrize("workers", [0, 2])
@pytest.mark.parametrize("ci", [True, False])
def test_what_is_noted_is_said_and_fails_ci(tmp_path: Path, workers: int, ci: bool) -> None:
    (tmp_path / "test_a.py").write_text(PASSES + "\ndef test_left_out() -> None:\n    pass\n")
    (tmp_path / "test_b.py").write_text(PASSES)
    ran = _run(tmp_path, workers, ci)
    assert ran.returncode == int(ci), ran.stdout
    assert "not run: a test of Neo4j: Java 17 is not here; install it" in ran.stdout
    assert "2 passed" in ran.stdout


@pytest.mark.parametrize("workers", [0, 2])
def test_what_is_skipped_fails_ci(tmp_path: Path, workers: int) -> None:
    (tmp_path / "test_a.py").write_text(SKIPS)
    (tmp_path / "test_b.py").write_text(PASSES)
    ran = _run(tmp_path, workers, ci=True)
    assert ran.returncode == 1, ran.stdout
    assert "skipped, which CI does not allow: test_a.py::test_skipped" in ran.stdout


@pytest.mark.parametrize("workers", [0, 2])
def test_a_whole_run_passes_ci(tmp_path: Path, workers: int) -> None:
    (tmp_path / "test_a.py").write_text(PASSES)
    assert _run(tmp_path, workers, ci=True).returncode == 0
