"""Rank intervals: how far a rank depends on which posts happened to be seen."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.influence import percentiles
from algorithms.centrality.measures import Measure
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.ranking import rank
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled, locked
from algorithms.parameters import Parameters
from algorithms.ties.strength import Weighed, weigh
from algorithms.ties.ties import Ties
from graph.snapshot.snapshot import Snapshot

RESAMPLED: Final = (Measure.DEGREE, Measure.STRENGTH, Measure.PAGERANK, Measure.INFLUENCE)
"""Measures that intervals are worked out for."""

_WITH_SHARES: Final = {Measure.PAGERANK, Measure.INFLUENCE}
_LOW, _HIGH = 2.5, 97.5
_AT_ONCE: Final = 50_000
"""People whose ranks are sorted at a time: 200 replicates of as many take 40 MB."""


@dataclass(frozen=True, slots=True)
class RankInterval:
    """Where ranks lie in 95 % of resamples. n people.

    `low` and `high`: int32 (n), 1 or above, `low` not after the rank nor `high` before it; 0 for people not ranked.
    `alike`: bool (n), whether this person and the next one in the ranking cannot be told apart: in more than 2.5 % of
    resamples the next one has as much or more.
    """

    low: NDArray[np.int32]
    high: NDArray[np.int32]
    alike: NDArray[np.bool_]


def rank_intervals(
    snapshot: Snapshot,
    ties: Ties,
    parameters: Parameters,
    *,
    brokerage: NDArray[np.float64],
    counted: NDArray[np.bool_] | None = None,
    measures: Collection[Measure] = RESAMPLED,
    progress: Callable[[float], None] = lambda _: None,
) -> Mapping[Measure, RankInterval]:
    """Resample the posts `parameters.replicates` times, and say where each person's rank lies in 95 % of the resamples.

    The acts of one post are drawn together, since they are one event; an act without a post is one by itself. Each
    event counts so many times as a Poisson draw of mean 1 says, which is the bootstrap where there are many of them
    (Efron 1979; Hanley and MacGibbon 2006, Creating non-parametric bootstrap samples using Poisson frequencies), and
    can be told of each event by itself. Ties that are not drawn are not there; people without one have the last rank.
    Intervals are widened to hold the rank on the whole.

    Of DEGREE, STRENGTH and PAGERANK (each begun from the answer on the whole), and of INFLUENCE, whose attention and
    reach are resampled while `brokerage`, its part as a percentile, float64 (n), stays: betweenness 200 times over
    would take hours, so intervals of influence are somewhat too narrow.

    `ties` are those of the snapshot and `counted`, bool (i), as in `algorithms.ties.strength.build_ties`. `measures`
    are those of RESAMPLED that are asked for. `progress` hears the share that is done; what it raises ends the work. No
    replicates, no intervals. Memory: 4 bytes for each person, measure and replicate, 16 bytes an interaction. Raises
    BadParameter for ties of another snapshot, and for another measure.

    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["star"]
    >>> degree = (Measure.DEGREE,)
    >>> found = rank_intervals(world.snapshot(), world.ties(), Parameters(), brokerage=np.zeros(6), measures=degree)
    >>> int(found[Measure.DEGREE].low[0]), int(found[Measure.DEGREE].high[0])
    (1, 1)
    """
    if not set(measures) <= set(RESAMPLED):
        raise BadParameter(f"expected measures of {', '.join(RESAMPLED)}, got {', '.join(measures)}")
    weighed = weigh(snapshot, parameters, counted)
    if weighed.ties != ties.count:
        raise BadParameter(f"expected ties of the snapshot, {weighed.ties} of them, got {ties.count}")
    if parameters.replicates == 0 or ties.count == 0:
        return {}
    tied = ties.connected()
    whole = _values(ties, parameters, brokerage, measures, None)
    orders = {measure: _best_first(whole[measure], tied) for measure in measures}
    shares = whole.get(Measure.PAGERANK)
    ranks = {m: np.zeros((ties.people, parameters.replicates), dtype=np.int32) for m in measures}
    overtaken = {measure: np.zeros(ties.people, dtype=np.int32) for measure in measures}
    event, events = _events(snapshot, weighed)
    generator = np.random.default_rng(parameters.seed)
    for replicate in range(parameters.replicates):
        progress(replicate / parameters.replicates)
        times = generator.poisson(1.0, events).astype(np.float32)
        drawn = _redrawn(ties, weighed, event, times)
        values = _values(drawn, parameters, brokerage, measures, shares)
        for measure in measures:
            ranks[measure][:, replicate] = rank(values[measure], among=tied)
            order = orders[measure]
            overtaken[measure][order[:-1]] += values[measure][order[1:]] >= values[measure][order[:-1]]
    least = parameters.replicates * _LOW / 100
    return {
        measure: _interval(ranks[measure], rank(whole[measure], among=tied), overtaken[measure] > least)
        for measure in measures
    }


def _best_first(values: NDArray[np.float64], tied: NDArray[np.bool_]) -> NDArray[np.int64]:
    rows = np.flatnonzero(tied)
    return rows[np.argsort(-values[rows], kind="stable")]


def _events(snapshot: Snapshot, weighed: Weighed) -> tuple[NDArray[np.int32], int]:
    """The event of each interaction that counts: its post, or itself."""
    post = snapshot.interactions.post[weighed.rows]
    alone = post < 0
    event = post.astype(np.int32)
    posts = len(snapshot.posts.ids)
    event[alone] = posts + np.arange(int(alone.sum()), dtype=np.int32)
    return locked(event), posts + int(alone.sum())


def _redrawn(ties: Ties, weighed: Weighed, event: NDArray[np.int32], times: NDArray[np.float32]) -> Ties:
    """The same ties with the evidence of one resample; what was not drawn has none, and is left out of degrees."""
    evidence = _sum(weighed.tie, weighed.evidence, event, times, ties.count)
    return Ties.from_columns({**ties.to_columns(), "evidence": evidence})


@compiled
def _sum(
    tie: NDArray[np.int64],
    evidence: NDArray[np.float64],
    event: NDArray[np.int32],
    times: NDArray[np.float32],
    ties: int,
) -> NDArray[np.float32]:
    total = np.zeros(ties, dtype=np.float32)
    for act in range(tie.size):
        total[tie[act]] += evidence[act] * times[event[act]]
    return total


def _values(
    ties: Ties,
    parameters: Parameters,
    brokerage: NDArray[np.float64],
    measures: Collection[Measure],
    start: NDArray[np.float64] | None,
) -> dict[Measure, NDArray[np.float64]]:
    """Values of the measures, of the parts of influence before those of influence."""
    values: dict[Measure, NDArray[np.float64]] = {}
    if Measure.DEGREE in measures:
        values[Measure.DEGREE] = np.bincount(ties.indices[ties.evidence > 0], minlength=ties.people).astype(np.float64)
    if not {Measure.STRENGTH, Measure.INFLUENCE}.isdisjoint(measures):
        strength = np.bincount(ties.indices, weights=ties.evidence, minlength=ties.people).astype(np.float64)
        values[Measure.STRENGTH] = Scores(strength).values
    if not _WITH_SHARES.isdisjoint(measures):
        values[Measure.PAGERANK] = _shares(ties, parameters, start)
    if Measure.INFLUENCE in measures:
        among = ties.connected()
        parts = (
            (parameters.influence_attention, percentiles(values[Measure.STRENGTH], among)),
            (parameters.influence_reach, percentiles(values[Measure.PAGERANK], among)),
            (parameters.influence_brokerage, brokerage),
        )
        influence = sum(weight * np.nan_to_num(part) for weight, part in parts)
        values[Measure.INFLUENCE] = Scores(np.asarray(influence, dtype=np.float64)).values
    return values


def _shares(ties: Ties, parameters: Parameters, start: NDArray[np.float64] | None) -> NDArray[np.float64]:
    # Ranks need no more than what tells people apart: four digits more than 1 / n.
    tolerance = max(parameters.tolerance, 1e-6) if start is not None else parameters.tolerance
    return pagerank(ties, damping=parameters.damping, tolerance=tolerance, start=start).values


def _interval(drawn: NDArray[np.int32], ranks: NDArray[np.int32], alike: NDArray[np.bool_]) -> RankInterval:
    low, high = np.empty_like(ranks), np.empty_like(ranks)
    for first in range(0, ranks.size, _AT_ONCE):
        rows = slice(first, first + _AT_ONCE)
        bounds = np.percentile(drawn[rows], [_LOW, _HIGH], axis=1, method="nearest")
        low[rows], high[rows] = bounds.astype(np.int32)
    return RankInterval(
        low=locked(np.minimum(low, ranks)), high=locked(np.maximum(high, ranks)), alike=locked(alike & (ranks > 0))
    )
