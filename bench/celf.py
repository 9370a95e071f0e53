"""CELF: the greedy choice by simulation that looks again only at who might still be best (Leskovec and others 2007)."""

import heapq

import numpy as np

from algorithms.diffusion.cascade import spread
from algorithms.ties.ties import Ties


def celf(ties: Ties, size: int, *, passing_on: float, runs: int) -> list[int]:
    """Choose people one after the other, each time whoever adds most in so many simulations."""

    def reach(people: list[int]) -> float:
        return spread(ties, np.array(people, dtype=np.int32), passing_on=passing_on, runs=runs, seed=3).people

    waiting = [(-reach([person]), person, 0) for person in range(ties.people)]
    heapq.heapify(waiting)
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < size:
        gain, person, seen = heapq.heappop(waiting)
        if seen == len(chosen):
            chosen.append(person)
            reached -= gain
        else:
            heapq.heappush(waiting, (reached - reach([*chosen, person]), person, len(chosen)))
    return chosen
