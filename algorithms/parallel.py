"""Parallel: several threads of a pool, each inside a compiled kernel that lets go of the interpreter lock.

numba's own threads abort the process when two callers use them at once; these do not. The parts are the same whatever
the number of processors, and results come in the order of the parts, so that sums do not depend on the machine.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np
from numba import config
from numpy.typing import NDArray

Part = TypeVar("Part")
Result = TypeVar("Result")

_WORTH_SPLITTING: Final = 3_000_000
_PARTS: Final = 8


def in_parallel(work: Callable[[Part], Result], parts: Sequence[Part]) -> list[Result]:
    """Run `work` on each part, several at a time; results in the order of the parts."""
    if len(parts) == 1:
        return [work(parts[0])]
    threads = config.NUMBA_NUM_THREADS  # type: ignore[attr-defined]  # set when numba starts
    with ThreadPoolExecutor(max_workers=threads) as pool:
        return list(pool.map(work, parts))


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
