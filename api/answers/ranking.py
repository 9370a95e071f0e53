"""Rankings: who matters most by a measure, on everything or on a scope, with the degree baseline beside it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Annotated, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.analysis.findings import Findings
from algorithms.analysis.measure import Measure
from algorithms.analysis.ranked_scope import rank_scope
from algorithms.centrality.rank_intervals import RankInterval
from algorithms.centrality.registry import specs
from algorithms.errors import BadParameter
from algorithms.paths.within_hops import within_hops
from algorithms.ties.ties import Ties
from api.answers.cursor import decode, encode
from api.answers.document import OMITTED, ListedPerson, RankOrNone, Serializer, renamed
from api.answers.names import community_named
from api.answers.narrowing import people_of_network, people_writing
from api.answers.paging import Page, check_first, page_of
from api.answers.provenance import Provenance, dated, of_analysis
from api.answers.scopes import AskedScope, bad_term
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.lookup_index import place
from graph.model.account import PersonKind, Relation

KIND_CODES = {kind: code for code, kind in enumerate(PersonKind)}
RELATION_CODES = {relation: code for code, relation in enumerate(Relation)}

OURS: Final = frozenset({Relation.BRAND, Relation.COLLEAGUE})
"""Relations of our own accounts and people."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingRow:
    """One person of a ranking: row and id, rank and value, and the rank by degree (0: none in this scope).

    `interval` is where the rank lies in 95 % of resamples, and `alike` whether the next one cannot be told apart; both
    None while that is not computed, and `alike` where the next one is left out, or there is none.
    """

    person: ListedPerson
    id: Annotated[str, OMITTED]
    name: str
    rank: int
    value: float
    degree_rank: RankOrNone
    interval: tuple[int, int] | None = None
    alike: Annotated[bool | None, renamed("alike_with_next")] = None


@dataclass(frozen=True, slots=True)
class Ranking:
    """A page of a ranking: of which measure, its rows, where it comes from, and what its rows are rows of.

    `left_out` are rows of our own people who are ranked and not shown, best first.
    """

    measure: Measure
    page: Annotated[Page[RankingRow], renamed("rows")]
    provenance: Provenance
    analysis: AnalysedGraph
    ranked: Annotated["Ranked", OMITTED]
    left_out: Annotated[tuple[int, ...], Serializer(lambda _, name, rows: {name: len(rows)})] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RankingFilter:
    """Which rows are shown; ranks stay those of the whole scope. None shows all.

    `reachable_from` is a row of people: only those within `max_hops` ties of that person are shown, with nobody on the
    way, or at its end, who opted out. `network` shows who has an account there, `language` who wrote a post in it.
    Without `with_us` our own accounts and colleagues are left out, unless `relation` asks for them: a list of
    influencers is about others.
    """

    community: str | None = None
    relation: Sequence[Relation] | None = None
    kind: Sequence[PersonKind] | None = None
    reachable_from: int | None = None
    max_hops: int = 4
    network: str | None = None
    language: str | None = None
    with_us: bool = True

    @property
    def leaves_us_out(self) -> bool:
        """Whether our own people are left out."""
        return not self.with_us and OURS.isdisjoint(self.relation or ())


OTHERS: Final = RankingFilter(with_us=False)
"""Everybody but ourselves."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Everybody's values and ranks in one scope, by row of people, its ties and its provenance. Rank 0: not ranked."""

    measure: Measure
    fingerprint: str
    values: NDArray[np.float64]
    ranks: NDArray[np.int32]
    degree_ranks: NDArray[np.int32]
    order: NDArray[np.int32]
    ties: Ties
    provenance: Provenance
    interval: RankInterval | None = None


def ranked(analysis: AnalysedGraph, measure: Measure = Measure.INFLUENCE, scope: AskedScope | None = None) -> Ranked:
    """Rank everybody by a measure: from the findings without a scope, computed now with one. Heavy with a scope."""
    if scope is None or scope.is_everything:
        return _of_findings(analysis, analysis.findings, measure)
    try:
        return analysis.recent.get((measure, scope), lambda: _of_scope(analysis, scope, measure))
    except BadParameter:
        raise bad_term(scope) from None


def ranking(
    analysis: AnalysedGraph,
    *,
    measure: Measure = Measure.INFLUENCE,
    scope: AskedScope | None = None,
    shown: RankingFilter | None = None,
    first: int = 20,
    after: str | None = None,
    most: int = 100,
) -> Ranking:
    """Page of a ranking, best first, equals by id.

    `measure` and `scope` say what is computed, `shown` which rows are shown. Without a scope the values come from the
    findings (NotReady without them). `first` is 1 to `most`. Raises BadInput.
    """
    check_first(first, most)
    everybody, mask = ranked(analysis, measure, scope), shown_rows(analysis, shown)
    is_left_out = mask & ours(analysis) if shown is not None and shown.leaves_us_out else None
    return page_of_ranked(analysis, everybody, shown=mask, left_out=is_left_out, first=first, after=after)


def page_of_ranked(
    analysis: AnalysedGraph,
    everybody: Ranked,
    *,
    shown: NDArray[np.bool_],
    first: int,
    after: str | None,
    left_out: NDArray[np.bool_] | None = None,
) -> Ranking:
    """Page of a ranking that is computed already.

    `shown`, bool (n), says whose rows are shown, `left_out` whose of these are left out and counted.
    """
    gone = np.zeros_like(shown) if left_out is None else left_out
    order = everybody.order[(shown & ~gone)[everybody.order]]
    rest = order if after is None else order[_behind(analysis, everybody, order, after)]
    before_gone = {*everybody.order[:-1][gone[everybody.order[1:]]].tolist(), *everybody.order[-1:].tolist()}
    rows = [_row(analysis, everybody, int(person)) for person in rest[: first + 1]]
    items = [replace(row, alike=None) if row.person in before_gone else row for row in rows]
    page = page_of(
        items,
        first,
        cursor=lambda row: encode(analysis.fingerprint, row.value, row.id),
        after=after,
        count=lambda: int(order.size),
    )
    ours_there = tuple(everybody.order[gone[everybody.order]].tolist())
    return Ranking(everybody.measure, page, everybody.provenance, analysis, everybody, ours_there)


def ours(analysis: AnalysedGraph) -> NDArray[np.bool_]:
    """Whether each person is one of us, bool (n)."""
    return np.isin(analysis.snapshot.people.relation, [RELATION_CODES[relation] for relation in OURS])


def row_of(everybody: Ranked, analysis: AnalysedGraph, person: int) -> RankingRow | None:
    """One person's row of a ranking; None when not ranked."""
    return _row(analysis, everybody, person) if everybody.ranks[person] else None


def _row(analysis: AnalysedGraph, everybody: Ranked, person: int) -> RankingRow:
    return RankingRow(
        person=person,
        id=analysis.person_id(person),
        name=analysis.person_name(person),
        rank=int(everybody.ranks[person]),
        value=float(everybody.values[person]),
        degree_rank=int(everybody.degree_ranks[person]),
        interval=interval_of(everybody.interval, person),
        alike=None if everybody.interval is None else bool(everybody.interval.alike[person]),
    )


def interval_of(interval: RankInterval | None, person: int) -> tuple[int, int] | None:
    """The interval of one person's rank; None where none is computed, or the person is not ranked."""
    if interval is None or not interval.low[person]:
        return None
    return int(interval.low[person]), int(interval.high[person])


def _of_findings(analysis: AnalysedGraph, findings: Findings, measure: Measure) -> Ranked:
    return Ranked(
        measure,
        findings.fingerprint,
        findings.scores[measure],
        findings.ranks[measure],
        findings.ranks[Measure.DEGREE],
        findings.order(measure),
        findings.ties,
        of_analysis(analysis, specs()[measure].meaning),
        findings.intervals.get(measure),
    )


def _of_scope(analysis: AnalysedGraph, asked_scope: AskedScope, measure: Measure) -> Ranked:
    scope, parameters = asked_scope.resolved(analysis), analysis.looking_back(asked_scope.as_of).parameters
    ranked = rank_scope(analysis.snapshot, scope, measure, parameters)
    arguments = {**json.loads(ranked.provenance.parameters), **scope.described()}
    provenance = replace(
        dated(ranked.provenance, datetime.now(UTC)),
        parameters=json.dumps(arguments, sort_keys=True, separators=(",", ":")),
    )
    return Ranked(
        ranked.measure,
        ranked.provenance.fingerprint,
        ranked.values,
        ranked.ranks,
        ranked.degree_ranks,
        ranked.order,
        ranked.ties,
        provenance,
        ranked.interval,
    )


def _behind(analysis: AnalysedGraph, everybody: Ranked, order: NDArray[np.int32], after: str) -> NDArray[np.bool_]:
    """Which of the ordered people come after the cursor, by value and then by id."""
    _, value, identifier = decode(after, str, float, str)
    row = place(analysis.snapshot.people.ids, str(identifier))
    same_person = row < len(analysis.snapshot.people.ids) and analysis.person_id(row) == identifier
    sign = 1.0 if specs()[everybody.measure].descending else -1.0
    values = everybody.values[order] * sign
    limit = sign * float(value or 0.0)
    # Rows follow the order of ids, so an id that is gone still has its place.
    behind: NDArray[np.bool_] = (values < limit) | ((values == limit) & (order > row if same_person else order >= row))
    return behind


def shown_rows(analysis: AnalysedGraph, among: RankingFilter | None) -> NDArray[np.bool_]:
    """Tell for each person whether a filter shows them, bool (n). Raises NotFound, NotReady and BadInput."""
    people = analysis.snapshot.people
    keep = np.ones(len(people.ids), dtype=np.bool_)
    if among is None:
        return keep
    if among.community is not None:
        keep &= analysis.findings.communities.labels == community_named(analysis, among.community)
    if among.relation is not None:
        keep &= np.isin(people.relation, [RELATION_CODES[relation] for relation in among.relation])
    if among.kind is not None:
        keep &= np.isin(people.kind, [KIND_CODES[kind] for kind in among.kind])
    if among.reachable_from is not None:
        check_first(among.max_hops, 6, "maxHops")
        start = np.array([among.reachable_from], dtype=np.int32)
        keep &= within_hops(analysis.acquaintance, start, among.max_hops, closed=people.opted_out) >= 0
    if among.network is not None:
        keep &= people_of_network(analysis, among.network)
    if among.language is not None:
        keep &= people_writing(analysis, among.language)
    return keep
