"""Put aside: the folder in which a backup lies while it is restored, and which must not outlive that."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_FOLDER: Final = "restoring"
_LOCK: Final = "restoring.lock"


@contextmanager
def put_aside(state: Path) -> Iterator[Path]:
    """A folder in the state folder that nobody else uses meanwhile, and that is gone in the end."""
    from filelock import FileLock  # noqa: PLC0415  every opening of a store would wait for it

    with FileLock(state / _LOCK):
        folder = _emptied(state)
        folder.mkdir(mode=0o700)
        try:
            yield folder
        finally:
            _emptied(state)


def forget_put_aside(state: Path) -> None:
    """Remove what a restoring that was killed left, unless another is at it: people may lie in it who are gone."""
    if not (state / _FOLDER).exists():
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415  as above

    with suppress(Timeout, OSError), FileLock(state / _LOCK, timeout=0):
        _emptied(state)


def _emptied(state: Path) -> Path:
    folder = state / _FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    return folder
