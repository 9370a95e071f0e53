"""Provenance: where a number comes from, with when it was computed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from algorithms.analysis import provenance as of_algorithms
from algorithms.parameters import Parameters
from api.answers.document import JsonText
from api.workspace.analysed_graph import AnalysedGraph
from graph.model.moment import from_micros, maybe_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a number comes from: the same data, parameters and seed give the same number again.

    `people` counts those with a tie. `parameters` is canonical JSON. `since` and `until` are None for no bound.
    """

    definition: str
    parameters: JsonText
    seed: int
    fingerprint: str
    people: int
    ties: int
    since: datetime | None
    until: datetime | None
    as_of: datetime
    computed_at: datetime


def dated(facts: of_algorithms.Provenance, computed_at: datetime) -> Provenance:
    """Turn what the algorithms room says into moments, and add when it was computed."""
    return Provenance(
        definition=facts.definition,
        parameters=facts.parameters,
        seed=facts.seed,
        fingerprint=facts.fingerprint,
        people=facts.people,
        ties=facts.ties,
        since=maybe_moment(facts.since),
        until=maybe_moment(facts.until),
        as_of=from_micros(facts.as_of),
        computed_at=computed_at,
    )


def of_analysis(
    analysis: AnalysedGraph,
    definition: str,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    **arguments: Any,
) -> Provenance:
    """Provenance of an answer; `asked` are the arguments of the question, beside the parameters."""
    findings = analysis.findings_or_none
    as_of = findings.as_of if findings is not None else analysis.snapshot.as_of
    return Provenance(
        definition=definition,
        parameters=_as_text(analysis.parameters, arguments),
        seed=analysis.parameters.seed,
        fingerprint=analysis.fingerprint,
        people=analysis.tied_people,
        ties=analysis.ties.count,
        since=since,
        until=until,
        as_of=from_micros(as_of),
        computed_at=analysis.computed_at or datetime.now(UTC),
    )


def _as_text(parameters: Parameters, arguments: Mapping[str, Any]) -> str:
    """Parameters and what was asked for beside them, as canonical JSON."""
    if not arguments:
        return _canonical(parameters)
    return json.dumps({**json.loads(_canonical(parameters)), **arguments}, sort_keys=True, separators=(",", ":"))


@lru_cache(maxsize=8)
def _canonical(parameters: Parameters) -> str:
    """The parameters of an analysed graph: a page of people asks for them again and again."""
    return parameters.to_json()
