"""Where compiled kernels are kept: once for a user and a version, so that a second store need not wait for them."""

import atexit
import logging
import os
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from platformdirs import user_cache_path

from api.settings import numba_folder, use_numba_folder
from api.version import kith_version
from graph.errors import StoreUnavailable
from graph.snapshot.state import prepare

_LOG: Final = logging.getLogger("kith.kernels")


def prepare_kernel_cache(state: Path) -> Path:
    """Give numba a folder for compiled kernels: the one that NUMBA_CACHE_DIR names, the user's, or one under `state`.

    The last is for a user whose cache folder cannot be written or belongs to somebody else; where that cannot be made
    either, kernels are compiled for this process alone. Several processes may compile into one folder at once: numba
    writes beside and renames. Call it before a kernel runs for the first time. Raises StoreUnavailable when no folder
    can be made.
    """
    folder = _named() or _users_own() or _of_store(state)
    use_numba_folder(folder)
    return folder


def user_kernels() -> Path:
    """Folder in the user's cache for kernels of this Kith, numba and Python; it can be removed at any time."""
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    release = f"{kith_version()}-numba-{version('numba')}-python-{python}"
    return user_cache_path("kith", appauthor=False) / "kernels" / release


def are_compiled(folder: Path) -> bool:
    """Tell whether a folder holds any compiled kernel."""
    return any(folder.rglob("*.nbc"))


def _of_store(state: Path) -> Path:
    try:
        return prepare(state.absolute() / "numba")
    except StoreUnavailable as error:
        _LOG.warning("compiled kernels cannot be kept, so they are compiled again each time: %s", error)
        return _passing_folder()


@cache
def _passing_folder() -> Path:
    """A folder that goes with this process."""
    folder = TemporaryDirectory(prefix="kith-kernels-", ignore_cleanup_errors=True)
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _named() -> Path | None:
    folder = numba_folder()
    if folder is not None:
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnavailable(
                f"cannot make the folder for compiled kernels {folder}: {error.strerror};"
                " set NUMBA_CACHE_DIR to a folder that can be written"
            ) from error
    return folder


def _users_own() -> Path | None:
    """The user's folder, if it can be written and belongs to this user: what lies in it is run."""
    folder = user_kernels()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        own = folder.stat().st_uid == os.getuid() and os.access(folder, os.W_OK | os.X_OK)
    except OSError:
        return None
    return folder if own else None
