"""Where temporary files of the tests lie, and that nothing of them stays."""

import os
from pathlib import Path

from tests.files_in_memory import has_room, remove_left


def test_there_is_no_room_where_files_do_not_fit_or_no_folder_is(tmp_path: Path) -> None:
    assert has_room(tmp_path, needed=1)
    assert not has_room(tmp_path, needed=2**60)
    assert not has_room(tmp_path / "nowhere", needed=1)


def test_only_folders_of_runs_that_have_ended_go(tmp_path: Path) -> None:
    running = tmp_path / f"kith-tests-{os.getpid()}"
    ended = tmp_path / f"kith-tests-{2**22 + 1}"  # a number above all that Linux gives
    other = tmp_path / "other"
    for folder in (running, ended, other):
        (folder / "inner").mkdir(parents=True)
    remove_left(tmp_path)
    assert sorted(tmp_path.iterdir()) == sorted([running, other])
