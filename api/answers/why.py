"""Why somebody stands where they stand: the ties a value is made of, or what it would be without the strongest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people
from algorithms.centrality.contributions import WithoutTie, without_strongest
from algorithms.centrality.registry import specs
from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties
from api.answers.contributions import ContributionFacts, taken_apart
from api.answers.document import FLAT, Document, Serializer, document_of, renamed
from api.answers.provenance import Provenance
from api.answers.ranking import RankingRow, ranked, row_of
from api.answers.tie import TieFacts, tie_at, tie_of_person
from api.errors import NotFound
from api.workspace.analysed_graph import AnalysedGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutFacts:
    """A tie, and the value and rank that would be without it; rank 0 for somebody who would not be ranked."""

    tie: TieFacts
    value: Annotated[float, renamed("value_without")]
    rank: Annotated[int, Serializer(lambda _, __, rank: {"rank_without": rank or None})]


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """A person's row of a ranking, and what it rests on.

    Where the measure is a sum over ties `contributions` are its largest parts, `others` the sum of those not shown and
    `remainder` what belongs to no tie; else `without` says what the rank would be without the strongest ties.
    """

    measure: Measure
    row: Annotated[RankingRow, FLAT]
    contributions: Sequence[ContributionFacts]
    others: float
    remainder: float
    without: Sequence[WithoutFacts]
    provenance: Provenance
    analysis: AnalysedGraph


def why(analysis: AnalysedGraph, person: int, measure: Measure = Measure.INFLUENCE, *, first: int = 5) -> Why:
    """Say why a person, a row, has the value they have. Heavy where the measure is no sum over ties.

    Raises NotReady without findings, and NotFound for somebody who is not ranked by the measure.
    """
    everybody = ranked(analysis, measure)
    row = row_of(everybody, analysis, person)
    if row is None:
        raise NotFound(f"{analysis.person_name(person)} is not ranked by {measure.value}: there is nothing to count")
    parts: list[ContributionFacts] = []
    others = remainder = 0.0
    without: list[WithoutFacts] = []
    if specs()[measure].taken_apart:
        apart = taken_apart(analysis, everybody, person)
        rows = zip(apart.ties[:first].tolist(), apart.amounts[:first].tolist(), strict=True)
        parts = [ContributionFacts(tie=tie_at(analysis, tie, everybody.ties), amount=amount) for tie, amount in rows]
        others, remainder = float(apart.amounts[first:].sum()), apart.remainder
    else:
        without = [_facts(analysis, everybody.ties, rest) for rest in _without(analysis, person, measure, first)]
    return Why(
        measure=measure,
        row=row,
        contributions=parts,
        others=others,
        remainder=remainder,
        without=without,
        provenance=everybody.provenance,
        analysis=analysis,
    )


def why_document(answer: Why) -> Document:
    """The document of an answer; ties are told from the person's point of view."""
    analysis, person = answer.analysis, answer.row.person

    def part(facts: ContributionFacts | WithoutFacts) -> Document:
        direction = "they do" if facts.tie.target == person else "this person does"
        own = {name: value for name, value in document_of(analysis, facts).items() if name != "tie"}
        return {"direction": direction, **tie_of_person(analysis, facts.tie, person), **own}

    return {
        **document_of(analysis, answer),
        "contributions": [part(facts) for facts in answer.contributions],
        "without": [part(facts) for facts in answer.without],
    }


def _without(analysis: AnalysedGraph, person: int, measure: Measure, most: int) -> Sequence[WithoutTie]:
    def compute(ties: Ties) -> Scores:
        inputs = MeasureInputs(analysis.snapshot, ties, analysis.parameters)
        return measure_people({measure}, inputs).scores[measure]

    return without_strongest(analysis.ties, person, measure, compute, most=most)


def _facts(analysis: AnalysedGraph, ties: Ties, rest: WithoutTie) -> WithoutFacts:
    return WithoutFacts(tie=tie_at(analysis, rest.tie, ties), value=rest.value, rank=rest.rank)
