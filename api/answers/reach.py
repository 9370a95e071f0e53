"""Who is within so many ties of somebody."""

import numpy as np
from numpy.typing import NDArray

from algorithms.acquaintance import Acquaintance


def within(acquaintance: Acquaintance, person: int, hops: int) -> NDArray[np.bool_]:
    """Tell for each person whether they are within `hops` ties of `person`, who is included; bool (n)."""
    reached = np.zeros(acquaintance.people, dtype=np.bool_)
    reached[person] = True
    ring = np.array([person], dtype=np.int64)
    for _ in range(hops):
        starts, ends = acquaintance.indptr[ring], acquaintance.indptr[ring + 1]
        lengths = ends - starts
        entries = np.repeat(starts - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        met = np.unique(acquaintance.indices[entries])
        ring = met[~reached[met]].astype(np.int64)
        reached[ring] = True
    return reached
