"""Bursts: planted ones are found to the hour, quiet times have none, and three posts are no alarm."""

from itertools import product

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.stats import nbinom, poisson

from algorithms.volume.bursts import HOUR, LONGEST, find_bursts
from algorithms.volume.hourly_baseline import hourly_baseline
from algorithms.volume.kleinberg import bursting_hours

WEEKS = 8
HOURS = WEEKS * 168

DAYLIGHT = np.tile(np.repeat([0.2, 1.8], 12), 7)
"""A rhythm of the day: nights are quiet."""

WEEKEND = np.repeat([1.2, 1.2, 1.2, 1.2, 1.2, 0.5, 0.5], 24)
MONDAY = 96 * HOUR
"""5 January 1970, the first Monday: where the series of these tests begin."""


def rates(level: float) -> NDArray[np.float64]:
    return np.tile(level * DAYLIGHT * WEEKEND, WEEKS)


def posts_at(counts: NDArray[np.int64], rng: np.random.Generator) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """So many posts in each hour from the Monday on, everybody's own."""
    at = MONDAY + np.repeat(np.arange(counts.size), counts) * HOUR + rng.integers(0, HOUR, int(counts.sum()))
    return at.astype(np.int64), np.arange(at.size, dtype=np.int32)


def hours_of(counts: NDArray[np.int64], rng: np.random.Generator) -> list[tuple[int, int]]:
    at, people = posts_at(counts, rng)
    bursts = find_bursts(at, people, MONDAY, MONDAY + counts.size * HOUR)
    return [((burst.start - MONDAY) // HOUR, (burst.end - MONDAY) // HOUR) for burst in bursts]


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("level", "start", "hours", "pace"), [(0.1, 500, 12, 6), (2.0, 700, 6, 25), (20.0, 400, 3, 120)]
)
def test_a_planted_burst_is_found_to_the_hour(seed: int, level: float, start: int, hours: int, pace: int) -> None:
    rng = np.random.default_rng(seed)
    counts = rng.poisson(rates(level))
    counts[start : start + hours] = pace + rng.integers(0, 3, hours)
    assert hours_of(counts, rng) == [(start, start + hours)]


def test_quiet_times_with_a_rhythm_have_no_burst() -> None:
    """One in a hundred worlds may have one by chance: of thirty, hardly any."""
    false = 0
    for seed in range(15):
        rng = np.random.default_rng(seed)
        for level in (0.3, 5.0):
            false += bool(hours_of(rng.poisson(rates(level)), rng))
    assert false <= 1


def test_clumps_that_come_every_day_are_no_bursts() -> None:
    """Counts of the negative binomial distribution with four times the variance of a Poisson one."""
    false = 0
    for seed in range(15):
        rng = np.random.default_rng(seed)
        mean = rates(3.0)
        counts = rng.negative_binomial(mean / 3, 0.25)
        assert counts.var() > 2 * mean.mean()
        false += bool(hours_of(counts, rng))
    assert false <= 1


def test_a_daily_peak_is_expected_and_the_same_peak_at_night_is_a_burst() -> None:
    rng = np.random.default_rng(1)
    counts = np.zeros(HOURS, dtype=np.int64)
    counts[12::24] = 30
    assert hours_of(counts, rng) == []
    counts[24 * 30 + 3] = 30
    assert hours_of(counts, rng) == [(24 * 30 + 3, 24 * 30 + 4)]


@pytest.mark.parametrize(("posts", "people"), [(3, 3), (9, 9), (30, 4)])
def test_few_posts_or_few_people_are_no_alarm(posts: int, people: int) -> None:
    at = np.concatenate([MONDAY + np.arange(0, HOURS, 100) * HOUR, np.full(posts, MONDAY + 750 * HOUR + 5)])
    who = np.concatenate([np.arange(HOURS // 100 + 1), 1_000 + np.arange(posts) % people]).astype(np.int32)
    assert find_bursts(at, who, MONDAY, MONDAY + HOURS * HOUR) == []


def test_two_bursts_are_two_and_an_aftermath_is_none() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(rates(0.5))
    counts[300:306] += 30
    counts[306:320] += 2
    counts[900:904] += 20
    assert hours_of(counts, rng) == [(300, 306), (900, 904)]


def test_the_numbers_of_a_burst_are_those_of_its_definition() -> None:
    rng = np.random.default_rng(5)
    counts = rng.poisson(rates(1.0))
    counts[500:504] = 25
    at, people = posts_at(counts, rng)
    (burst,) = find_bursts(at, people, MONDAY, MONDAY + HOURS * HOUR)
    assert (burst.posts, burst.people) == (100, 100)
    usual = np.ones(HOURS, dtype=np.bool_)
    usual[500:504] = False
    baseline = hourly_baseline(counts, MONDAY // HOUR, usual, 168)
    assert burst.expected == pytest.approx(baseline.expected[500:504].sum())
    assert burst.expected == pytest.approx(rates(1.0)[500:504].sum(), rel=0.25)
    mean, clump = burst.expected, baseline.clump[4]
    chance = nbinom.sf(99, mean / (clump - 1), 1 / clump) if clump > 1 else poisson.sf(99, mean)
    assert burst.score == pytest.approx(-np.log10(chance * HOURS * 168))
    assert burst.kleinberg == 1.0


def test_the_baseline_learns_level_day_and_week() -> None:
    rng = np.random.default_rng(0)
    truth = rates(20.0)
    baseline = hourly_baseline(rng.poisson(truth), MONDAY // HOUR, np.ones(HOURS, dtype=np.bool_), 24)
    assert np.corrcoef(baseline.expected, truth)[0, 1] > 0.99
    assert baseline.expected.sum() == pytest.approx(truth.sum(), rel=0.05)
    assert np.all(baseline.clump[:13] < 1.3)


def test_the_baseline_is_not_lifted_by_hours_that_do_not_count() -> None:
    counts = np.full(HOURS, 4)
    counts[500:600] = 400
    usual = np.ones(HOURS, dtype=np.bool_)
    usual[500:600] = False
    baseline = hourly_baseline(counts, MONDAY // HOUR, usual, 24)
    assert baseline.expected[500:600] == pytest.approx(np.full(100, 4.0), rel=0.05)


@pytest.mark.parametrize("seed", range(20))
def test_kleinbergs_automaton_takes_the_cheapest_of_all_sequences(seed: int) -> None:
    rng = np.random.default_rng(seed)
    expected = rng.uniform(0.3, 3.0, 9)
    counts = rng.poisson(expected * rng.choice([1.0, 3.0], 9))

    def cost(states: tuple[int, ...]) -> float:
        rate = np.where(states, 2.0 * expected, expected)
        begun = sum(now > before for before, now in zip((0, *states), states, strict=False))
        return float(-np.sum(poisson.logpmf(counts, rate)) + begun * np.log(9))

    hours = bursting_hours(counts, expected)
    assert cost(tuple(hours.astype(int).tolist())) == pytest.approx(min(map(cost, product((0, 1), repeat=9))))


def test_nothing_has_no_burst() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert find_bursts(nothing, np.zeros(0, dtype=np.int32), 0, 1000 * HOUR) == []
    assert bursting_hours(nothing, np.zeros(0)).tolist() == []


@pytest.mark.parametrize("days", [6, 7, 8, 9, 10])
def test_what_goes_on_for_about_a_week_is_told_as_a_week_at_most(days: int) -> None:
    """Years of next to nothing, then days of a post every five minutes."""
    random = np.random.default_rng(days)
    hours = np.concatenate([random.integers(0, 20_000, 20), 20_000 + random.integers(0, days * 24, days * 300)])
    at = np.sort(hours * HOUR)
    bursts = find_bursts(at, random.integers(0, 500, at.size).astype(np.int32), 0, 21_000 * HOUR)
    assert bursts
    for burst in bursts:
        assert 0 < burst.end - burst.start <= LONGEST * HOUR
        assert 20_000 * HOUR <= burst.start < burst.end <= (20_000 + days * 24) * HOUR
