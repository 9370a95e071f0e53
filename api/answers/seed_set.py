"""Seed sets: whom to talk to with a budget for k people, beside the naive choices of the best known and the loudest."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure
from algorithms.diffusion import seed_set as of_algorithms
from algorithms.diffusion.cascade import PASSING_ON
from api.answers.document import PEOPLE
from api.answers.paging import check_first
from api.answers.provenance import Provenance
from api.answers.ranking import RankingFilter, ranked, shown_rows
from api.answers.scopes import AskedScope
from api.workspace.analysed_graph import AnalysedGraph

MOST: Final = 100
"""People of a seed set (`size`)."""

_FINE: Final = 0.1
_COARSE: Final = 0.5
_FINE_UP_TO: Final = 10_000
"""How far from the best possible reach a choice may be, by how many people there are: see `_epsilon`."""

_MEANING: Final = (
    "People chosen so that a word from all of them is expected to reach the most, by IMM (Tang, Shi and Xiao 2015)"
    " under the independent cascade (Kempe, Kleinberg and Tardos 2003): each passes it on, once, to those who pay"
    " attention to them, with chance 0.1 times the strength of the tie. Reach is simulated in worlds that had no say in"
    " the choice; the naive choices are simulated in the same worlds."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeedSet:
    """A seed set, and what it is compared with. Reach counts people, those chosen among them.

    * `people`: rows, in the order they were chosen; `marginal_reach`: what each is expected to add to those before
    * `expected_reach` with its standard error; `top_by_degree_reach` and `top_by_followers_reach` of as many people,
      among the same ones to choose from
    """

    people: Annotated[Sequence[int], PEOPLE]
    marginal_reach: Sequence[float]
    expected_reach: float
    standard_error: float
    top_by_degree_reach: float
    top_by_followers_reach: float
    provenance: Provenance


def seed_set(
    analysis: AnalysedGraph,
    size: int,
    *,
    scope: AskedScope | None = None,
    shown: RankingFilter | None = None,
    per_community: int | None = None,
) -> SeedSet:
    """Choose up to `size` people, 1 to 100, of those that `shown` shows, by the ties of a scope. Heavy.

    Nobody who opted out is chosen. With `per_community` at most so many come from one community. Fewer come when there
    are no more to choose from. Raises BadInput, NotFound and NotReady.
    """
    check_first(size, MOST, "size")
    if per_community is not None:
        check_first(per_community, MOST, "perCommunity")
    among = shown_rows(analysis, shown) & ~analysis.snapshot.people.opted_out
    degree = ranked(analysis, Measure.DEGREE, scope)
    followers = ranked(analysis, Measure.FOLLOWERS, scope)
    epsilon = _epsilon(degree.ties.people)
    seeds = of_algorithms.seed_set(
        degree.ties,
        size,
        among=among,
        groups=None if per_community is None else analysis.findings.communities.labels,
        most_a_group=per_community,
        rivals={"degree": _numbers(degree.values), "followers": _numbers(followers.values)},
        epsilon=epsilon,
        seed=analysis.parameters.seed,
    )
    return SeedSet(
        people=seeds.people.tolist(),
        marginal_reach=seeds.marginal_reach.tolist(),
        expected_reach=seeds.expected_reach.people,
        standard_error=seeds.expected_reach.standard_error,
        top_by_degree_reach=seeds.rivals["degree"].people,
        top_by_followers_reach=seeds.rivals["followers"].people,
        provenance=_told(degree.provenance, size, per_community, epsilon, seeds),
    )


def _epsilon(people: int) -> float:
    """The work grows with people over the square of this, and nobody shall wait for more than some seconds.

    With 0.5, so few sets are drawn in a small world that naive choices may win over them.
    """
    return float(min(_COARSE, _FINE * max(people / _FINE_UP_TO, 1) ** 0.3))


def _numbers(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(values, dtype=np.float64)


def _told(
    provenance: Provenance, size: int, per_community: int | None, epsilon: float, seeds: of_algorithms.SeedSet
) -> Provenance:
    """Where the choice comes from, with what bounds it."""
    arguments = {
        "size": size,
        "per_community": per_community,
        "passing_on": PASSING_ON,
        "epsilon": epsilon,
        "sets": seeds.sets,
        "guarantee": seeds.guarantee,
    }
    parameters = json.dumps({**json.loads(provenance.parameters), **arguments}, sort_keys=True, separators=(",", ":"))
    return replace(provenance, definition=_MEANING, parameters=parameters)
