"""How far words get: seed sets beside CELF and the naive choice, reverse reachable sets beside the plain way."""

from typing import Any

import numpy as np

from algorithms.diffusion.cascade import spread
from algorithms.diffusion.reverse_reachable import reverse_sets
from algorithms.diffusion.seed_set import seed_set
from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from bench.agreement import shown
from bench.celf import celf
from bench.forms import Bench
from bench.plain_sets import members_of_plain_sets
from bench.targets import Peer, Task
from bench.worlds import make, snapshot

_SEEDS = 50


def of_seed_set(bench: Bench) -> Task:
    def ours() -> str:
        found = seed_set(bench.ties, _SEEDS, runs=100)
        return f"{found.sets:,} sets, reach {found.expected_reach.people:,.0f}"

    def by_degree() -> str:

        best = np.argsort(-np.diff(bench.ties.in_indptr), kind="stable")[:_SEEDS].astype(np.int32)
        return f"{spread(bench.ties, best, runs=100, seed=1).people:,.0f} by the top {_SEEDS} by degree"

    return Task(bench.size, f"seed set of {_SEEDS} (IMM, e = .5)", ours, [Peer("top by degree", by_degree, shown)], 3)


def of_reverse_sets(bench: Bench) -> Task:
    """A hundred thousand sets, in ours by skipping and in the plain way: one coin a tie, with numba too."""
    ties, wanted = bench.ties, 100_000
    chances = (ties.strength * np.float32(0.1)).astype(np.float32)

    def ours() -> float:
        return round(reverse_sets(ties, 0, wanted).members.size / wanted, 2)

    def theirs() -> float:

        return round(members_of_plain_sets(ties.indptr, ties.indices, chances, wanted, 1) / wanted, 2)

    return Task(
        bench.size, "100,000 reverse reachable sets: members a set", ours, [Peer("a coin a tie", theirs, shown)]
    )


def of_celf() -> Task:
    """On 300 people: the plain greedy choice by simulation, which takes its time, is what it is held against."""
    small = build_ties(snapshot(make(300, 2_400)), Parameters())

    def ours() -> list[int]:
        return seed_set(small, 5, passing_on=0.5, epsilon=0.1, runs=100).people.tolist()

    def theirs() -> list[int]:

        return celf(small, 5, passing_on=0.5, runs=200)

    def same(mine: Any, found: Any) -> str:

        reached = [
            spread(small, np.array(people, np.int32), passing_on=0.5, runs=20_000, seed=9).people
            for people in (mine, found)
        ]
        return f"reach {reached[0]:.1f} and {reached[1]:.1f}"

    return Task("300", "seed set of 5", ours, [Peer("CELF, 200 simulations", theirs, same)], rounds=1)
