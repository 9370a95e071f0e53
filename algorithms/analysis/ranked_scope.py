"""Ranked scope: people ranked by one measure on the interactions of a scope."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people, rank_people
from algorithms.analysis.provenance import Provenance
from algorithms.analysis.scope import EVERYTHING, Scope
from algorithms.centrality.influence import Influence
from algorithms.centrality.rank_intervals import RESAMPLED, RankInterval, rank_intervals
from algorithms.centrality.ranking import in_order
from algorithms.centrality.registry import specs
from algorithms.parameters import DEFAULTS, Parameters
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from graph.snapshot.snapshot import Snapshot

MOST_RESAMPLED: Final = 50_000
"""Acts of a scope whose ranks get intervals: 200 resamples of as many take two to three seconds."""


@dataclass(frozen=True, slots=True)
class RankedScope:
    """People ranked by one measure on the interactions of a scope. n people, rows as in the snapshot.

    * `values`: float64 (n), NaN without a defined value; `ranks`: int32 (n), 0 for people who are not ranked
    * `degree_ranks`: int32 (n), the baseline beside it, on the same scope
    * `ties`: the ties of the scope; `influence`: its parts, when that is the measure; `provenance`: where it comes from
    * `interval`: how sure the ranks are; None for measures that are not resampled, and above MOST_RESAMPLED acts
    """

    measure: Measure
    values: NDArray[np.float64]
    ranks: NDArray[np.int32]
    degree_ranks: NDArray[np.int32]
    ties: Ties
    influence: Influence | None
    provenance: Provenance
    interval: RankInterval | None

    @property
    def order(self) -> NDArray[np.int32]:
        """Rows of the ranked people, best first, equals by row."""
        return in_order(self.ranks)


def inputs_within(snapshot: Snapshot, scope: Scope, parameters: Parameters) -> MeasureInputs:
    """What measures are computed on in a scope: its interactions, and the ties that these make.

    Raises BadParameter for a void term.

    >>> from tests.worlds import WORLDS
    >>> inputs_within(WORLDS["star"].snapshot(), Scope(about="tea"), DEFAULTS).ties.count
    0
    """
    counted = None if scope.is_everything else scope.mask(snapshot)
    return MeasureInputs(snapshot, build_ties(snapshot, parameters, counted), parameters, counted)


def rank_scope(
    snapshot: Snapshot,
    scope: Scope = EVERYTHING,
    measure: Measure = Measure.INFLUENCE,
    parameters: Parameters = DEFAULTS,
) -> RankedScope:
    """Rank people by one measure, computed on the interactions of a scope only.

    Whoever has no tie in the scope is not ranked; without a scope, measures that need no tie, as FOLLOWERS,
    rank everybody who has a value.
    Decay counts back from the same moment as in the whole snapshot. Raises BadParameter for a void term.

    >>> from tests.worlds import WORLDS
    >>> ranking = rank_scope(WORLDS["star"].snapshot(), measure=Measure.DEGREE)
    >>> ranking.ranks.tolist(), ranking.values.tolist()
    ([1, 2, 2, 2, 2, 2], [5.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    """
    inputs = inputs_within(snapshot, scope, parameters)
    ties = inputs.ties
    measured = measure_people({measure, Measure.DEGREE}, inputs)
    tied = ties.connected()
    values = measured.scores[measure].values
    spec = specs()[measure]
    return RankedScope(
        measure=measure,
        values=values,
        ranks=rank_people(measure, values, spec.ranked(tied, scoped=not scope.is_everything)),
        degree_ranks=rank_people(Measure.DEGREE, measured.scores[Measure.DEGREE].values, tied),
        ties=ties,
        influence=measured.influence,
        provenance=Provenance(
            definition=spec.meaning,
            parameters=parameters.to_json(),
            seed=parameters.seed,
            fingerprint=snapshot.key,
            people=int(tied.sum()),
            ties=ties.count,
            since=scope.since,
            until=scope.until,
            as_of=parameters.as_of if parameters.as_of is not None else snapshot.as_of,
        ),
        interval=_interval(inputs, measure, measured.influence),
    )


def _interval(inputs: MeasureInputs, measure: Measure, influence: Influence | None) -> RankInterval | None:
    acts = inputs.snapshot.interactions.at.size if inputs.counted is None else int(inputs.counted.sum())
    if measure not in RESAMPLED or acts > MOST_RESAMPLED:
        return None
    intervals = rank_intervals(
        inputs.snapshot,
        inputs.ties,
        inputs.parameters,
        brokerage=np.zeros(inputs.ties.people) if influence is None else influence.brokerage.values,
        counted=inputs.counted,
        measures=(measure,),
    )
    return intervals.get(measure)
