"""Keeping fresh: who would analyse at the same time as another waits, and takes what that one kept."""

import multiprocessing

from filelock import FileLock

from api.keeping_fresh import LOCK, analyse_apart
from api.workspace import Workspace


def test_of_two_who_would_analyse_at_once_one_computes(own_village: Workspace) -> None:
    own_village.desk().opt_out("x:1")  # what was analysed is old now
    other = multiprocessing.get_context("spawn").Process(target=analyse_apart, args=(own_village.settings,))
    with FileLock(own_village.state_folder / LOCK):
        other.start()
        own_village.analyse()
        computed_at = own_village.reading().computed_at
        other.join(timeout=5)
        assert other.is_alive()
    other.join(timeout=120)
    assert other.exitcode == 0
    with Workspace(own_village.settings, create=False) as fresh:
        assert fresh.reading().findings is not None
        assert fresh.reading().computed_at == computed_at
