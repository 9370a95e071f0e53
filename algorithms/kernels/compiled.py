"""Compiling kernels: one way for the whole room."""

from collections.abc import Callable
from functools import cached_property, update_wrapper
from typing import Any, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

F = TypeVar("F", bound=Callable[..., Any])
T = TypeVar("T", bound=np.generic)


def compiled(function: F) -> F:
    """Compile a function to machine code at its first call, and keep the code for the next process.

    Only then is numba imported: whoever reads results, and computes none, does not wait for it. Kernels let go of the
    interpreter lock, so that threads of a pool run them side by side. None of them uses numba's own threads: two of
    those running at once abort the process.

    >>> from algorithms.kernels.chance import mixed
    >>> mixed.py_func.__name__  # what was compiled is still there
    'mixed'
    """
    return cast("F", _Kernel(function))


class _Kernel:
    """A function that becomes machine code when it is called, or when a kernel that calls it does."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.py_func = function
        update_wrapper(self, function)

    @cached_property
    def _machine_code(self) -> Any:
        from numba import njit  # noqa: PLC0415  the one place: half a second for those who compute nothing

        return njit(nogil=True, cache=True, error_model="numpy")(self.py_func)

    @property
    def _numba_type_(self) -> Any:
        """What numba takes this for inside other kernels (its own protocol, see `numba.typeof`)."""
        return self._machine_code._numba_type_

    def __call__(self, *arguments: Any) -> Any:
        return self._machine_code(*arguments)


def locked(array: NDArray[T]) -> NDArray[T]:
    """View an array as contiguous and read-only, the one form kernels are compiled for, mapped from a file or not.

    >>> view = locked(np.arange(6)[::2])
    >>> view.flags.writeable, view.flags.c_contiguous, view.tolist()
    (False, True, [0, 2, 4])
    """
    view = np.ascontiguousarray(array).view(np.ndarray)
    view.flags.writeable = False
    return view
