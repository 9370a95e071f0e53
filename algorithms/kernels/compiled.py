"""Compiling kernels: one way for the whole room."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numpy as np
from numba import njit
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=np.generic)


def compiled(function: F) -> F:
    """Compile a function to machine code at its first call, and keep the code for the next process.

    Kernels let go of the interpreter lock, so that threads of a pool run them side by side. None of them uses
    numba's own threads: two of those running at once abort the process.

    >>> from algorithms.kernels.chance import mixed
    >>> mixed.py_func.__name__  # what was compiled is still there
    'mixed'
    """
    return cast("F", njit(nogil=True, cache=True, error_model="numpy")(function))


def locked(array: NDArray[T]) -> NDArray[T]:
    """View an array as contiguous and read-only, the one form kernels are compiled for, mapped from a file or not.

    >>> view = locked(np.arange(6)[::2])
    >>> view.flags.writeable, view.flags.c_contiguous, view.tolist()
    (False, True, [0, 2, 4])
    """
    view = np.ascontiguousarray(array).view(np.ndarray)
    view.flags.writeable = False
    return view
