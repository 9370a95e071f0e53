"""How long one question for the best paths takes, as somebody who waits for the answer sees it: pairs by chance."""

import time
from collections.abc import Iterator, Sequence

import numpy as np

from algorithms.parameters import Parameters
from algorithms.paths.paths import best_paths
from algorithms.ties.acquaintance import acquaintance_of
from algorithms.ties.strength import build_ties
from bench.worlds import SIZES, make, snapshot

HEADER = (
    "size",
    "at most ties",
    "pairs",
    "with a path",
    "mean ms",
    "median ms",
    "p95 ms",
    "longest ms",
    "p95 under 50 ms",
)
_PAIRS = 200
_TARGET_MS = 50


def run(sizes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Ask for the five best paths between people who have ties, for three limits on their length."""
    for size in sizes:
        known = acquaintance_of(build_ties(snapshot(make(*SIZES[size])), Parameters()))
        tied = np.flatnonzero(np.diff(known.indptr)).astype(np.int32)
        pairs = np.random.default_rng(3).choice(tied, (_PAIRS, 2))
        pairs = pairs[pairs[:, 0] != pairs[:, 1]]
        best_paths(known, pairs[0, :1], pairs[0, 1:])  # compiles
        for hops in (3, 4, 6):
            took, found = [], 0
            for pair in pairs:
                started = time.perf_counter()
                found += bool(best_paths(known, pair[:1], pair[1:], k=5, max_hops=hops).paths)
                took.append((time.perf_counter() - started) * 1_000)
            p95 = float(np.quantile(took, 0.95))
            numbers = (np.mean(took), np.median(took), p95, max(took))
            met = "yes" if p95 < _TARGET_MS else "no"
            yield size, str(hops), str(len(pairs)), str(found), *(f"{number:.1f}" for number in numbers), met
