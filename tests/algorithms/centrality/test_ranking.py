"""Ranking against SciPy."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from algorithms.centrality.ranking import in_order, rank

VALUES = st.lists(st.one_of(st.integers(0, 6).map(float), st.just(np.nan)), max_size=20).map(
    lambda values: np.array(values, dtype=np.float64)
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_ranks_equal_scipy(values: np.ndarray) -> None:
    defined = ~np.isnan(values)
    expected = np.zeros(values.size)
    expected[defined] = stats.rankdata(-values[defined], method="min")
    assert rank(values).tolist() == expected.tolist()
    expected[defined] = stats.rankdata(values[defined], method="min")
    assert rank(values, descending=False).tolist() == expected.tolist()


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_order_goes_by_rank_then_row(values: np.ndarray) -> None:
    ranks = rank(values)
    rows = in_order(ranks).tolist()
    assert sorted(rows) == np.flatnonzero(~np.isnan(values)).tolist()
    keys = [(int(ranks[row]), row) for row in rows]
    assert keys == sorted(keys)


def test_only_those_who_take_part_are_ranked() -> None:
    assert rank(np.array([3.0, 9.0, 5.0]), among=np.array([True, False, True])).tolist() == [2, 0, 1]


def test_nobody_makes_an_empty_ranking() -> None:
    assert rank(np.zeros(0)).tolist() == []
    assert in_order(np.zeros(0, dtype=np.int32)).tolist() == []
