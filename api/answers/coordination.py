"""Coordination: which accounts act together, for those who look at a ranking and wonder."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.coordination.coordination import CoordinatedGroup, Coordination, find_coordination
from algorithms.coordination.shared_objects import Shared
from algorithms.errors import BadParameter
from api.answers.document import Document, Serializer, serialize_fields
from api.answers.provenance import Provenance, of_analysis
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros

DEFINITION: Final = (
    "Accounts that share the same links, reposts or nearly the same text together, again and again, more often than"
    " chance explains."
)
WITHIN_SECONDS: Final = 60.0
LEAST_TIMES: Final = 3
BY_CHANCE: Final = 0.01
EXAMPLES: Final = 3
"""Posts of a group that are told."""


def _accounts(analysis: AnalysedGraph, name: str, rows: NDArray[np.int32]) -> Document:
    return {"size": int(rows.size), name: analysis.snapshot.accounts.ids.take(pa.array(rows)).to_pylist()}


def _examples(analysis: AnalysedGraph, name: str, rows: NDArray[np.int64]) -> Document:
    return {name: [analysis.post_id(row) for row in rows[:EXAMPLES].tolist()]}


def _counts(_: AnalysedGraph, __: str, shared: dict[Shared, int]) -> Document:
    return {kind.value: shared.get(kind, 0) for kind in Shared}


_MOMENT: Final = Serializer(lambda _, name, micros: {name: from_micros(micros).isoformat()})

serialize_fields(
    CoordinatedGroup,
    accounts=Serializer(_accounts),
    posts=Serializer(_examples),
    shared=Serializer(_counts),
    since=_MOMENT,
    until=_MOMENT,
)


@dataclass(frozen=True, slots=True)
class Coordinated:
    """Groups of accounts, as rows, with where they come from and the analysed graph that the rows belong to."""

    coordination: Coordination
    provenance: Provenance
    analysis: AnalysedGraph


def coordination(
    analysis: AnalysedGraph,
    *,
    within_seconds: float = WITHIN_SECONDS,
    least_times: int = LEAST_TIMES,
    by_chance: float = BY_CHANCE,
) -> Coordinated:
    """Find groups that act together. Heavy. Raises BadInput."""
    try:
        groups = analysis.recent.get(
            ("coordination", within_seconds, least_times, by_chance),
            lambda: find_coordination(
                analysis.snapshot, within_seconds=within_seconds, least_times=least_times, by_chance=by_chance
            ),
        )
    except BadParameter:
        expected = "seconds of at least 0, times of at least 2 and a chance above 0 to 1"
        got = f"{within_seconds:g} seconds, {least_times} times and a chance of {by_chance:g}"
        raise BadInput("coordination", expected, got) from None
    provenance = of_analysis(
        analysis, DEFINITION, within_seconds=within_seconds, least_times=least_times, by_chance=by_chance
    )
    return Coordinated(groups, provenance, analysis)


def coordinated_accounts(analysis: AnalysedGraph) -> frozenset[str]:
    """Ids of all accounts that act together, as preset. Heavy."""
    members = coordination(analysis).coordination.members(len(analysis.snapshot.accounts.ids))
    return frozenset(analysis.snapshot.accounts.ids.filter(members).to_pylist())
