"""Arrays in files, mapped: processes that map the same file share its pages."""

import threading
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_READING: Final = threading.RLock()
"""NumPy parses a file's head as a literal, and in CPython 3.11 two threads that parse at once may fail (gh-106905)."""


def mapped_array(path: Path) -> NDArray[Any]:
    """Map the array in a file of NumPy's, read-only. Raises OSError, ValueError and EOFError."""
    with _READING:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    return array
