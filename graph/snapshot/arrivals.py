"""Arrivals: posts that have just been delivered."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.snapshot.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Posts that sources delivered after a number of the change sequence.

    * `seq`: up to which number was looked; ask for what came after it next
    * `posts`: a snapshot of nothing but these posts, the posts that they refer to, and the accounts in both
    * `rows`: int64 (k), their rows in it, first come first; `born`: int64 (k), the number at which each came
    """

    seq: int
    posts: Snapshot
    rows: NDArray[np.int64]
    born: NDArray[np.int64]
