"""Measure: the named numbers per person, what each means, and how each is computed."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.attention import out_strength, strength
from algorithms.betweenness import betweenness
from algorithms.constraint import constraint
from algorithms.degree import degree, out_degree
from algorithms.effective_size import effective_size
from algorithms.followers import followers
from algorithms.influence import Influence, influence
from algorithms.pagerank import pagerank
from algorithms.parameters import Parameters
from algorithms.ranking import rank
from algorithms.scores import Scores
from algorithms.ties import Ties
from graph.snapshot import Snapshot


class Measure(StrEnum):
    """The measures that exist, by the names that users type."""

    INFLUENCE = "influence"
    DEGREE = "degree"
    STRENGTH = "strength"
    OUT_DEGREE = "out_degree"
    OUT_STRENGTH = "out_strength"
    FOLLOWERS = "followers"
    PAGERANK = "pagerank"
    BETWEENNESS = "betweenness"
    CONSTRAINT = "constraint"
    EFFECTIVE_SIZE = "effective_size"


@dataclass(frozen=True, slots=True)
class Definition:
    """What a measure is called, what it means in one sentence, and which end of it ranks first."""

    label: str
    meaning: str
    descending: bool = True


DEFINITIONS: Final[Mapping[Measure, Definition]] = {
    Measure.INFLUENCE: Definition(
        "Influence", "How much weight a person's voice carries: attention, reach and brokerage, out of 100."
    ),
    Measure.DEGREE: Definition("People attending", "How many different people pay attention to this person."),
    Measure.STRENGTH: Definition("Attention", "How much attention a person gets, by kind, count and age of each act."),
    Measure.OUT_DEGREE: Definition("People attended to", "How many different people this person pays attention to."),
    Measure.OUT_STRENGTH: Definition("Attention given", "How much attention a person pays to others."),
    Measure.FOLLOWERS: Definition("Followers", "The largest follower count among a person's accounts."),
    Measure.PAGERANK: Definition(
        "Reach", "How much attention ends up at a person when everybody passes on what they get."
    ),
    Measure.BETWEENNESS: Definition(
        "Betweenness", "The share of the shortest ways between two others that lead through a person."
    ),
    Measure.CONSTRAINT: Definition(
        "Constraint",
        "How far a person's contacts lead back to one another; the least marks a broker.",
        descending=False,
    ),
    Measure.EFFECTIVE_SIZE: Definition("Effective size", "How many of a person's contacts lead to different places."),
}

_COMPUTE: Final[Mapping[Measure, Callable[[Snapshot, Ties, Parameters], Scores]]] = {
    Measure.DEGREE: lambda _, ties, __: degree(ties),
    Measure.STRENGTH: lambda _, ties, __: strength(ties),
    Measure.OUT_DEGREE: lambda _, ties, __: out_degree(ties),
    Measure.OUT_STRENGTH: lambda _, ties, __: out_strength(ties),
    Measure.FOLLOWERS: lambda snapshot, _, __: followers(snapshot),
    Measure.PAGERANK: lambda _, ties, knobs: pagerank(ties, damping=knobs.damping, tolerance=knobs.tolerance),
    Measure.BETWEENNESS: lambda _, ties, knobs: betweenness(
        ties, exact_up_to=knobs.betweenness_exact_up_to, pivots=knobs.betweenness_pivots, seed=knobs.seed
    ),
    Measure.CONSTRAINT: lambda _, ties, __: constraint(ties),
    Measure.EFFECTIVE_SIZE: lambda _, ties, __: effective_size(ties),
}

INFLUENCE_PARTS: Final = (Measure.STRENGTH, Measure.PAGERANK, Measure.BETWEENNESS)
"""What attention, reach and brokerage are the percentiles of."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by measure; `influence` with its parts when that was asked for."""

    scores: Mapping[Measure, Scores]
    influence: Influence | None


def measure_people(
    wanted: Collection[Measure],
    snapshot: Snapshot,
    ties: Ties,
    parameters: Parameters,
    progress: Callable[[Measure], None] = lambda _: None,
) -> Measured:
    """Compute the measures asked for, and what influence is made of when it is; `progress` hears of each first."""
    needed = {*wanted, *(INFLUENCE_PARTS if Measure.INFLUENCE in wanted else ())} - {Measure.INFLUENCE}
    scores: dict[Measure, Scores] = {}
    for measure in (measure for measure in Measure if measure in needed):
        progress(measure)
        scores[measure] = _COMPUTE[measure](snapshot, ties, parameters)
    if Measure.INFLUENCE not in wanted:
        return Measured(scores, None)
    attention, reach, brokerage = (scores[part] for part in INFLUENCE_PARTS)
    weights = (parameters.influence_attention, parameters.influence_reach, parameters.influence_brokerage)
    found = influence(ties, attention=attention, reach=reach, brokerage=brokerage, weights=weights)
    return Measured({Measure.INFLUENCE: found.score, **scores}, found)


def rank_people(measure: Measure, values: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Rank people by a measure, the right end first; whoever is not `among` is not ranked (0). int32 (n)."""
    return rank(values, descending=DEFINITIONS[measure].descending, among=among)
