"""Rankings: pages of them, filters, scopes, and cursors that hold when the world moves."""

import numpy as np
import pytest

from algorithms.analysis.measure import Measure
from api.answers.contributions import contributions
from api.answers.cursor import encode
from api.answers.people import row_of_person
from api.answers.ranking import OTHERS, Ranking, RankingFilter, RankingRow, ranking
from api.answers.scopes import scope_of
from api.errors import BadInput, NotFound, NotReady
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.model.account import PersonKind, Relation
from tests.api.village import PAYS, day

DEGREES = {f"person:{account}": len(payers) for account, payers in PAYS.items()}


def ids(found: Ranking) -> list[str]:
    return [row.id for row in found.page.items]


def by_degree(analysis: AnalysedGraph, **asked: object) -> Ranking:
    return ranking(analysis, measure=Measure.DEGREE, **{"first": 100, **asked})  # type: ignore[arg-type]


def test_degree_counts_who_pays_attention(analysis: AnalysedGraph) -> None:
    rows = by_degree(analysis).page.items
    assert {row.id: row.value for row in rows if row.value} == DEGREES
    assert [row.id for row in rows[:2]] == ["person:x:1", "person:x:5"]  # three each, by id
    assert [row.rank for row in rows[:4]] == [1, 1, 3, 4]
    assert all(row.degree_rank == row.rank for row in rows)


def test_who_has_no_tie_is_in_no_ranking(analysis: AnalysedGraph) -> None:
    assert {"person:x:10", "person:bluesky:did:a", "person:crm:9"}.isdisjoint(ids(by_degree(analysis)))


@pytest.mark.parametrize("measure", list(Measure))
def test_pages_laid_together_are_the_whole_list(analysis: AnalysedGraph, measure: Measure) -> None:
    whole = ranking(analysis, measure=measure, first=100).page
    together: list[RankingRow] = []
    after = None
    for _ in range(100):
        page = ranking(analysis, measure=measure, first=2, after=after).page
        assert page.has_previous is (after is not None)
        assert page.count() == len(whole.items)
        together.extend(page.items)
        if not page.has_next:
            break
        after = page.cursors[-1]
    assert together == list(whole.items)


def test_a_cursor_goes_on_where_a_row_would_stand_that_is_gone(analysis: AnalysedGraph) -> None:
    gone = encode("of-older-findings", 3.0, "person:x:1z")  # would stand between x:1 and x:5, three each
    assert ids(by_degree(analysis, after=gone))[0] == "person:x:5"
    better_than_all = encode("of-older-findings", 99.0, "person:x:1")
    assert ids(by_degree(analysis, after=better_than_all)) == ids(by_degree(analysis))


def test_the_lowest_constraint_comes_first_and_pages_go_on_upwards(analysis: AnalysedGraph) -> None:
    values = [row.value for row in ranking(analysis, measure=Measure.CONSTRAINT, first=100).page.items]
    assert values == sorted(values)
    assert len(set(values)) > 1


def test_a_filter_shows_fewer_rows_and_leaves_the_ranks(analysis: AnalysedGraph) -> None:
    everybody = {row.id: row.rank for row in by_degree(analysis).page.items}
    brand = by_degree(analysis, shown=RankingFilter(relation=[Relation.BRAND])).page
    assert [(row.id, row.rank) for row in brand.items] == [("person:x:8", everybody["person:x:8"])]
    assert brand.count() == 1
    organisations = by_degree(analysis, shown=RankingFilter(kind=[PersonKind.ORGANISATION]))
    assert ids(organisations) == ["person:x:8"]


def test_our_own_are_left_out_where_nobody_asks_for_them(own_village: Workspace) -> None:
    # One each: Ada and Eve three, Cleo two, the brand, Gus and Hugo one.
    own_village.decisions().add_us(["x:3"], Relation.COLLEAGUE)
    own_village.analyse()
    analysis = own_village.analysis()
    everybody = by_degree(analysis)
    assert everybody.left_out == ()
    others = by_degree(analysis, shown=OTHERS)
    assert [analysis.person_id(row) for row in others.left_out] == ["person:x:3", "person:x:8"]
    assert ids(others) == [
        identifier for identifier in ids(everybody) if identifier not in ("person:x:3", "person:x:8")
    ]
    ranks = {row.id: row.rank for row in everybody.page.items}
    assert {row.id: row.rank for row in others.page.items}.items() <= ranks.items()
    assert others.page.count() == everybody.page.count() - 2
    # Before Cleo, who is left out, stands Eve: of her and the next one shown nothing is known.
    alike = {row.id: row.alike for row in others.page.items}
    assert alike["person:x:5"] is None
    assert alike["person:x:1"] is not None
    asked = RankingFilter(relation=[Relation.BRAND], with_us=False)
    assert ids(by_degree(analysis, shown=asked)) == ["person:x:8"]


def test_a_scope_has_intervals_as_the_whole_has(analysis: AnalysedGraph) -> None:
    whole = {row.id: row.interval for row in by_degree(analysis, scope=scope_of(since=day(-1))).page.items}
    assert whole == {row.id: row.interval for row in by_degree(analysis).page.items}
    assert None not in whole.values()


def test_reachable_people_are_within_so_many_ties(analysis: AnalysedGraph) -> None:
    hugo = analysis.rows.person("person:x:9")
    assert hugo is not None
    # Hugo and Gus, Hugo and Eve are tied; through them Fay, Cleo, the brand; then Ada and Dan; then Ben.
    rings = [{"9"}, {"7", "5"}, {"6", "3", "8"}, {"1", "4"}, {"2"}]
    for hops in range(1, 5):
        shown = RankingFilter(reachable_from=hugo, max_hops=hops)
        expected = {f"person:x:{native}" for ring in rings[: hops + 1] for native in ring}
        assert set(ids(by_degree(analysis, shown=shown))) == expected


def test_community_members_are_those_of_the_findings(analysis: AnalysedGraph) -> None:
    result = analysis.findings.communities
    for row, community in enumerate(result.ids):
        members = {analysis.person_id(int(person)) for person in result.members(row)}
        assert set(ids(by_degree(analysis, shown=RankingFilter(community=community)))) == members
    with pytest.raises(NotFound):
        by_degree(analysis, shown=RankingFilter(community="community:nowhere"))


def test_a_scope_about_a_term_counts_posts_that_speak_of_it_only(analysis: AnalysedGraph) -> None:
    ranked = by_degree(analysis, scope=scope_of(about="steam"))
    assert [(row.id, row.value) for row in ranked.page.items] == [("person:x:3", 1.0), ("person:x:1", 0.0)]
    assert '"about":"steam"' in ranked.provenance.parameters
    assert ranked.provenance.ties == 1


def test_a_scope_in_time_includes_its_beginning_and_not_its_end(analysis: AnalysedGraph) -> None:
    # Day 1: Ben answers Ada (and at 1.5 likes); the day after Cleo, Fay and Eve's follow.
    assert by_degree(analysis, scope=scope_of(since=day(1), until=day(2))).provenance.ties == 1
    ranked = by_degree(analysis, scope=scope_of(since=day(2), until=day(2.5)))
    assert {row.id for row in ranked.page.items if row.value} == {"person:x:1", "person:x:5", "person:x:8"}
    assert (ranked.provenance.since, ranked.provenance.until) == (day(2), day(2.5))


@pytest.mark.parametrize("first", [0, -1, 101])
def test_first_is_from_1_to_100(analysis: AnalysedGraph, first: int) -> None:
    with pytest.raises(BadInput) as refused:
        ranking(analysis, first=first)
    assert refused.value.field == "first"


def test_what_no_scope_can_be_is_refused_by_name(analysis: AnalysedGraph) -> None:
    with pytest.raises(BadInput) as refused:
        by_degree(analysis, scope=scope_of(about="!!!"))
    assert refused.value.field == "about"
    with pytest.raises(BadInput) as refused:
        scope_of(since=day(2), until=day(2))
    assert refused.value.field == "until"
    with pytest.raises(BadInput) as refused:
        scope_of(since=day(2).replace(tzinfo=None))
    assert refused.value.field == "since"


SUMS = [Measure.DEGREE, Measure.STRENGTH, Measure.OUT_DEGREE, Measure.OUT_STRENGTH]
SUMS += [Measure.HITS_AUTHORITY, Measure.HITS_HUB]


@pytest.mark.parametrize("measure", SUMS)
def test_contributions_add_up_to_the_value(analysis: AnalysedGraph, measure: Measure) -> None:
    ranked = ranking(analysis, measure=measure, first=100)
    for row in ranked.page.items:
        parts = contributions(analysis, ranked.ranked, row.person, 100)
        assert np.isclose(sum(part.amount for part in parts), row.value, rtol=1e-6)
        incoming = measure in {Measure.DEGREE, Measure.STRENGTH, Measure.HITS_AUTHORITY}
        assert all((part.tie.target if incoming else part.tie.source) == row.person for part in parts)


def test_without_findings_a_scope_still_answers(own_village: Workspace) -> None:
    bare = AnalysedGraph(own_village.analysis().snapshot, own_village.parameters)
    with pytest.raises(NotReady):
        ranking(bare, first=1)
    assert by_degree(bare, scope=scope_of(since=day(0))).page.items[0].id == "person:x:1"


def test_people_who_came_together_since_are_found_in_the_former_rows(own_village: Workspace) -> None:
    analysis = own_village.analysis()
    own_village.decisions().judge("x:7", "crm:9", same=True, reason="the same man")
    view = own_village.view()
    person = view.resolve(["crm:9"])[0]
    assert person is not None
    assert analysis.person_id(row_of_person(analysis, view, person) or 0) in {"person:x:7", "person:crm:9"}
