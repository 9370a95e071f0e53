"""Sealing: what is damaged goes, and what only cannot be read just now stays."""

import errno
import logging
import os
from pathlib import Path

import pytest

from graph.snapshot.sealing import damage_in, remove_if_damaged, seal

LOG = logging.getLogger("kith.tests")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "findings"
    made.mkdir()
    (made / "0.npy").write_bytes(b"1234")
    seal(made)
    return made


def test_a_damaged_folder_goes(folder: Path) -> None:
    assert not remove_if_damaged(folder, LOG)
    (folder / "0.npy").write_bytes(b"12")
    assert remove_if_damaged(folder, LOG)
    assert not folder.exists()
    assert not remove_if_damaged(folder, LOG), "what is not there is not damaged"


def test_other_bytes_of_the_same_size_and_time_are_found_by_a_thorough_check(folder: Path) -> None:
    file = folder / "0.npy"
    before = file.stat()
    file.write_bytes(b"1235")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert damage_in(folder) is None
    assert damage_in(folder, thorough=True) == "0.npy holds other bytes than were written"


def test_what_cannot_be_read_just_now_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_many_files(_: Path) -> int:
        raise OSError(errno.EMFILE, "Too many open files")

    os.utime(folder / "0.npy", ns=(1, 1))
    with monkeypatch.context() as patch:
        patch.setattr("graph.snapshot.sealing._checksum", too_many_files)
        assert remove_if_damaged(folder, LOG), "it is made anew this time"
    assert (folder / "0.npy").exists()
    assert not remove_if_damaged(folder, LOG)
