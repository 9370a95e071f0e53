"""People: found by the names that people use, searched by a piece of text, and told about whole."""

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.analysis.measure import Measure
from api.answers.communities import bridges, brokers, communities, community_at, members, memberships, people_of_bridge
from api.answers.influence import evidence_posts, influence_of, influence_provenance, measure_of
from api.answers.people import find_person, person_rows, search_people
from api.answers.person import person_report
from api.answers.themes import people_of_theme, themes, themes_of_person, themes_of_post
from api.answers.tie import TieFacts
from api.answers.ties import TieDirection, ties_of
from api.errors import BadInput, NotFound
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.errors import Ambiguous
from graph.model.account import Account
from graph.port.batch import Batch
from tests.api.village import PAYS, day


def row(analysis: AnalysedGraph, account: str) -> int:
    result = analysis.rows.person(f"person:{account}")
    assert result is not None
    return result


def searched(analysis: AnalysedGraph, text: str) -> list[str]:
    return [analysis.person_name(person) for person in search_people(analysis, text, first=100).items]


def test_people_are_found_by_person_id_account_id_and_handle(shared_village: Workspace) -> None:
    view = shared_village.view()
    for name in ("person:x:5", "x:5", "@eve", "@EVE"):
        identity = find_person(view, name)
        assert identity is not None
        assert identity.name == "Eve Lark"
    assert find_person(view, "@nobody") is None


def test_a_handle_of_several_people_needs_its_network(shared_village: Workspace) -> None:
    view = shared_village.view()
    with pytest.raises(Ambiguous) as refused:
        find_person(view, "@ada")
    assert refused.value.candidates == ("bluesky:did:a", "x:1")
    identity = find_person(view, "@ada", "bluesky")
    assert identity is not None
    assert identity.id == "person:bluesky:did:a"


def test_rows_of_people_come_in_the_order_asked(shared_village: Workspace, analysis: AnalysedGraph) -> None:
    names = ["@hugo", "x:1", "person:x:5"]
    assert person_rows(analysis, shared_village.view(), names) == [row(analysis, a) for a in ("x:9", "x:1", "x:5")]
    with pytest.raises(NotFound) as refused:
        person_rows(analysis, shared_village.view(), ["x:1", "@nobody"], "around")
    assert "around" in str(refused.value)
    assert "@nobody" in str(refused.value)


def test_an_exact_handle_comes_before_names_and_pieces(analysis: AnalysedGraph) -> None:
    assert searched(analysis, "@ada") == ["Ada Hill", "Ada Other"]  # the one with ties is the more influential
    assert searched(analysis, "vale") == ["Gus Vale", "Augustus Vale"]
    assert searched(analysis, "GUS")[0] == "Gus Vale"
    assert searched(analysis, "gus") == ["Gus Vale", "Augustus Vale"]
    assert searched(analysis, "xyzzy") == []


def test_searching_minds_neither_case_nor_width_of_letters(analysis: AnalysedGraph) -> None:
    assert searched(analysis, "ＥＶＥ") == searched(analysis, "eve") == ["Eve Lark"]


def test_letters_that_fold_to_several_are_found(own_village: Workspace) -> None:
    with own_village.store.writer("more") as writer:
        street = Account(id="x:90", handle="strasse", name="Jörg Straße")
        writer.write(Batch([street, Account(id="x:91", name="ΟΔΟΣ")]))
    analysis = own_village.refresh()
    assert searched(analysis, "Straße") == ["Jörg Straße"]
    assert searched(analysis, "@STRASSE") == ["Jörg Straße"]
    assert searched(analysis, "οδο") == ["ΟΔΟΣ"]


@pytest.mark.parametrize("text", ["", "  ", "@", "x" * 201])
def test_searching_for_nothing_or_too_much_is_refused(analysis: AnalysedGraph, text: str) -> None:
    with pytest.raises(BadInput) as refused:
        search_people(analysis, text, first=1)
    assert refused.value.field == "text"


def test_search_pages_laid_together_are_the_whole_list(analysis: AnalysedGraph) -> None:
    whole = search_people(analysis, "a", first=100).items
    assert len(whole) > 4
    together: list[int] = []
    after = None
    for _ in whole:
        page = search_people(analysis, "a", first=1, after=after)
        assert page.count() == len(whole)
        together += page.items
        after = page.cursors[-1]
        if not page.has_next:
            break
    assert tuple(together) == whole


def test_influence_comes_with_its_parts_and_the_baseline(analysis: AnalysedGraph) -> None:
    influence = influence_of(analysis, row(analysis, "x:5"))
    assert influence is not None
    parameters = analysis.parameters
    weights = (parameters.influence_attention, parameters.influence_reach, parameters.influence_brokerage)
    largest = max(
        sum(w * float(part[person]) for w, part in zip(weights, _parts(analysis), strict=True))
        for person in range(12)
        if analysis.findings.ranks[Measure.INFLUENCE][person]
    )
    shares = [part.percentile for part in influence.parts]
    mean = sum(w * share for w, share in zip(weights, shares, strict=True) if share is not None)
    assert influence.score == pytest.approx(100 * mean / largest)
    assert influence.degree_rank == 1
    assert [part.name for part in influence.parts] == [Measure.STRENGTH, Measure.PAGERANK, Measure.BETWEENNESS]
    assert influence_provenance(analysis).fingerprint == analysis.findings.fingerprint


def _parts(analysis: AnalysedGraph) -> tuple[NDArray[np.float64], ...]:
    return analysis.findings.attention, analysis.findings.reach, analysis.findings.brokerage


def test_who_has_no_tie_has_no_influence(analysis: AnalysedGraph) -> None:
    assert influence_of(analysis, row(analysis, "x:10")) is None
    assert measure_of(analysis, row(analysis, "x:10"), Measure.DEGREE) is None
    followers = measure_of(analysis, row(analysis, "x:10"), Measure.FOLLOWERS)
    assert followers is not None
    assert followers.value == 10


def test_evidence_is_the_posts_that_others_reacted_to(analysis: AnalysedGraph) -> None:
    ids = [analysis.post_id(int(post)) for post in evidence_posts(analysis, row(analysis, "x:1"), 10)]
    assert ids == ["post:x:1"]  # two answers and a like; nobody reacted to post 6
    gus = [analysis.post_id(int(post)) for post in evidence_posts(analysis, row(analysis, "x:7"), 10)]
    assert gus == ["post:x:12"]


@pytest.mark.parametrize("account", sorted(PAYS))
def test_ties_towards_somebody_are_those_who_pay_attention(analysis: AnalysedGraph, account: str) -> None:
    ties = ties_of(analysis, row(analysis, account), first=100)
    assert {analysis.person_id(tie.source) for tie in ties.items} == {f"person:{payer}" for payer in PAYS[account]}
    strengths = [tie.strength for tie in ties.items]
    assert strengths == sorted(strengths, reverse=True)
    assert ties.count() == len(PAYS[account])


def test_tie_pages_laid_together_are_the_whole_list(analysis: AnalysedGraph) -> None:
    for direction in TieDirection:
        for person in range(12):
            whole = ties_of(analysis, person, direction=direction, first=100).items
            together: list[TieFacts] = []
            after = None
            for _ in whole:
                page = ties_of(analysis, person, direction=direction, first=1, after=after)
                together += page.items
                after = page.cursors[-1]
            assert tuple(together) == whole


def test_weak_ties_are_those_below_the_threshold(analysis: AnalysedGraph) -> None:
    ada = row(analysis, "x:1")
    weak = ties_of(analysis, ada, weak_only=True, first=100).items
    expected = [t for t in ties_of(analysis, ada, first=100).items if t.strength < analysis.parameters.weak_below]
    assert list(weak) == expected


def test_communities_are_largest_first_with_members_and_shares(analysis: AnalysedGraph) -> None:
    page = communities(analysis, first=100)
    sizes = [community.size for community in page.items]
    assert sizes == sorted(sizes, reverse=True)
    assert sum(sizes) == 9  # everybody with a tie
    for community in page.items:
        people, shares = members(analysis, community.row, first=100)
        assert len(people.items) == community.size
        for person in people.items:
            own = {part.community: part.share for part in memberships(analysis, person.person)}
            assert shares[person.person] == own[community.row]
            assert sum(own.values()) == pytest.approx(1)
    assert communities(analysis, first=1, after=page.cursors[0]).items == page.items[1:2]


def test_what_bridges_two_communities_is_the_ties_between_them(analysis: AnalysedGraph) -> None:
    labels = analysis.findings.communities.labels
    kettle, trail = int(labels[row(analysis, "x:1")]), int(labels[row(analysis, "x:5")])
    assert kettle != trail
    (bridge, *_) = bridges(analysis, community_at(analysis.findings, kettle), 10)
    assert bridge.other == trail
    assert bridge.ties == 1  # Cleo mentions Eve
    assert 0 < bridge.strength < 1
    names = {analysis.person_name(person) for person in people_of_bridge(analysis, bridge, 10)}
    assert names == {"Cleo Reed", "Eve Lark"}
    assert [analysis.person_name(p) for p in brokers(analysis, community_at(analysis.findings, kettle), 10)] == [
        "Cleo Reed"
    ]


def test_themes_hold_the_posts_that_speak_of_them(analysis: AnalysedGraph) -> None:
    result = themes(analysis, first=100).items
    assert result
    counts = [theme.post_count for theme in result]
    assert counts == sorted(counts, reverse=True)
    for theme in result:
        authors = {int(analysis.rows.author[post]) for post in analysis.findings.themes.themes[theme.row].posts}
        ranked = people_of_theme(analysis, theme.row, first=100).page
        assert {person.person for person in ranked.items} == authors
        assert all(
            theme in themes_of_post(analysis, int(post)) for post in analysis.findings.themes.themes[theme.row].posts
        )
        for person in authors:
            assert theme in themes_of_person(analysis, person, first=100).items
    community = analysis.findings.communities.ids[0]
    assert all(theme.community == 0 for theme in themes(analysis, community=community, first=100).items)


def test_a_report_tells_everything_with_where_it_came_from(own_village: Workspace) -> None:
    made = own_village.decisions().judge("x:7", "crm:9", same=True, reason="he told us")
    report = person_report(own_village.analysed(), own_village.view(), "crm:9")
    assert [account.id for account in report.person.accounts] == ["x:7", "crm:9"]
    assert [[s.source for s in statements] for statements in report.statements] == [["village"], ["village"]]
    assert [judgement.id for judgement in report.judgements] == [made.id]
    assert [str(deal.amount) for deal in report.transactions] == ["120.50"]
    assert report.influence is not None
    assert report.post_count == 1
    assert [post.id for post in report.posts] == ["post:x:12"]
    assert report.posts[0].at == day(3)
    assert len(report.towards) == 1
    assert len(report.from_there) == 1
    with pytest.raises(NotFound):
        person_report(own_village.analysis(), own_village.view(), "@nobody")
