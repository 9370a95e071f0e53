"""Followers: the number on the profile, which many take for influence."""

import numpy as np

from algorithms.centrality.scores import Scores
from graph.snapshot.snapshot import Snapshot


def followers(snapshot: Snapshot) -> Scores:
    """Take the largest follower count among each person's accounts.

    Counts are as the sources state them: people who follow on two networks would be counted twice in a sum, so the
    largest one stands. NaN for people of whom no source says how many followers they have. 16 bytes a person.

    Cha, Haddadi, Benevenuto and Gummadi (2010), Measuring user influence in Twitter: the million follower fallacy,
    ICWSM.

    >>> from tests.worlds import Someone, snapshot_of
    >>> ada = Someone(("x:1", "y:1"), followers={"x:1": 10, "y:1": 30})
    >>> followers(snapshot_of(people=[ada], accounts=["x:2"])).values.tolist()
    [30.0, nan]
    """
    largest = np.full(len(snapshot.people.ids), -1, dtype=np.int64)
    np.maximum.at(largest, snapshot.accounts.person, snapshot.accounts.followers)
    return Scores(np.where(largest >= 0, largest.astype(np.float64), np.nan))
