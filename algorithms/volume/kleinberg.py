"""Kleinberg's automaton: the second opinion on bursts, from costs of two states instead of chances of stretches."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.compiled import compiled, locked

TIMES: Final = 2.0
"""The bursting state has so many times the posts expected."""

GAMMA: Final = 1.0
"""What it costs to begin to burst, in logarithms of the number of hours."""


def bursting_hours(
    counts: NDArray[np.int64], expected: NDArray[np.float64], *, times: float = TIMES, gamma: float = GAMMA
) -> NDArray[np.bool_]:
    """Tell in which hours the automaton bursts: the cheapest sequence of quiet and bursting hours, bool (h).

    A quiet hour costs what its posts, `counts` int64 (h), are unlikely at the rate `expected` float64 (h), above 0; a
    bursting one what they are at `times` that rate (Poisson); to begin to burst costs `gamma` ln h, to end nothing.
    Kleinberg's rates are the same at all times; here they follow day and week, as those of our own bursts do. Of equal
    costs the quiet state is taken. 16 bytes an hour.

    Kleinberg (2003), Bursty and hierarchical structure in streams, Data Mining and Knowledge Discovery 7.

    >>> bursting_hours(np.array([1, 9, 8, 1]), np.ones(4)).tolist()
    [False, True, True, False]
    """
    if counts.size == 0:
        return np.zeros(0, dtype=np.bool_)
    # The cost of bursting less that of quiet: the rest of the Poisson likelihood is the same in both.
    dearer = (times - 1) * expected - counts * np.log(times)
    return np.asarray(_cheapest(locked(dearer), gamma * np.log(counts.size)))


@compiled
def _cheapest(dearer: NDArray[np.float64], begin: float) -> NDArray[np.bool_]:
    """Viterbi's algorithm: `dearer` is what bursting costs above quiet in each hour."""
    hours = dearer.size
    quiet, burst = 0.0, begin + dearer[0]
    from_burst = np.zeros((2, hours), dtype=np.bool_)
    for hour in range(1, hours):
        from_burst[0, hour] = burst < quiet
        from_burst[1, hour] = burst < quiet + begin
        next_quiet = min(quiet, burst)
        burst = min(quiet + begin, burst) + dearer[hour]
        quiet = next_quiet
    bursting = np.zeros(hours, dtype=np.bool_)
    state = burst < quiet
    for hour in range(hours - 1, -1, -1):
        bursting[hour] = state
        state = from_burst[1, hour] if state else from_burst[0, hour]
    return bursting
