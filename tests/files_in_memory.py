"""Temporary files of the tests lie in memory where there is room: stores wait for a disk at every commit, Neo4j's too.

This module is a pytest plugin (`conftest.py` names it). Its folder goes when the run ends; folders of runs that were
killed go when the next one begins. A `TMPDIR` that is set already stays as it is.
"""

import os
import shutil
import tempfile
from pathlib import Path
from typing import Final

import pytest

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a file system in memory, on Linux
NEEDED_BYTES: Final = 6 * 2**30
"""Free in that file system; a run of all the tests uses less than half of it."""

_PREFIX: Final = "kith-tests-"


def has_room(place: Path, needed: int = NEEDED_BYTES) -> bool:
    """Whether so many bytes of files fit into a file system in memory, and as many again are left for programs."""
    try:
        free = shutil.disk_usage(place).free
        available = Path("/proc/meminfo").read_text(encoding="ascii").split("MemAvailable:")[1].split()[0]
    except (OSError, IndexError):
        return False
    return free >= needed and int(available) * 1024 >= 2 * needed


def remove_left(place: Path) -> None:
    """Remove the folders of runs that have ended without doing so."""
    for folder in place.glob(f"{_PREFIX}*"):
        if not Path("/proc", folder.name.removeprefix(_PREFIX)).exists():
            shutil.rmtree(folder, ignore_errors=True)


def _folder() -> Path:
    return MEMORY / f"{_PREFIX}{os.getpid()}"


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Have temporary files of this run, its workers and all they start written to memory."""
    if "TMPDIR" in os.environ or not has_room(MEMORY):  # workers find it set
        return
    remove_left(MEMORY)
    _folder().mkdir(mode=0o700)
    os.environ["TMPDIR"] = str(_folder())
    tempfile.tempdir = None  # looked up once, perhaps before


def pytest_unconfigure() -> None:
    """Remove what this run wrote; a folder of its own has no worker, whose process has another number."""
    shutil.rmtree(_folder(), ignore_errors=True)
