"""Sealing: folders of derived files that are written to the disk whole, and whose damage shows before they are read.

A snapshot or findings are mapped and handed to compiled kernels as they lie in their files, so a number that is wrong
there would be an answer that is wrong, or the end of the process. What is damaged is made anew.
"""

import errno
import json
import logging
import os
import shutil
from pathlib import Path
from typing import Any, Final
from zlib import crc32

_SEAL: Final = "seal.json"
_CHUNK: Final = 1 << 20


def seal(folder: Path) -> None:
    """Write down the size, checksum and time of each file of a folder, and have all of it on the disk at the end."""
    stamps = {path.name: (*_stamp(path), _checksum(path)) for path in sorted(folder.iterdir())}
    (folder / _SEAL).write_text(json.dumps(stamps))
    for path in (*folder.iterdir(), folder):
        write_through(path)


def write_through(path: Path) -> None:
    """Have a file, or the names in a folder, on the disk before anything points to it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def damage_in(folder: Path, *, thorough: bool = False) -> str | None:
    """What is wrong with a sealed folder, in words; None when nothing is, or when it was never sealed.

    Raises OSError when that cannot be told just now, as for a process that has too many files open.
    Files whose size and time are those of the seal are not read again, unless the check is to be `thorough`.

    >>> from tempfile import mkdtemp
    >>> folder = Path(mkdtemp())
    >>> _ = (folder / "ties.npy").write_bytes(b"1234")
    >>> seal(folder), damage_in(folder)
    (None, None)
    >>> _ = (folder / "ties.npy").write_bytes(b"12")
    >>> damage_in(folder)
    'ties.npy has 2 bytes, expected 4'
    """
    try:
        stamps = json.loads((folder / _SEAL).read_bytes())
        return next(filter(None, (_damage(folder / name, *stamps[name], thorough=thorough) for name in stamps)), None)
    except FileNotFoundError:
        return None
    except (ValueError, TypeError):
        return f"its {_SEAL} cannot be read"


def _damage(path: Path, size: Any, time: Any, checksum: Any, *, thorough: bool) -> str | None:
    try:
        size_now, time_now = _stamp(path)
        if size_now != size:
            return f"{path.name} has {size_now:,} bytes, expected {size:,}"
        if (thorough or time_now != time) and _checksum(path) != checksum:
            return f"{path.name} holds other bytes than were written"
    except FileNotFoundError:
        return f"{path.name} is missing" if path.parent.exists() else None
    except OSError as error:
        if error.errno != errno.EIO:
            raise
        return f"{path.name} cannot be read: {error.strerror}"
    return None


def remove_if_damaged(folder: Path, log: logging.Logger) -> bool:
    """Remove a folder that is damaged, with a line in the log; tells whether it was, or cannot be read just now.

    It is looked at twice: another process may put a new one of the same name in its place between two files.
    """
    try:
        damage = damage_in(folder) and damage_in(folder)
    except OSError as error:
        log.warning("%s cannot be read just now: %s", folder.name, error.strerror)
        return True
    if damage:
        log.warning("%s is damaged, so it is made anew: %s", folder.name, damage)
        shutil.rmtree(folder, ignore_errors=True)  # so that this is said once
    return damage is not None


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns


def _checksum(path: Path) -> int:
    checksum = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            checksum = crc32(chunk, checksum)
    return checksum
