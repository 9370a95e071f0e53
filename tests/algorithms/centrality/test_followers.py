"""Followers: the largest count stands."""

import numpy as np

from algorithms.centrality.followers import followers
from tests.worlds import Someone, snapshot_of


def test_the_largest_count_among_the_accounts_stands() -> None:
    snapshot = snapshot_of(
        people=[
            Someone(("x:1", "y:1"), followers={"x:1": 10, "y:1": 30}),
            Someone(("x:2", "y:2"), followers={"x:2": 0}),
            Someone(("x:3",)),
        ]
    )
    values = followers(snapshot).values
    assert values[:2].tolist() == [30, 0]
    assert np.isnan(values[2])


def test_without_people_there_are_no_scores() -> None:
    assert followers(snapshot_of()).values.tolist() == []
