"""Ranking: from values to ranks."""

import numpy as np
from numpy.typing import NDArray


def rank(
    values: NDArray[np.float64], *, descending: bool = True, among: NDArray[np.bool_] | None = None
) -> NDArray[np.int32]:
    """Rank people by value: 1 plus the number of people who are strictly better, int32 (n); equals share a rank.

    `values` is float64 (n). NaN, and whoever is not `among`, gets 0: not ranked. `descending` puts the largest first.

    >>> rank(np.array([5.0, np.nan, 7.0, 5.0, 1.0])).tolist()
    [2, 0, 1, 2, 4]
    """
    taking_part = ~np.isnan(values)
    if among is not None:
        taking_part &= among
    key = -values[taking_part] if descending else values[taking_part]
    order = np.argsort(key, kind="stable")
    ordered = key[order]
    begins = np.ones(key.size, dtype=np.bool_)  # whether a run of equals begins there
    begins[1:] = ordered[1:] != ordered[:-1]
    places = np.flatnonzero(begins)
    among_them = np.empty(key.size, dtype=np.int32)
    among_them[order] = np.repeat(places + 1, np.diff(places, append=key.size))
    ranks = np.zeros(values.size, dtype=np.int32)
    ranks[taking_part] = among_them
    return ranks


def in_order(ranks: NDArray[np.int32]) -> NDArray[np.int32]:
    """List the rows of ranked people, best first, equals by row, int32.

    >>> in_order(np.array([2, 0, 1, 2, 4], dtype=np.int32)).tolist()
    [2, 0, 3, 4]
    """
    ranked = np.flatnonzero(ranks)
    return ranked[np.argsort(ranks[ranked], kind="stable")].astype(np.int32)
