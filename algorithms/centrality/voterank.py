"""VoteRank: whom to talk to in turn, so that each next one reaches people the former ones do not."""

from heapq import heappop, heappush
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled
from algorithms.ties.ties import Ties

_ONE = 1 << 32
"""A whole vote. Votes are whole numbers, so that equals stay equal whatever the order they were added in."""


def voterank(ties: Ties, *, most: int | None = None) -> Scores:
    """Elect people in turn by the votes of those who attend to them, each election costing its voters some of theirs.

    The value is the share of people who were not elected before: 1 for the first, 0 for whoever never is, because
    nobody with a vote left attends to them. Everybody begins with one vote for each they attend to. Whoever is elected
    votes no more, and those who attend to them have 1 / (mean number attended to) of a vote less for everybody.

    People with the same votes are elected together, where NetworkX takes the first of them: so the order of people
    does not matter. `most`, at least 1, ends the elections once so many are elected. Empty ties give empty scores.
    40 bytes a person and, at most, 16 for each election that a person's votes fall in.

    Zhang, Chen, Dong and Zhao (2016), Identifying a set of influential spreaders in complex networks, Scientific
    Reports 6. Raises BadParameter for less than one person.

    >>> from tests.worlds import WORLDS
    >>> voterank(WORLDS["star"].ties()).values.tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    if most is not None and most < 1:
        raise BadParameter(f"expected at least 1 person to elect, got {most}")
    people = ties.people
    loss = _ONE if ties.count == 0 else round(_ONE * people / ties.count)
    order = _elect(ties.indptr, ties.indices, ties.in_indptr, ties.in_indices, loss, most or people)
    return Scores(np.where(order >= 0, 1 - order / max(people, 1), 0.0))


@compiled
def _elect(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    in_indptr: NDArray[np.int64],
    in_indices: NDArray[np.int32],
    loss: int,
    most: int,
) -> NDArray[np.int64]:
    """How many were elected before each person; -1 for people who never are."""
    people = indptr.size - 1
    order = np.full(people, -1, dtype=np.int64)
    ability = np.full(people, _ONE, dtype=np.int64)
    votes = np.empty(people, dtype=np.int64)
    # Votes only fall, so an entry that is out of date stands too high: it is looked at in time, and put back.
    heap = [(np.int64(0), np.int64(-1)) for _ in range(0)]
    for person in range(people):
        votes[person] = (in_indptr[person + 1] - in_indptr[person]) * _ONE
        if votes[person] > 0:
            heappush(heap, (-votes[person], np.int64(person)))
    together = np.empty(people, dtype=np.int64)
    elected = 0
    while len(heap) > 0 and elected < most:
        count = _next(heap, votes, together)
        for i in range(count):
            order[together[i]] = elected
        for i in range(count):
            person = together[i]
            _lower(indptr, indices, votes, ability, person, ability[person])
            for entry in range(in_indptr[person], in_indptr[person + 1]):
                _lower(indptr, indices, votes, ability, in_indices[entry], loss)
        for i in range(count):
            votes[together[i]] = 0
        elected += count
    return order


@compiled
def _next(heap: list[tuple[np.int64, np.int64]], votes: NDArray[np.int64], together: NDArray[np.int64]) -> int:
    """Take those with the most votes off the heap; returns how many stand in `together`."""
    best = np.int64(-1)
    count = 0
    while len(heap) > 0 and -heap[0][0] >= best:
        stated, person = heappop(heap)
        if -stated == votes[person]:
            best = votes[person]
            together[count] = person
            count += 1
        elif votes[person] > 0:
            heappush(heap, (-votes[person], person))
    return count


@compiled
def _lower(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    votes: NDArray[np.int64],
    ability: NDArray[np.int64],
    voter: int,
    loss: int,
) -> None:
    """Take so much of a voter's vote away, and as much from all they vote for."""
    loss = min(loss, ability[voter])
    if loss == 0:
        return
    ability[voter] -= loss
    for entry in range(indptr[voter], indptr[voter + 1]):
        votes[indices[entry]] -= loss


MEASURE: Final = MeasureSpec(
    name="voterank",
    order=140,
    label="Spreader",
    meaning="Who to talk to in turn, so that each next one reaches people the former ones do not.",
    lies="An order for choosing a few, not an amount: the second of two equals in one circle stands far behind.",
    formula="In turn the person with the most votes is elected; whoever attended to them has less to give "
    "after that, by 1 / the mean number attended to.",
    paper="Zhang and others (2016), *Identifying a set of influential spreaders in complex networks*, "
    "Scientific Reports 6.",
    cost="m × log n.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: voterank(on.ties),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_voterank.py::test_elections_go_as_the_paper_has_them",
)
