"""Arrays in files, mapped: processes that map the same file share its pages."""

import threading
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_READING: Final = threading.RLock()
"""NumPy parses a file's head as a literal, and in CPython 3.11 two threads that parse at once may fail (gh-106905)."""


def mapped_array(path: Path) -> NDArray[Any]:
    """Map the array in a file of NumPy's, read-only. Raises OSError, ValueError and EOFError.

    It comes as a plain array on the mapped one: to take a single number out of `np.memmap` costs four times as much.
    """
    with _READING:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
