"""The fallacy report against SciPy, and a planted loud and a planted small person."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.stats import spearmanr

from algorithms.centrality.fallacy import COMPARED, fallacy
from algorithms.centrality.measures import Measure
from algorithms.errors import BadParameter

EVERYBODY = np.ones(40, dtype=np.bool_)


@settings(max_examples=40, deadline=None)
@given(arrays(np.float64, (2, 40), elements=st.sampled_from([0.0, 1.0, 2.5, 7.0, np.nan])))
def test_correlations_are_spearmans(columns: "np.typing.NDArray[np.float64]") -> None:
    values = {Measure.FOLLOWERS: columns[0], Measure.DEGREE: columns[1]}
    (result,) = fallacy(values, columns[1], among=EVERYBODY).correlations
    both = ~np.isnan(columns).any(axis=0)
    assert result.people == both.sum()
    left, right = columns[0][both], columns[1][both]
    if both.sum() < 2 or np.ptp(left) == 0 or np.ptp(right) == 0:
        assert result.spearman is None
        return
    assert result.spearman == pytest.approx(spearmanr(left, right).statistic, abs=1e-12)


def test_every_two_measures_are_compared_once() -> None:
    values = {measure: np.arange(40, dtype=np.float64) for measure in COMPARED}
    report = fallacy(values, np.arange(40, dtype=np.float64), among=EVERYBODY)
    assert len({(row.left, row.right) for row in report.correlations}) == len(COMPARED) * (len(COMPARED) - 1) // 2
    assert {row.spearman for row in report.correlations} == {1.0}
    assert report.loud_but_ignored == report.small_but_central == ()


def test_the_planted_loud_and_the_planted_small_lead_their_lists() -> None:
    followers = np.arange(100, 140, dtype=np.float64)
    influence = followers.copy()
    followers[3], influence[3] = 1e6, 1.0
    followers[38], influence[38] = 1.0, 1e6
    report = fallacy({Measure.FOLLOWERS: followers}, influence, among=EVERYBODY)
    assert (report.loud_but_ignored[0].person, report.small_but_central[0].person) == (3, 38)
    assert (report.loud_but_ignored[0].followers_rank, report.loud_but_ignored[0].influence_rank) == (1, 40)
    gaps = [gap.influence_rank - gap.followers_rank for gap in report.loud_but_ignored]
    assert gaps == sorted(gaps, reverse=True)


def test_a_loud_person_to_whom_nobody_is_tied_is_ignored_most() -> None:
    followers = np.array([9e6, 10.0, 20.0, 30.0])
    influence = np.array([np.nan, 50.0, 60.0, 100.0])
    report = fallacy({Measure.FOLLOWERS: followers}, influence, among=np.ones(4, dtype=np.bool_))
    assert report.loud_but_ignored[0].person == 0
    assert report.loud_but_ignored[0].influence_rank == 4


def test_nobody_is_ahead_by_having_equals() -> None:
    followers = np.array([5.0, 5.0, 5.0, 5.0])
    report = fallacy({Measure.FOLLOWERS: followers}, np.full(4, 7.0), among=np.ones(4, dtype=np.bool_))
    assert report.loud_but_ignored == report.small_but_central == ()


def test_columns_of_other_lengths_are_refused() -> None:
    with pytest.raises(BadParameter, match="values of 40 people"):
        fallacy({Measure.FOLLOWERS: np.zeros(3)}, np.zeros(40), among=EVERYBODY)
