"""Checkpoints: where a load stands in its input and what it remembers of it, batch by batch, in a file.

A load that was killed goes on from the checkpoint of the last batch that the store holds. Each entry is written before
its batch: one more than the store knows of is no harm, one less, or a damaged one, and the input is read anew.
"""

import logging
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, Self

import orjson

_LOG: Final = logging.getLogger("kith.load")
_VERSION: Final = 1
_FRAME: Final = struct.Struct("<QI")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A place in the input, and what became known since the one before: small facts, and columns of numbers as bytes.

    `position` counts raw pieces; `bookmark` is what the source finds the piece by that was read last, empty when it
    cannot.
    """

    position: int
    bookmark: tuple[int, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    columns: Mapping[str, bytes] = field(default_factory=dict)


class CheckpointFile:
    """The checkpoints of one load. A context manager: what it holds open is closed at its end."""

    def __init__(self, folder: Path | None, load: str, key: str) -> None:
        """Those of a load of a store whose state folder this is; without one nothing is kept."""
        name = f"{load.rpartition(':')[2]}.checkpoints"
        self._path = None if folder is None else folder / "loads" / name
        self._key = key
        self._file: IO[bytes] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()

    def up_to(self, position: int) -> list[Checkpoint]:
        """All checkpoints up to that of a position, after which others are added.

        None where that one is not there, or has no bookmark: then the input is read anew, and the first that is added
        takes the place of all.
        """
        if self._path is None or not position:
            return []
        try:
            with self._path.open("rb") as file:
                checkpoints: list[Checkpoint] = []
                for checkpoint in self._read(file):
                    checkpoints.append(checkpoint)
                    if checkpoint.position == position:
                        return self._going_on_at(file.tell(), checkpoints)
        except (OSError, ValueError, KeyError, TypeError, struct.error) as error:
            _LOG.warning("what the load remembered cannot be read, so its input is read anew: %s", error)
        return []

    def add(self, checkpoint: Checkpoint) -> None:
        """Write a checkpoint. Where the disk takes none, a load that is killed reads its input anew."""
        if self._path is None:
            return
        try:
            if self._file is None:
                self._begin(self._path)
            _write(self._file, _packed(checkpoint))
        except OSError as error:
            _LOG.warning("a load that is killed from now on will read its input anew: %s", error)
            self.remove()

    def remove(self) -> None:
        """Let go of all of them, and keep none any more."""
        self.__exit__()
        if self._path is not None:
            self._path.unlink(missing_ok=True)
        self._path = self._file = None

    def _begin(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        self._file = open(path, "wb", opener=lambda name, flags: os.open(name, flags, 0o600))  # noqa: SIM115
        _write(self._file, self._head())

    def _going_on_at(self, offset: int, checkpoints: list[Checkpoint]) -> list[Checkpoint]:
        if self._path is None or not checkpoints[-1].bookmark:
            return []
        self._file = self._path.open("r+b")
        self._file.truncate(offset)
        self._file.seek(offset)
        return checkpoints

    def _head(self) -> bytes:
        return orjson.dumps([_VERSION, self._key])

    def _read(self, file: IO[bytes]) -> Iterator[Checkpoint]:
        entries = _entries(file)
        if next(entries, b"") != self._head():
            return
        for entry in entries:
            yield _unpacked(entry)


def _entries(file: IO[bytes]) -> Iterator[bytes]:
    """Whole entries up to the first that is not."""
    while len(frame := file.read(_FRAME.size)) == _FRAME.size:
        size, checksum = _FRAME.unpack(frame)
        entry = file.read(size)
        if len(entry) != size or zlib.crc32(entry) != checksum:
            return
        yield entry


def _write(file: IO[bytes] | None, entry: bytes) -> None:
    if file is not None:
        file.write(_FRAME.pack(len(entry), zlib.crc32(entry)) + entry)
        file.flush()


def _packed(checkpoint: Checkpoint) -> bytes:
    sizes = {name: len(column) for name, column in checkpoint.columns.items()}
    head = orjson.dumps([checkpoint.position, checkpoint.bookmark, checkpoint.facts, sizes])
    return b"\n".join((head, b"".join(checkpoint.columns.values())))


def _unpacked(entry: bytes) -> Checkpoint:
    head, _, content = entry.partition(b"\n")
    position, bookmark, facts, sizes = orjson.loads(head)
    columns: dict[str, bytes] = {}
    for name, size in sizes.items():
        columns[name], content = content[:size], content[size:]
    return Checkpoint(position, tuple(bookmark), facts, columns)
