"""Text memory on disk: what models computed of texts, in files of the state folder."""

import os
import shutil
import time
import uuid
from collections.abc import Collection
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.text.memory import Memory, Vectors
from algorithms.text.taught_sentiment import TAUGHT
from api.workspace.mapped_array import mapped_array

_FOLDER_MODE: Final = 0o700
_LEFT_LYING_SECONDS: Final = 86_400
"""A file of half a block that is older was left by a process that was killed; a younger one may still become whole."""


class TextMemory(Memory):
    """One folder per model; each block that was computed is a file of keys and one of vectors, and lasts at once.

    Once an analysis has all it needs, the blocks become one, without the texts that are gone. Several processes may
    use it: files appear whole, and a block that another process merged meanwhile is computed again at worst.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def recall(self, name: str, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Vectors]:
        """See `Memory.recall`."""
        known = np.zeros(keys.size, dtype=np.bool_)
        blocks = [block for block in map(_load, self._blocks(name)) if block is not None and block[0].size]
        if not blocks:
            return known, np.zeros((0, 1), dtype=np.float32)
        vectors = np.zeros((keys.size, blocks[0][1].shape[1]), dtype=np.float32)
        for block_keys, values in blocks:
            place = np.minimum(np.searchsorted(block_keys, keys), block_keys.size - 1)
            here = (block_keys[place] == keys) & ~known
            vectors[here] = values[place[here]]
            known |= here
        return known, vectors[known]

    def keep(self, name: str, keys: NDArray[np.uint64], vectors: Vectors) -> None:
        """See `Memory.keep`."""
        folder = self._of(name)
        folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
        order = np.argsort(keys)
        block = uuid.uuid4().hex
        # The vectors first: a block is there once its keys are.
        _save(folder / f"{block}.vectors.npy", np.ascontiguousarray(vectors[order]))
        _save(folder / f"{block}.keys.npy", keys[order])

    def forget_others(self, name: str, keys: NDArray[np.uint64]) -> None:
        """See `Memory.forget_others`."""
        self._sweep(name)
        blocks = self._blocks(name)
        loaded = [block for block in map(_load, blocks) if block is not None]
        stale = any(not np.isin(block_keys, keys, assume_unique=True).all() for block_keys, _ in loaded)
        if not stale and len(blocks) <= 1:
            return
        known, vectors = self.recall(name, keys)
        if known.any():
            self.keep(name, keys[known], vectors)
        for block in blocks:
            for file in (block, _vectors_of(block)):
                file.unlink(missing_ok=True)

    def forget_taught(self, but: Collection[str]) -> None:
        """Forget what taught models computed, all but those named: nobody asks the others any more."""
        for folder in {*self._folder.glob(f"{TAUGHT}*")} - {*map(self._of, but)}:
            shutil.rmtree(folder, ignore_errors=True)

    def _sweep(self, name: str) -> None:
        """Remove what processes that were killed have left half done."""
        for file in self._of(name).glob("*"):
            whole = file.suffix == ".npy" and file.with_name(f"{file.name.partition('.')[0]}.keys.npy").exists()
            with suppress(FileNotFoundError):
                if not whole and time.time() - file.stat().st_mtime > _LEFT_LYING_SECONDS:
                    file.unlink()

    def _of(self, name: str) -> Path:
        kind = TAUGHT if name.startswith(TAUGHT) else ""
        return self._folder / f"{kind}{blake2b(name.encode(), digest_size=8).hexdigest()}"

    def _blocks(self, name: str) -> list[Path]:
        return sorted(self._of(name).glob("*.keys.npy"))


def _vectors_of(keys: Path) -> Path:
    return keys.with_name(keys.name.replace(".keys.", ".vectors."))


def _load(keys: Path) -> tuple[NDArray[np.uint64], Vectors] | None:
    """A block, mapped; None when another process has merged it, or when it was cut off."""
    with suppress(OSError, ValueError, EOFError):
        key_column, values = mapped_array(keys), mapped_array(_vectors_of(keys))
        if values.shape[0] == key_column.size:
            return key_column, values
    return None


def _save(path: Path, array: NDArray[np.generic]) -> None:
    draft = path.with_suffix(".draft")
    with draft.open("wb") as file:
        np.save(file, array, allow_pickle=False)
    os.replace(draft, path)
