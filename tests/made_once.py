"""Folders that take long to make: made by the first worker of a run that needs them, and read by all."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """The folder of that name, which `make` fills for the whole run; whoever would change it takes a copy.

    Workers that need it meanwhile wait. What failed half-way is not there: the next one makes it anew.
    """
    run = _folder_of_run(factory)
    folder = run / name
    with FileLock(run / f"{name}.lock"):
        if not folder.exists():
            draft = factory.mktemp(name)
            make(draft)
            draft.rename(folder)
    return folder


def _folder_of_run(factory: pytest.TempPathFactory) -> Path:
    """Folder that all workers of a run share: theirs lie in it."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
