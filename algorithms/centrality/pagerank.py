"""PageRank: where attention ends up when everybody passes on what they get."""

from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, OwnTies, TakenApart, no_columns
from algorithms.centrality.measures import Measure
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled, locked
from algorithms.kernels.parallel import ThreadPool, parts_of
from algorithms.ties.ties import Ties, Weights

_MOST_ROUNDS: Final = 10_000


def pagerank(
    ties: Ties,
    *,
    damping: float = 0.85,
    tolerance: float = 1e-8,
    weights: Weights = "evidence",
    start: NDArray[np.float64] | None = None,
) -> Scores:
    """Say how much attention ends up at each person when everybody passes theirs on along their ties.

    A person counts for much when people who count for much pay attention to them. Shares of the whole: above 0, sum 1.
    People who pay attention to nobody pass theirs on to everybody alike; people without any tie get what is left to
    all. Parts that are not connected share by their size. Empty ties give empty scores.

    `damping`, 0 to below 1, is the share that is passed on; the rest is spread over everybody alike. `tolerance` is the
    sum of all changes in the last round; the errors of all values together stay under about ten times that, or
    1e-7, since shares are read as float32 and summed as float64. `start`, float64 (n), is an answer to begin from, such
    as that of nearly the same ties: it saves rounds, and changes the answer by no more than the tolerance. 40 bytes a
    person, 21 a tie. Raises BadParameter outside these ranges or for unknown weights.

    Brin and Page (1998), The anatomy of a large-scale hypertextual web search engine.

    >>> from tests.worlds import WORLDS
    >>> pagerank(WORLDS["cycle"].ties()).values.round(4).tolist()
    [0.1667, 0.1667, 0.1667, 0.1667, 0.1667, 0.1667]
    """
    everybody = np.full(ties.people, 1.0 / max(ties.people, 1))
    return passed_on(ties, everybody, damping=damping, tolerance=tolerance, weights=weights, start=start)


def passed_on(
    ties: Ties,
    restart: NDArray[np.float64],
    *,
    damping: float,
    tolerance: float,
    weights: Weights,
    start: NDArray[np.float64] | None = None,
) -> Scores:
    """Say where attention ends up when what is not passed on begins anew by shares: `restart`, float64 (n), sum 1.

    What PageRank and its personalised form have in common; see `pagerank` for the parameters, what they refuse and
    the bytes it takes.

    >>> from tests.worlds import WORLDS
    >>> origin = np.array([1.0, 0.0])
    >>> passed_on(WORLDS["pair"].ties(), origin, damping=0.5, tolerance=1e-9, weights="none").values.round(3).tolist()
    [0.667, 0.333]
    """
    if not 0 <= damping < 1:
        raise BadParameter(f"expected damping from 0 to below 1, got {damping}")
    if not tolerance > 0:
        raise BadParameter(f"expected a tolerance above 0, got {tolerance}")
    people = ties.people
    if people == 0:
        return Scores(np.zeros(0))
    share = _begun(start, restart)
    chosen = ties.weights(weights)
    total = np.bincount(ties.sources(), weights=chosen, minlength=people)
    per_unit = np.divide(1.0, total, out=np.zeros(people), where=total > 0)
    passes_nothing_on = np.flatnonzero(total == 0)
    incoming = locked(chosen[ties.in_tie])
    # Rows read as unsigned spare the kernel a look at each whether it counts from the end: a third of its time.
    begin, attending = ties.in_indptr.view(np.uint64), ties.in_indices.view(np.uint32)
    following = np.empty(people)
    with ThreadPool(parts_of(ties.in_indptr, ties.count)) as thread_pool:
        for _ in range(_MOST_ROUNDS):
            offered = (share * per_unit).astype(np.float32)
            anew = 1 - damping + damping * share[passes_nothing_on].sum()
            pull = partial(_pull, begin, attending, incoming, offered, share, following, restart, damping, anew)
            change = sum(thread_pool.run(pull))
            share, following = following, share
            if change <= tolerance:
                break
    return Scores(share / share.sum())


def _begun(start: NDArray[np.float64] | None, restart: NDArray[np.float64]) -> NDArray[np.float64]:
    if start is None:
        return restart.copy()
    if start.shape != restart.shape or not np.isfinite(start).all() or (start < 0).any() or not start.sum() > 0:
        raise BadParameter(f"expected a start of {restart.size} shares of 0 or above, not all 0, got {start!r:.80}")
    begun: NDArray[np.float64] = start / start.sum()
    return begun


@compiled
def _pull(
    begin: NDArray[np.uint64],
    attending: NDArray[np.uint32],
    weights: NDArray[np.float32],
    offered: NDArray[np.float32],
    old: NDArray[np.float64],
    new: NDArray[np.float64],
    restart: NDArray[np.float64],
    damping: float,
    anew: float,
    rows: tuple[int, int],
) -> float:
    """Work out the next shares of the rows from, up to; returns the sum of the changes."""
    change = 0.0
    for person in range(rows[0], rows[1]):
        total = 0.0
        for entry in range(begin[person], begin[person + 1]):
            total += np.float64(offered[attending[entry]]) * weights[entry]
        new[person] = anew * restart[person] + damping * total
        change += abs(new[person] - old[person])
    return change


def _passed(own: OwnTies) -> NDArray[np.float64]:
    """What each of those who attend passes on along their tie."""
    ties = own.ties
    total = np.bincount(ties.sources(), weights=ties.evidence, minlength=ties.people)
    shares = own.values[Measure.PAGERANK][own.others]
    passed: NDArray[np.float64] = own.damping * shares * own.evidence / total[own.others]
    return passed


MEASURE: Final = MeasureSpec(
    name="pagerank",
    order=60,
    label="Reach by attention",
    meaning="How much attention ends up at a person when everybody passes on what they get.",
    lies="Whoever gets the undivided attention of one important person inherits most of it. Groups that "
    "attend to each other only keep what flows in.",
    formula="Shares p with p(v) = (1 - d)/n + d × (sum over ties u → v of p(u) × evidence(u, v) / evidence "
    "given by u + what people who attend to nobody hold / n), d = 0.85; their sum is 1. Right to "
    "about seven digits.",
    paper="Brin and Page (1998), *The anatomy of a large-scale hypertextual web search engine*.",
    cost="m a round, some 40 to 90 rounds; 40 bytes a person, 21 a tie.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: pagerank(on.ties, damping=on.parameters.damping, tolerance=on.parameters.tolerance),
    on_ties=True,
    parameters=("damping", "tolerance"),
    columns=no_columns,
    made_of=(),
    taken_apart=TakenApart(outward=False, remains=True, values_of=(), amounts=_passed),
    oracle="tests/algorithms/test_other_oracles.py::test_pagerank",
)
