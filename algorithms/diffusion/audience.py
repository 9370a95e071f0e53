"""Audience: how many people somebody reaches with what they post, at least."""

import numpy as np
from numpy.typing import NDArray

from algorithms.ties.ties import Ties
from graph.snapshot.snapshot import Snapshot


def audience_of(snapshot: Snapshot, ties: Ties) -> NDArray[np.int64]:
    """How many people each person reaches: those who pay attention, or the followers a source states if these are more.

    int64 (n). Of several accounts the one with the most followers counts.

    >>> from tests.worlds import Act, Someone, snapshot_of
    >>> from algorithms.ties.strength import build_ties
    >>> from algorithms.parameters import DEFAULTS
    >>> ada = Someone(("x:1",), followers={"x:1": 30})
    >>> snapshot = snapshot_of(people=[ada], acts=[Act("x:1", "x:2"), Act("x:3", "x:2")])
    >>> audience_of(snapshot, build_ties(snapshot, DEFAULTS)).tolist()
    [30, 2, 0]
    """
    stated = np.zeros(ties.people, dtype=np.int64)
    np.maximum.at(stated, snapshot.accounts.person, np.maximum(snapshot.accounts.followers, 0))
    return np.maximum(stated, np.diff(ties.in_indptr))
