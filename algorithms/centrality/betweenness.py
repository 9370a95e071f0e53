"""Betweenness: who lies on the ways between others."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled
from algorithms.kernels.parallel import in_parallel
from algorithms.ties.ties import Ties

_PARTS: Final = 8
_AT_ONCE: Final = 128


def betweenness(ties: Ties, *, exact_up_to: int = 4096, pivots: int = 1024, seed: int = 0) -> Scores:
    """Say on how many of the shortest ways between two others each person lies: who connects people.

    The share of ordered pairs of other people, each pair counting the share of its shortest ways (fewest ties, along
    their direction) that lead through the person: 0 to 1, as NetworkX normalises it. Pairs without a way count 0, so
    parts that are not connected and isolated people simply add nothing; fewer than three people give 0, none give
    empty scores.

    Up to `exact_up_to` people the value is exact. Above that, ways are counted from `pivots` people only, drawn with
    `seed` among those who pay attention to anybody: an unbiased estimate with its `standard_error`. Dependencies are
    skewed, so among the top two standard errors cover about four in five and not 95 %, and an estimate of 0 comes
    with an error of 0. 1,024 pivots find nine in ten of the top 50 among 100,000 people; 64 would find six. The
    drawing goes by row, so it depends on who else is in the snapshot. Raises BadParameter for fewer than 2 pivots. 200
    bytes a person and 40 more for each thread, 28 a tie.

    Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40(1). Brandes (2001), A faster
    algorithm for betweenness centrality. Brandes and Pich (2007), Centrality estimation in large networks.

    >>> from tests.worlds import WORLDS
    >>> betweenness(WORLDS["chain"].ties()).values.tolist()  # 1 is on 0-2, 0-3 and 0-4: 3 of 4 x 3 pairs
    [0.0, 0.25, 0.3333333333, 0.25, 0.0]
    """
    if pivots < 2:
        raise BadParameter(f"expected at least 2 pivots, got {pivots}")
    people = ties.people
    starts = np.flatnonzero(np.diff(ties.indptr) > 0)
    sampled = people > exact_up_to and starts.size > pivots
    chosen = np.random.default_rng(seed).choice(starts, size=pivots, replace=False) if sampled else starts
    total, squares = _from_all(ties, chosen)
    pairs = max((people - 1) * (people - 2), 1)
    scale = starts.size / max(chosen.size, 1) / pairs
    if not sampled:
        return Scores(total * scale)
    # Variance of a mean drawn without replacement, from the spread over the pivots.
    spread = np.maximum(squares - total**2 / pivots, 0) / (pivots - 1)
    left_out = 1 - pivots / starts.size
    return Scores(total * scale, np.sqrt(spread * pivots * left_out) * scale)


def _from_all(ties: Ties, pivots: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum dependencies and their squares over all pivots, by person."""
    # Most ways lead to the few whom many attend to: with those side by side in memory this takes two thirds the time.
    order = np.argsort(-np.diff(ties.in_indptr), kind="stable")
    place = np.empty(ties.people, dtype=np.int32)
    place[order] = np.arange(ties.people, dtype=np.int32)
    indptr = np.concatenate([[0], np.cumsum(np.diff(ties.indptr)[order])])
    starts = np.repeat(ties.indptr[:-1][order] - indptr[:-1], np.diff(indptr))
    indices = place[ties.indices[starts + np.arange(ties.count)]]
    total, squares = np.zeros(ties.people), np.zeros(ties.people)
    # A few at a time: an interrupt waits for no more than these, and no more of their sums lie in memory at once.
    for some in np.array_split(np.sort(place[pivots]), max(pivots.size // _AT_ONCE, 1)):
        parts = [part for part in np.array_split(some, _PARTS) if part.size]
        for part_total, part_squares in in_parallel(lambda part: _count_ways(indptr, indices, part), parts):
            total += part_total
            squares += part_squares
    return total[place], squares[place]


@compiled
def _count_ways(
    indptr: NDArray[np.int64], indices: NDArray[np.int32], pivots: NDArray[np.int32]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Sum Brandes' dependencies on each person over the pivots, and their squares."""
    people = indptr.size - 1
    total, squares = np.zeros(people), np.zeros(people)
    distance = np.full(people, -1, dtype=np.int32)
    ways = np.zeros(people)
    # Dependency and number of ways are needed as (1 + dependency) / ways only, so that is what is kept.
    per_way = np.zeros(people)
    queue = np.empty(people, dtype=np.int32)
    # Ties that lie on a shortest way, in the order of the queue: the way back need not look at the others again.
    onward = np.empty(indices.size, dtype=np.int32)
    begin = np.empty(people, dtype=np.int64)
    for pivot in pivots:
        queue[0] = pivot
        distance[pivot] = 0
        ways[pivot] = 1.0
        head, tail, links = 0, 1, 0
        while head < tail:
            person = queue[head]
            begin[head] = links
            head += 1
            further = distance[person] + 1
            for tie in range(indptr[person], indptr[person + 1]):
                other = indices[tie]
                if distance[other] < 0:
                    distance[other] = further
                    ways[other] = ways[person]
                    queue[tail] = other
                    tail += 1
                elif distance[other] == further:
                    ways[other] += ways[person]
                else:
                    continue
                onward[links] = other
                links += 1
        for position in range(tail - 1, -1, -1):
            person = queue[position]
            dependency = 0.0
            for step in range(begin[position], links):
                dependency += per_way[onward[step]]
            links = begin[position]
            dependency *= ways[person]
            per_way[person] = (1.0 + dependency) / ways[person]
            distance[person] = -1
            if position > 0:
                total[person] += dependency
                squares[person] += dependency * dependency
    return total, squares


def _compute(on: MeasureInputs) -> Scores:
    knobs = on.parameters
    return betweenness(
        on.ties, exact_up_to=knobs.betweenness_exact_up_to, pivots=knobs.betweenness_pivots, seed=knobs.seed
    )


MEASURE: Final = MeasureSpec(
    name="betweenness",
    order=90,
    label="Betweenness",
    meaning="The share of the shortest ways between two others that lead through a person.",
    lies="News need not take shortest ways, and a way over a loose tie counts like any other. Sampled, "
    "an estimate of 0 means *not seen*, not *none*.",
    formula="Mean over ordered pairs of others of the share of their shortest ways that lead through the "
    "person, 0 to 1. Ways run along ties, each one step. Exact up to 4,096 people; above that from "
    "1,024 starting people, with a standard error beside it.",
    paper="Freeman (1977); Brandes (2001), *A faster algorithm for betweenness centrality*; Brandes, Pich (2007).",
    cost="m for each starting person; 52 bytes a person and 4 a tie for each thread.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=_compute,
    on_ties=True,
    parameters=("betweenness_exact_up_to", "betweenness_pivots", "seed"),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/test_other_oracles.py::test_betweenness",
)
