"""Measure: how each of the named numbers per person is computed, and what it depends on."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.attention import out_strength, strength
from algorithms.centrality.betweenness import betweenness
from algorithms.centrality.constraint import constraint
from algorithms.centrality.core_number import core_number
from algorithms.centrality.definitions import DEFINITIONS, Definition, Measure
from algorithms.centrality.degree import degree, out_degree
from algorithms.centrality.effective_size import effective_size
from algorithms.centrality.engagement import engagement
from algorithms.centrality.engagement_h import engagement_h
from algorithms.centrality.followers import followers
from algorithms.centrality.harmonic import harmonic
from algorithms.centrality.hits import Hits, hits
from algorithms.centrality.influence import Influence, influence
from algorithms.centrality.interactions_received import interactions_received
from algorithms.centrality.local_clustering import local_clustering
from algorithms.centrality.pagerank import pagerank
from algorithms.centrality.participation import participation
from algorithms.centrality.ranking import rank
from algorithms.centrality.reach import reach
from algorithms.centrality.scores import Scores
from algorithms.centrality.structural_holes import StructuralHoles, structural_holes
from algorithms.centrality.voterank import voterank
from algorithms.communities.communities import Communities, find_communities
from algorithms.parameters import Parameters
from algorithms.ties.ties import Ties
from graph.model.interaction import InteractionKind
from graph.snapshot.snapshot import Snapshot

__all__ = [
    "DEFINITIONS",
    "INFLUENCE_PARTS",
    "OF_EVERYBODY",
    "Definition",
    "Measure",
    "MeasureInputs",
    "Measured",
    "inputs_of",
    "measure_people",
    "rank_people",
]


@dataclass(frozen=True)
class MeasureInputs:
    """What measures are computed on: the ties of a scope, and where those come from.

    `counted` is bool (i), the interactions of the scope, None for all; `communities` those of the ties, found when a
    measure needs them and they are not at hand.
    """

    snapshot: Snapshot
    ties: Ties
    parameters: Parameters
    counted: NDArray[np.bool_] | None = None
    communities: Communities | None = None

    @cached_property
    def hits(self) -> Hits:
        """Both halves of HITS, which are found together."""
        return hits(self.ties)

    @cached_property
    def holes(self) -> StructuralHoles:
        """What constraint and effective size are made of."""
        return structural_holes(self.ties)

    @cached_property
    def grouped(self) -> Communities:
        """The communities of the ties."""
        return self.communities or find_communities(
            self.ties,
            self.snapshot.people.ids,
            resolution=self.parameters.resolution,
            seed=self.parameters.seed,
            passes=self.parameters.leiden_passes,
        )


@dataclass(frozen=True, slots=True)
class _Recipe:
    """How a measure is computed, and what of the ground it depends on besides the ties."""

    compute: Callable[[MeasureInputs], Scores]
    parameters: tuple[str, ...] = ()
    columns: Callable[[MeasureInputs], tuple[Any, ...]] = lambda _: ()
    needs_ties: bool = True


def _betweenness(on: MeasureInputs) -> Scores:
    given = on.parameters
    return betweenness(
        on.ties, exact_up_to=given.betweenness_exact_up_to, pivots=given.betweenness_pivots, seed=given.seed
    )


def _harmonic(on: MeasureInputs) -> Scores:
    given = on.parameters
    return harmonic(on.ties, exact_up_to=given.harmonic_exact_up_to, samples=given.harmonic_samples, seed=given.seed)


def _participation(on: MeasureInputs) -> Scores:
    groups = on.grouped
    return participation(on.ties, groups.labels, groups.count)


def _posts(on: MeasureInputs) -> tuple[Any, ...]:
    acts, posts = on.snapshot.interactions, on.snapshot.posts
    return on.snapshot.accounts.person, posts.author, posts.known, posts.engagement, acts, on.counted


def _received(kind: InteractionKind) -> _Recipe:
    return _Recipe(lambda on: interactions_received(on.snapshot, kind, on.counted), columns=_posts, needs_ties=False)


_RECIPES: Final[Mapping[Measure, _Recipe]] = {
    Measure.DEGREE: _Recipe(lambda on: degree(on.ties)),
    Measure.STRENGTH: _Recipe(lambda on: strength(on.ties)),
    Measure.OUT_DEGREE: _Recipe(lambda on: out_degree(on.ties)),
    Measure.OUT_STRENGTH: _Recipe(lambda on: out_strength(on.ties)),
    Measure.FOLLOWERS: _Recipe(
        lambda on: followers(on.snapshot),
        columns=lambda on: (on.snapshot.accounts.person, on.snapshot.accounts.followers, len(on.snapshot.people.ids)),
        needs_ties=False,
    ),
    Measure.PAGERANK: _Recipe(
        lambda on: pagerank(on.ties, damping=on.parameters.damping, tolerance=on.parameters.tolerance),
        ("damping", "tolerance"),
    ),
    Measure.HITS_AUTHORITY: _Recipe(lambda on: on.hits.authority),
    Measure.HITS_HUB: _Recipe(lambda on: on.hits.hub),
    Measure.BETWEENNESS: _Recipe(_betweenness, ("betweenness_exact_up_to", "betweenness_pivots", "seed")),
    Measure.HARMONIC: _Recipe(_harmonic, ("harmonic_exact_up_to", "harmonic_samples", "seed")),
    Measure.CONSTRAINT: _Recipe(lambda on: constraint(on.ties, holes=on.holes)),
    Measure.EFFECTIVE_SIZE: _Recipe(lambda on: effective_size(on.ties, holes=on.holes)),
    Measure.CORE: _Recipe(lambda on: core_number(on.ties)),
    Measure.VOTERANK: _Recipe(lambda on: voterank(on.ties)),
    Measure.CLUSTERING: _Recipe(lambda on: local_clustering(on.ties)),
    Measure.PARTICIPATION: _Recipe(
        _participation, ("resolution", "leiden_passes", "seed"), columns=lambda on: (on.snapshot.people.ids,)
    ),
    Measure.REACH: _Recipe(
        lambda on: reach(on.ties, samples=on.parameters.reach_samples, seed=on.parameters.seed),
        ("reach_samples", "seed"),
    ),
    Measure.ENGAGEMENT: _Recipe(lambda on: engagement(on.snapshot, on.counted), columns=_posts, needs_ties=False),
    Measure.ENGAGEMENT_H: _Recipe(lambda on: engagement_h(on.snapshot, on.counted), columns=_posts, needs_ties=False),
    Measure.REPLIES: _received(InteractionKind.REPLY),
    Measure.MENTIONS: _received(InteractionKind.MENTION),
    Measure.REPOSTS: _received(InteractionKind.REPOST),
}

INFLUENCE_PARTS: Final = (Measure.STRENGTH, Measure.PAGERANK, Measure.BETWEENNESS)
"""What attention, reach and brokerage are the percentiles of."""

OF_EVERYBODY: Final = frozenset({Measure.FOLLOWERS, Measure.ENGAGEMENT, Measure.ENGAGEMENT_H})
"""Measures that need no tie: by these, on everything, whoever has a value is ranked."""

Take = Callable[[Measure, Callable[[], Scores]], Scores]
"""Gives the scores of a measure: by computing them now, or from where they are kept."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Scores by measure; `influence` with its parts when that was asked for."""

    scores: Mapping[Measure, Scores]
    influence: Influence | None


def inputs_of(measure: Measure, on: MeasureInputs, ties: str) -> tuple[Any, ...]:
    """List what the scores of a measure depend on; `ties` names the ties, see `algorithms.analysis.step`.

    Scores whose inputs are equal are equal. INFLUENCE is computed from others each time, and depends on those.

    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["pair"]
    >>> inputs = MeasureInputs(world.snapshot(), world.ties(), Parameters())
    >>> inputs_of(Measure.PAGERANK, inputs, "fingerprint of the ties")
    ('fingerprint of the ties', (0.85, 1e-08), ())
    """
    recipe = _RECIPES[measure]
    parameters = tuple(getattr(on.parameters, name) for name in recipe.parameters)
    return ties if recipe.needs_ties else "", parameters, recipe.columns(on)


def measure_people(
    wanted: Collection[Measure], on: MeasureInputs, take: Take = lambda _, compute: compute()
) -> Measured:
    """Compute the measures asked for, and what influence is made of when it is; each by `take`.

    >>> from tests.worlds import WORLDS
    >>> world = WORLDS["star"]
    >>> inputs = MeasureInputs(world.snapshot(), world.ties(), Parameters())
    >>> measure_people({Measure.DEGREE}, inputs).scores[Measure.DEGREE].values.tolist()
    [5.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    needed = {*wanted, *(INFLUENCE_PARTS if Measure.INFLUENCE in wanted else ())} - {Measure.INFLUENCE}
    scores: dict[Measure, Scores] = {}
    for measure in (measure for measure in Measure if measure in needed):
        scores[measure] = take(measure, lambda recipe=_RECIPES[measure]: recipe.compute(on))  # type: ignore[misc]
    if Measure.INFLUENCE not in wanted:
        return Measured(scores, None)
    attention, reached, brokerage = (scores[part] for part in INFLUENCE_PARTS)
    given = on.parameters
    weights = (given.influence_attention, given.influence_reach, given.influence_brokerage)
    found = influence(on.ties, attention=attention, reach=reached, brokerage=brokerage, weights=weights)
    return Measured({Measure.INFLUENCE: found.score, **scores}, found)


def rank_people(measure: Measure, values: NDArray[np.float64], among: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Rank people by a measure, the right end first; whoever is not `among` is not ranked (0). int32 (n).

    >>> rank_people(Measure.CONSTRAINT, np.array([0.5, 0.2]), np.array([True, True])).tolist()
    [2, 1]
    """
    return rank(values, descending=DEFINITIONS[measure].descending, among=among)
