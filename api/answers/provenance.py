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
from graph.model.how_many import HowMany
from graph.model.moment import from_micros, maybe_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a number comes from: the same data, parameters and seed give the same number again."""

    definition: str
    """What was computed, in words."""
    parameters: JsonText
    """All parameters, as JSON."""
    seed: int
    """What everything random started from."""
    fingerprint: str
    """Names the data, or the findings made from it."""
    people: HowMany
    """How many people with a tie it was computed on."""
    ties: HowMany
    """How many ties it was computed on."""
    since: datetime | None
    """Only what happened from then on counted; null for all."""
    until: datetime | None
    """Only what happened before then counted; null for all."""
    as_of: datetime
    """The moment that the age of interactions counts back from."""
    computed_at: datetime
    """When it was computed."""
    sentiment: str | None
    """What told how posts speak: a list of words, a model, or what was taught; null where no post was read."""


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
        sentiment=None,
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
    return Provenance(
        definition=definition,
        parameters=_as_text(analysis.parameters, arguments),
        seed=analysis.parameters.seed,
        fingerprint=analysis.fingerprint,
        people=analysis.tied_people,
        ties=analysis.ties.count,
        since=since,
        until=until,
        as_of=from_micros(analysis.as_of),
        computed_at=analysis.computed_at or datetime.now(UTC),
        sentiment=None if analysis.findings_or_none is None else analysis.findings.sentiment.method,
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
