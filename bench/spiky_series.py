"""Made-up series of mentions that are spiky all the time, with planted anomalies: five-minute counts of 55 days."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.volume.bursts import HOUR

BINS_AN_HOUR: Final = 12
BIN: Final = HOUR // BINS_AN_HOUR
HOURS: Final = 55 * 24
BINS: Final = HOURS * BINS_AN_HOUR
WEEKS: Final = HOURS / 168
_MARGIN: Final = 2
"""Hours before and after a planted anomaly that its window holds too."""

Random = np.random.Generator
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SpikySeries:
    """Five-minute counts, int64 (BINS), and the windows of hours, the last excluded, that are marked in it."""

    counts: NDArray[np.int64]
    windows: tuple[tuple[int, int], ...]

    def posts(self, seed: int = 0) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
        """Moments of the posts, microseconds, and who wrote each: everybody one."""
        places = np.repeat(np.arange(BINS), self.counts)
        at = places * BIN + np.random.default_rng(seed).integers(0, BIN, places.size)
        return at, np.arange(at.size, dtype=np.int32)

    def compare(self, hours: NDArray[np.bool_]) -> tuple[int, int]:
        """How many windows these hours, bool (HOURS), meet, and how many of the hours lie in none."""
        outside = hours.copy()
        for start, end in self.windows:
            outside[start:end] = False
        return sum(bool(hours[start:end].any()) for start, end in self.windows), int(np.count_nonzero(outside))


def _rhythm(level: float) -> Floats:
    """Posts in five minutes by day and night, weekdays and weekends."""
    hour = np.arange(BINS) / BINS_AN_HOUR
    weekend = np.where(hour // 24 % 7 >= 5, 0.7, 1.0)
    return np.asarray(level * weekend * (1 + 0.7 * np.sin(2 * np.pi * (hour - 9) / 24)))


def negative_binomial(random: Random, times: Floats) -> NDArray[np.int64]:
    """Counts of the negative binomial distribution, half as many again as a Poisson's spread, by day and night."""
    mean = _rhythm(20.0) * times
    return random.negative_binomial(2.0, 2.0 / (2.0 + mean))


def pareto_poisson(random: Random, times: Floats) -> NDArray[np.int64]:
    """Poisson counts whose rate is a Pareto variable (shape 2.5), drawn anew every five to forty minutes."""
    lengths = random.integers(1, 9, BINS)
    drawn = np.repeat(1 + random.pareto(2.5, BINS), lengths)[:BINS]
    return random.poisson(_rhythm(12.0) * drawn * times)


def clusters(random: Random, times: Floats) -> NDArray[np.int64]:
    """Posts that set off others: shots of Pareto size (shape 1.6) that die away within half an hour or so."""
    base = _rhythm(30.0) * times
    shots = random.poisson(0.05, BINS)
    sizes = shots * np.minimum(1 + random.pareto(1.6, BINS), 60.0) * 8.0
    decay = np.exp(-np.arange(48) / random.uniform(3.0, 9.0))
    return random.poisson(base + np.convolve(sizes, decay)[:BINS] * np.maximum(times, 1.0))


def rare_shots(random: Random, times: Floats) -> NDArray[np.int64]:
    """Quiet days but for a shot every other day, of Pareto size (shape 1.5), which dies away within an hour."""
    shots = random.poisson(0.5 / 288, BINS)
    sizes = shots * np.minimum(1 + random.pareto(1.5, BINS), 30.0) * 30.0
    decay = np.exp(-np.arange(48) / random.uniform(2.0, 6.0))
    return random.poisson((_rhythm(15.0) + np.convolve(sizes, decay)[:BINS]) * times)


def log_normal_ar(random: Random, times: Floats) -> NDArray[np.int64]:
    """Poisson counts whose rate's logarithm is an autoregression that forgets half within two hours."""
    keep = 0.5 ** (1 / 24)
    noise = random.normal(0, 0.5 * np.sqrt(1 - keep**2), BINS)
    drift = np.zeros(BINS)
    for place in range(1, BINS):
        drift[place] = keep * drift[place - 1] + noise[place]
    return random.poisson(_rhythm(15.0) * np.exp(drift + random.normal(0, 0.3, BINS)) * times)


def zero_inflated(random: Random, times: Floats) -> NDArray[np.int64]:
    """A small brand: nothing in two of three bins, and counts that vary three times as much as chance in the others."""
    mean = _rhythm(2.5) * times
    counts = random.negative_binomial(mean / 2 + 1e-9, 1 / 3)
    return np.where(random.random(BINS) < 0.65, 0, counts)


GENERATORS: Final[dict[str, Callable[[Random, Floats], NDArray[np.int64]]]] = {
    "negative binomial": negative_binomial,
    "Pareto-Poisson": pareto_poisson,
    "clusters": clusters,
    "rare shots": rare_shots,
    "log-normal AR(1)": log_normal_ar,
    "zero-inflated": zero_inflated,
}


def _jump(random: Random) -> Floats:
    return np.full(int(random.integers(2, 7)) * BINS_AN_HOUR, random.uniform(5, 8))


def _ramp(random: Random) -> Floats:
    return np.linspace(1, random.uniform(8, 12), int(random.integers(3, 7)) * BINS_AN_HOUR)


def _spike(random: Random) -> Floats:
    """Ten times the usual for a quarter of an hour to an hour."""
    return np.full(int(random.integers(3, 13)), random.uniform(9, 13))


def _slow_rise(random: Random) -> Floats:
    peak = random.uniform(3, 4)
    return 1 + (peak - 1) * np.sin(np.linspace(0, np.pi, 24 * BINS_AN_HOUR))


SHAPES: Final[dict[str, Callable[[Random], Floats]]] = {
    "jump": _jump,
    "ramp": _ramp,
    "spike": _spike,
    "slow rise": _slow_rise,
}


def spiky_series(name: str, seed: int) -> SpikySeries:
    """A series by a generator's name with one anomaly of each shape, in an order and at moments of chance."""
    random = np.random.default_rng([seed, *name.encode()])
    times = np.ones(BINS)
    windows = []
    shapes = list(SHAPES.values())
    random.shuffle(shapes)  # type: ignore[arg-type]
    for place, shape in enumerate(shapes):
        pattern = shape(random)
        start = (3 + 13 * place) * 288 + int(random.integers(0, 9 * 288))
        times[start : start + pattern.size] = pattern
        first, last = start // BINS_AN_HOUR, -(-(start + pattern.size) // BINS_AN_HOUR)
        windows.append((first - _MARGIN, last + _MARGIN))
    return SpikySeries(GENERATORS[name](random, times), tuple(windows))
