"""Compiling kernels: one way for the whole room."""

import sys
from collections.abc import Callable
from contextvars import ContextVar
from functools import cached_property, update_wrapper
from threading import Event
from typing import Any, Final, Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

SMALL: Final = 100_000
"""Numbers in the arrays of a kernel up to which one call of it costs less as Python than loading numba does."""

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


class _Decorator(Protocol):
    def __call__(self, function: F, /) -> F: ...


def compiled_above(numbers: int) -> _Decorator:
    """Compile a function as `compiled` does, where `answer_once` was not said or its arrays hold more than `numbers`.

    Below, the function is run as the Python it is, and so are the kernels that it calls. It must give the same bits
    either way (`tests/algorithms/test_interpreted.py`): numbers of 32 bits must meet numpy's own of 64, since Python's
    take the width of what they meet.

    >>> compiled_above(SMALL)(len).py_func([7])  # what was compiled is still there
    1
    """

    def compile_large(function: F, /) -> F:
        return cast("F", _Kernel(function, numbers))

    return compile_large


def answer_once() -> None:
    """Say that this process answers one question and ends, so that numba is worth loading for large inputs alone.

    Until numba is loaded, kernels of `compiled_above` run as Python on small ones: 0.1 s for the paths among 600
    people, where loading numba and machine code takes 0.9 s (`bench/results/commands.md`).

    >>> callable(answer_once)  # to be said by a process, not by those who share one
    True
    """
    _ONCE.set()


_ONCE: Final = Event()
_INTERPRETED: Final = ContextVar("interpreted", default=False)


class _Kernel:
    """A function that becomes machine code when it is called, or when a kernel that calls it does."""

    def __init__(self, function: Callable[..., Any], numbers: int = -1) -> None:
        self.py_func = function
        self._numbers = numbers
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
        if not _ONCE.is_set():
            return self._machine_code(*arguments)
        if _INTERPRETED.get():
            return self.py_func(*arguments)
        if "numba" in sys.modules or _numbers_in(arguments) > self._numbers:
            return self._machine_code(*arguments)
        outer = _INTERPRETED.set(True)
        try:
            return self.py_func(*arguments)
        finally:
            _INTERPRETED.reset(outer)


def _numbers_in(arguments: tuple[Any, ...]) -> int:
    return sum(argument.size for argument in arguments if isinstance(argument, np.ndarray))


def locked(array: NDArray[T]) -> NDArray[T]:
    """View an array as contiguous and read-only, the one form kernels are compiled for, mapped from a file or not.

    >>> view = locked(np.arange(6)[::2])
    >>> view.flags.writeable, view.flags.c_contiguous, view.tolist()
    (False, True, [0, 2, 4])
    """
    view = np.ascontiguousarray(array).view(np.ndarray)
    view.flags.writeable = False
    return view
