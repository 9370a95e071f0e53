"""Parallel: several threads of a pool, each inside a compiled kernel that lets go of the interpreter lock.

numba's own threads abort the process when two callers use them at once; these do not. The parts are the same whatever
the number of processors, and results come in the order of the parts, so that sums do not depend on the machine.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, Generic, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

Part = TypeVar("Part")
Result = TypeVar("Result")

_WORTH_SPLITTING: Final = 500_000
_PARTS: Final = 8


def in_parallel(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """Run `work` on each part, several at a time; results in the order of the parts.

    >>> in_parallel(lambda part: part * 2, [1, 2])
    [2, 4]
    """
    with ThreadPool(parts) as thread_pool:
        return thread_pool.run(work)


class ThreadPool(Generic[Part]):
    """Threads that work on the same parts again and again, as the rounds of an iteration do. A context manager.

    One part, or one processor, needs no threads: everything runs where it is called. When one part fails, or the
    caller is interrupted, those not begun are dropped.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        """Make a pool for some parts; the threads start with their first work."""
        self._parts = parts
        threads = min(_processors(), len(parts)) if len(parts) > 1 else 1
        self._pool = ThreadPoolExecutor(max_workers=threads) if threads > 1 else None

    def run(self, work: Callable[[Part], Result]) -> list[Result]:
        """Run `work` on each part; results in the order of the parts."""
        if self._pool is None:
            return [work(part) for part in self._parts]
        return list(self._pool.map(work, self._parts))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)


def _processors() -> int:
    """How many threads numba was told to use, by default one a processor."""
    from numba import config  # noqa: PLC0415  as in `algorithms.kernels.compiled`

    return int(config.NUMBA_NUM_THREADS)  # type: ignore[attr-defined]  # set when numba starts


def parts_of(indptr: NDArray[np.int64], entries: int) -> list[tuple[int, int]]:
    """Cut rows into runs (start, stop) with about as many entries each; one run when there are few.

    >>> parts_of(np.array([0, 2, 3]), 3)
    [(0, 2)]
    """
    people = indptr.size - 1
    if entries < _WORTH_SPLITTING:
        return [(0, people)]
    inner = np.searchsorted(indptr, np.linspace(0, entries, _PARTS + 1)[1:-1])
    bounds = np.unique(np.concatenate([[0], inner, [people]])).tolist()
    return list(pairwise(bounds))
