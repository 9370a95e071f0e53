"""Followers: the number on the profile, which many take for influence."""

from typing import Any, Final

import numpy as np

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec
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


def _stated(on: MeasureInputs) -> tuple[Any, ...]:
    return on.snapshot.accounts.person, on.snapshot.accounts.followers, len(on.snapshot.people.ids)


MEASURE: Final = MeasureSpec(
    name="followers",
    order=50,
    label="Followers",
    meaning="The largest follower count among a person's accounts.",
    lies="Says how many could hear, not who listens; followers can be bought. No value where no source states it.",
    formula="The largest count that a source states of any of the person's accounts.",
    paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
    cost="The number of accounts.",
    descending=True,
    everybody=True,
    windowed=False,
    compute=lambda on: followers(on.snapshot),
    on_ties=False,
    parameters=(),
    columns=_stated,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_followers.py::test_the_largest_count_among_the_accounts_stands",
)
