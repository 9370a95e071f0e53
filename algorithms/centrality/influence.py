"""Influence: the headline measure, always shown with its parts."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.measures import Measure
from algorithms.centrality.ranking import rank
from algorithms.centrality.scores import Scores
from algorithms.errors import BadParameter
from algorithms.ties.ties import Ties


@dataclass(frozen=True, slots=True)
class Influence:
    """Influence and its three parts, each one number per person; NaN for people without any tie.

    `score` is 0 to 100. `attention`, `reach` and `brokerage` are percentiles, 0 to 1.
    """

    score: Scores
    attention: Scores
    reach: Scores
    brokerage: Scores


def influence(
    ties: Ties,
    *,
    attention: Scores,
    reach: Scores,
    brokerage: Scores,
    weights: tuple[float, float, float] = (0.4, 0.4, 0.2),
) -> Influence:
    """Say how much weight a person's voice carries, out of 100, where 100 is the most influential person.

    Three things make influence: how much attention somebody gets (`attention`, by STRENGTH), whether those who pay it
    count themselves (`reach`, by PAGERANK), and whether they connect people who would else not be connected
    (`brokerage`, by BETWEENNESS). Each is turned into a percentile among the people with a tie, so that no unit and no
    outlier rules; `weights` are their shares in the mean, and the mean is scaled so that the largest is 100.

    People without a tie have no influence (NaN) and do not count in the percentiles. Empty ties give empty scores.
    Raises BadParameter for negative weights or none above 0.

    >>> from tests.worlds import WORLDS
    >>> from algorithms.centrality.attention import strength
    >>> from algorithms.centrality.betweenness import betweenness
    >>> from algorithms.centrality.pagerank import pagerank
    >>> ties = WORLDS["star"].ties()
    >>> found = influence(ties, attention=strength(ties), reach=pagerank(ties), brokerage=betweenness(ties))
    >>> found.score.values.round(1).tolist()  # middle: .4 * 1 + .4 * 1 + .2 * .5 = .9; points: .4 * .4 * 2 + .1 = .42
    [100.0, 46.7, 46.7, 46.7, 46.7, 46.7]
    """
    if min(weights) < 0 or sum(weights) <= 0:
        raise BadParameter(f"expected weights of 0 or above, at least one above 0, got {weights}")
    tied = ties.connected()
    parts = [Scores(percentiles(part.values, tied)) for part in (attention, reach, brokerage)]
    mean = sum((part.values * weight for part, weight in zip(parts, weights, strict=True)), np.zeros(ties.people))
    largest = float(np.nanmax(mean)) if tied.any() else 1.0
    # Only when a single part counts and nobody stands out in it can all be 0; then all are alike.
    score = mean * (100 / largest) if largest > 0 else np.where(tied, 100.0, np.nan)
    return Influence(Scores(score), *parts)


def percentiles(values: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Turn values into the share of the others who have less, half of those who have the same included; 0 to 1.

    `values` is float64 (n) without NaN among those who count; NaN for all who do not. Who is best alone has 1, who is
    last alone has 0, and the mean over all who count is one half. A single person has one half.

    >>> percentiles(np.array([1.0, 5.0, 5.0, 9.0]), np.array([True] * 4)).round(3).tolist()
    [0.0, 0.5, 0.5, 1.0]
    """
    count = int(among.sum())
    above = rank(values, among=among) - 1.0
    below = rank(values, descending=False, among=among) - 1.0
    same = count - 1 - above - below
    return np.where(among, (below + same / 2) / (count - 1) if count > 1 else 0.5, np.nan)


PARTS: Final = (Measure.STRENGTH, Measure.PAGERANK, Measure.BETWEENNESS)
"""What attention, reach and brokerage are the percentiles of."""


def influence_of(on: MeasureInputs) -> Influence:
    """Influence with its parts, from scores that are computed already: those of PARTS.

    >>> from algorithms.parameters import Parameters
    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["pair"]
    >>> scores = {part: Scores(np.array([0.0, 1.0])) for part in PARTS}
    >>> inputs = MeasureInputs(world.snapshot(), world.ties(), Parameters(), scores=scores)
    >>> influence_of(inputs).score.values.tolist()
    [0.0, 100.0]
    """
    attention, reach, brokerage = (on.scores[part] for part in PARTS)
    knobs = on.parameters
    weights = (knobs.influence_attention, knobs.influence_reach, knobs.influence_brokerage)
    return influence(on.ties, attention=attention, reach=reach, brokerage=brokerage, weights=weights)


MEASURE: Final = MeasureSpec(
    name="influence",
    order=0,
    label="Influence",
    meaning="How much weight a person's voice carries: attention, reach and brokerage, out of 100.",
    lies="Percentiles keep one outlier from ruling, so among the top large differences look small. Read "
    "the parts, which always come along, and hold it against `degree`: where both agree, the "
    "simpler is enough.",
    formula="100 × mean of three percentiles among the people with a tie, divided by the largest: attention"
    " (by `strength`), reach (by `pagerank`) and brokerage (by `betweenness`), weighted 0.4, 0.4 "
    "and 0.2. A percentile is the share of the others who have less, plus half the share of those "
    "who have the same.",
    paper="Ours, from the three named.",
    cost="That of its parts.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: on.shared(influence_of).score,
    on_ties=True,
    parameters=("influence_attention", "influence_reach", "influence_brokerage"),
    columns=no_columns,
    made_of=PARTS,
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_influence.py::test_the_score_is_the_scaled_mean_of_percentiles_among_the_tied",
)
