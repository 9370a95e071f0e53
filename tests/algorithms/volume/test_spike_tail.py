"""The tail of spikes: against laws whose answer is known, and with spikes planted above it that must not hide."""

import numpy as np
import pytest
from scipy.stats import expon, genpareto

from algorithms.volume.spike_tail import FEWEST_STRETCHES, spike_tail

STRETCHES = 4 * 7 * 52
"""Stretches of six hours in a year."""


def heights(scale: float, seed: int, stretches: int = STRETCHES) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Heights of a Pareto law: their logarithms fall exponentially."""
    return expon(scale=scale).rvs(stretches, random_state=seed)


@pytest.mark.parametrize("scale", [0.1, 0.4, 1.0])
def test_a_paretos_tail_is_told_as_scipy_tells_it(scale: float) -> None:
    tails = [spike_tail(heights(scale, seed), 52.0) for seed in range(30)]
    assert np.mean([tail.scale for tail in tails if tail]) == pytest.approx(scale, rel=0.05)
    # What comes once in ten weeks: the law's own quantile.
    law = genpareto(0.0, scale=scale).isf(5.2 / STRETCHES)
    assert np.mean([tail.height(5.2) for tail in tails if tail]) == pytest.approx(law, rel=0.05)
    assert np.mean([tail.times(np.array([law]))[0] for tail in tails if tail]) == pytest.approx(5.2, rel=0.25)


@pytest.mark.parametrize("seed", range(10))
def test_of_usual_spikes_hardly_one_a_week_is_rarer_than_that(seed: int) -> None:
    usual = heights(0.5, seed)
    tail = spike_tail(usual, 52.0)
    assert tail is not None
    assert 13 <= np.count_nonzero(tail.times(usual) <= 0.5 * 52) <= 45


@pytest.mark.parametrize("spikes", [1, 5, 20, 60, 120])
@pytest.mark.parametrize("seed", range(5))
def test_equal_spikes_far_above_do_not_hide_each_other(spikes: int, seed: int) -> None:
    """Up to a quarter of all stretches of eight weeks."""
    usual = heights(0.1, seed, 448)
    usual[:spikes] = 3.0 + np.random.default_rng(seed).uniform(0, 0.5, spikes)
    tail = spike_tail(usual, 16.0)
    assert tail is not None
    assert tail.times(usual[:spikes]).max() < 0.01
    assert tail.scale < 0.25


def test_many_spikes_that_differ_are_the_series_own() -> None:
    """Three spikes a week whose heights fall as slowly as they are high: of these the highest alone are news."""
    usual = np.concatenate([heights(0.05, 1), 0.2 + heights(0.8, 2, 156)])
    tail = spike_tail(usual, 52.0)
    assert tail is not None
    assert 10 <= np.count_nonzero(tail.times(usual) <= 0.5 * 52) <= 80


def test_of_a_short_past_nothing_is_told() -> None:
    assert spike_tail(heights(1.0, 0, FEWEST_STRETCHES - 1), 1.0) is None
    assert spike_tail(heights(1.0, 0, FEWEST_STRETCHES), 1.0) is not None


def test_equal_heights_are_no_fault() -> None:
    tail = spike_tail(np.zeros(100), 3.5)
    assert tail is not None
    assert tail.times(np.array([0.0, 1.0])).tolist() == [pytest.approx(tail.count), 0.0]
