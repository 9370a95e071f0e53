"""What takes long is made once for a run, by whichever worker comes first, and never half."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.made_once import made_once


class Factory:
    """Temporary folders of one worker, as pytest gives them."""

    def __init__(self, base: Path) -> None:
        self._base = base
        base.mkdir()

    def getbasetemp(self) -> Path:
        return self._base

    def mktemp(self, name: str) -> Path:
        folder = self._base / f"{name}0"
        while folder.exists():
            folder = folder.with_name(f"{folder.name}0")
        folder.mkdir()
        return folder


def test_workers_share_what_one_of_them_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    makers: list[Path] = []

    def make(folder: Path) -> None:
        makers.append(folder)
        time.sleep(0.1)  # the other one comes meanwhile
        (folder / "world").write_text("made")

    factories = [Factory(tmp_path / name) for name in ("gw0", "gw1")]
    with ThreadPoolExecutor(2) as pool:
        folders = set(pool.map(lambda factory: made_once(factory, "demo", make), factories))
    assert folders == {tmp_path / "demo"}
    assert len(makers) == 1
    assert (tmp_path / "demo" / "world").read_text() == "made"


def test_a_process_alone_keeps_it_in_its_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    factory = Factory(tmp_path / "alone")
    assert made_once(factory, "demo", lambda _: None) == tmp_path / "alone" / "demo"  # type: ignore[arg-type]


def test_what_failed_is_made_anew(tmp_path: Path) -> None:
    factory = Factory(tmp_path / "gw0")

    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError("killed")

    with pytest.raises(OSError, match="killed"):
        made_once(factory, "demo", fail)  # type: ignore[arg-type]
    folder = made_once(factory, "demo", lambda there: (there / "whole").touch())  # type: ignore[arg-type]
    assert [file.name for file in folder.iterdir()] == ["whole"]
