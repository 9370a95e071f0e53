"""Scores check themselves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.centrality.scores import Scores, significant
from algorithms.errors import MalformedResult


@pytest.mark.parametrize(
    "values",
    [np.array([1, 2]), np.array([[1.0]]), np.array([1.0], dtype=np.float32), np.array([-1.0]), np.array([np.inf])],
)
def test_what_no_measure_may_give_is_refused(values: np.ndarray) -> None:
    with pytest.raises(MalformedResult):
        Scores(values)


def test_a_standard_error_is_for_every_person() -> None:
    with pytest.raises(MalformedResult, match="2 standard errors, got 1"):
        Scores(np.zeros(2), np.zeros(1))


def test_scores_cannot_be_changed() -> None:
    scores = Scores(np.array([1.0, np.nan]))
    assert scores.people == 2
    with pytest.raises(ValueError, match="read-only"):
        scores.values[0] = 2


@settings(max_examples=200, deadline=None)
@given(st.floats(1e-270, 1e270), st.integers(1, 12))
def test_rounding_keeps_so_many_digits(value: float, digits: int) -> None:
    rounded = float(significant(np.array([value]), digits)[0])
    unit = 10.0 ** (np.floor(np.log10(value)) - digits + 1)
    assert abs(rounded - value) <= 0.5000001 * unit
    assert float(f"{rounded:.{digits - 1}e}") == pytest.approx(rounded, rel=1e-14)


def test_what_has_few_digits_stays() -> None:
    values = np.array([0.0, 0.25, 1 / 1024, 5.0, 123456.0, 1e-200, np.nan, 1e300])
    assert np.allclose(significant(values), values, rtol=1e-15, atol=0, equal_nan=True)
