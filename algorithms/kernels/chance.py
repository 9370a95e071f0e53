"""Chance: numbers drawn by what they are about, not by who asks first, so that no order or thread changes them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled

_STEP: Final = np.uint64(0x9E3779B97F4A7C15)
_FIRST: Final = np.uint64(0xBF58476D1CE4E5B9)
_SECOND: Final = np.uint64(0x94D049BB133111EB)


@compiled
def mixed(number: np.uint64) -> np.uint64:
    """Mix the bits of a number so that each of the result depends on all of them.

    The finaliser of SplitMix64: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA.

    >>> int(mixed(np.uint64(0))) == 0xE220A8397B1DCDAF  # the first number of SplitMix64 from seed 0
    True
    """
    number = number + _STEP
    number = (number ^ (number >> np.uint64(30))) * _FIRST
    number = (number ^ (number >> np.uint64(27))) * _SECOND
    return number ^ (number >> np.uint64(31))


@compiled
def evenly(number: np.uint64) -> float:
    """Read a mixed number as one drawn evenly from above 0 to 1.

    >>> evenly(np.uint64(2**64 - 1)), evenly(np.uint64(0)) > 0
    (1.0, True)
    """
    return (np.float64(number >> np.uint64(11)) + 1.0) * (1.0 / 9007199254740992.0)


def keys_of_rows(people: int) -> NDArray[np.uint64]:
    """Keys of people who have no others: their rows, uint64 (n).

    >>> keys_of_rows(3).tolist()
    [0, 1, 2]
    """
    return np.arange(people, dtype=np.uint64)
