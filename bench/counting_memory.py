"""A memory of texts that knows what was computed twice."""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.memory import Vectors
from api.text_memory import TextMemory


class CountingMemory(TextMemory):
    """The memory that an analysis has, in a folder of its own; it notes the keys of all it was given to keep."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._kept: list[NDArray[np.uint64]] = []

    def keep(self, name: str, keys: NDArray[np.uint64], vectors: Vectors) -> None:
        """See `Memory.keep`."""
        self._kept.append(keys)
        super().keep(name, keys, vectors)

    def said(self, *_: Any) -> str:
        """Say how many texts were computed more than once, in all runs."""
        keys = np.concatenate(self._kept)
        once = np.unique(keys).size
        return f"{keys.size - once} of {once:,} texts computed twice"
