"""The watches of `kith demo`."""

import shutil
from pathlib import Path

import pytest

from tests.api.command_line import kith, rows_of, settle


def test_the_demo_keeps_the_watches_that_pages_speak_of(
    demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")
    assert [row["name"] for row in rows_of("watch", "list")] == ["Brightkettle", "Stovewell"]
    assert rows_of("rank", "--watch", "Brightkettle", "--limit", "3")
    shutil.copytree(demo_folder, tmp_path / "copy")
    monkeypatch.chdir(tmp_path / "copy")
    assert kith("watch", "remove", "Stovewell").exit_code == 0
    assert kith("demo", "--no-serve").exit_code == 0
    assert [row["name"] for row in rows_of("watch", "list")] == ["Brightkettle"], "a visitor's own changes stay"
