"""Series that are spiky all the time, by six generators that are not what the detector assumes: planted windows."""

from itertools import product

import numpy as np
import pytest

from algorithms.volume.bursts import HOUR, Burst, find_bursts
from bench.bursts import hours_of_bursts
from bench.spiky_series import BIN, BINS, GENERATORS, HOURS, WEEKS, SpikySeries, spiky_series

SEEDS = (1, 2, 3, 4)


def test_three_of_four_windows_are_found_at_half_a_false_hour_a_week() -> None:
    windows = hits = false = 0
    by_generator = {}
    for generator in GENERATORS:
        several = [spiky_series(generator, seed) for seed in SEEDS]
        results = [series.compare(hours_of_bursts(series)) for series in several]
        windows += sum(len(series.windows) for series in several)
        by_generator[generator] = sum(touched for touched, _ in results)
        hits += by_generator[generator]
        false += sum(outside for _, outside in results)
    assert windows == 4 * len(SEEDS) * len(GENERATORS)
    assert hits >= 0.75 * windows, by_generator
    assert false <= 0.5 * WEEKS * len(SEEDS) * len(GENERATORS)


def test_without_anything_planted_little_is_news() -> None:
    """The same series without anomalies: a burst every other week is the bound, and some take more than an hour."""
    hours = bursts = weeks = 0.0
    for generator, seed in product(GENERATORS, (11, 12)):
        counts = GENERATORS[generator](np.random.default_rng(seed), np.ones(BINS))
        at, people = SpikySeries(counts, ()).posts()
        several = find_bursts(at, people, 0, HOURS * HOUR)
        bursts += len(several)
        hours += sum((burst.end - burst.start) // HOUR for burst in several)
        weeks += WEEKS
    assert bursts <= 0.6 * weeks
    assert hours <= 0.8 * weeks


def spiky_hours(spikes: int, seed: int, *, spread: bool) -> tuple[list[int], list[Burst]]:
    """Four weeks of ten posts an hour by chance, and so many hours of two hundred: those, and the bursts."""
    random = np.random.default_rng(seed)
    counts = random.poisson(10, 28 * 24)
    hours = random.choice(np.arange(24, 27 * 24), spikes, replace=False)
    counts[hours] = 200
    at = np.repeat(np.arange(counts.size), counts) * HOUR
    if spread:
        at += random.integers(0, HOUR, at.size)
    return hours.tolist(), find_bursts(at, np.arange(at.size, dtype=np.int32), 0, counts.size * HOUR)


@pytest.mark.parametrize("spread", [True, False])
@pytest.mark.parametrize("spikes", [5, 10, 13, 14, 15, 20, 30, 40])
def test_spikes_do_not_mask_each_other(spikes: int, spread: bool) -> None:
    for seed in (1, 2):
        hours, bursts = spiky_hours(spikes, seed, spread=spread)
        missed = [hour for hour in hours if not any(b.start <= hour * HOUR < b.end for b in bursts)]
        assert missed == []
        length = sum((burst.end - burst.start) // HOUR for burst in bursts)
        assert length <= spikes * 1.2


def five_minutes_of(posts: int, people: int) -> list[Burst]:
    """Four weeks of sixty posts an hour by chance, and a spike of five minutes in hour 500."""
    random = np.random.default_rng(4)
    at = np.sort(random.integers(0, 28 * 24 * HOUR, 28 * 24 * 60))
    spike = 500 * HOUR + 4 * BIN + random.integers(0, BIN, posts)
    who = np.concatenate([np.arange(at.size), 1_000_000 + np.arange(posts) % people]).astype(np.int32)
    return find_bursts(np.concatenate([at, spike]), who, 0, 28 * 24 * HOUR)


def test_a_spike_of_five_minutes_within_a_usual_hour_is_found_with_its_width() -> None:
    (burst,) = five_minutes_of(50, 50)
    assert (burst.start, burst.end) == (500 * HOUR, 501 * HOUR)
    assert burst.width == BIN
    assert 50 <= burst.peak <= 62  # with the five that are usual
    assert burst.posts < 2 * burst.expected + 30
    assert burst.usual_spike is not None
    assert 10 < burst.usual_spike < 20
    assert burst.as_high == 1


def test_a_spike_of_one_account_is_no_burst() -> None:
    assert five_minutes_of(50, 1) == []


def test_a_burst_after_years_of_silence_stands_by_itself_and_costs_no_memory() -> None:
    """An archive of years ago, and one post of the year 9999: each silence parts the series."""
    random = np.random.default_rng(0)
    year = 366 * 24
    early = random.integers(0, 60 * 24 * HOUR, 2_000)
    burst = 900 * HOUR + random.integers(0, HOUR, 100)
    late = 5 * year * HOUR + random.integers(0, 60 * 24 * HOUR, 2_000)
    far = np.array([8_000 * year * HOUR])
    at = np.concatenate([early, burst, late, far])
    bursts = find_bursts(at, np.arange(at.size, dtype=np.int32), 0, int(at.max()) + 1)
    assert [(b.start // HOUR, b.end // HOUR) for b in bursts] == [(900, 901)]
