"""Paths and maps: rows of the snapshot turned into hops with their evidence, and places that do not change."""

import pytest

from api.answers.paths import introductions_to, paths, paths_to_customers
from api.answers.people import person_row
from api.answers.relationship_map import relationship_map
from api.answers.tie import acts_by_kind, posts_of_tie, tie_between
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.model.interaction import InteractionKind
from tests.api.village import day


def row(analysis: AnalysedGraph, account: str) -> int:
    result = analysis.rows.person(f"person:{account}")
    assert result is not None
    return result


def test_a_path_names_each_hop_with_both_ties(analysis: AnalysedGraph) -> None:
    answer = paths(analysis, row(analysis, "x:2"), row(analysis, "x:3"), k=1)
    assert answer.reason is None
    (path,) = answer.paths
    assert [analysis.person_id(person) for person in path.people] == ["person:x:2", "person:x:1", "person:x:3"]
    along, between = path.hops
    assert along.tie is not None
    assert along.back is None
    assert (along.interactions, along.last_at) == (2, day(1.5))  # an answer and a like
    assert between.tie is not None
    assert between.back is not None
    assert between.interactions == 2
    assert between.last_at == day(5)
    assert path.strength == pytest.approx(along.strength * between.strength)
    joined = 1 - (1 - between.tie.strength) * (1 - between.back.strength)
    assert between.strength == pytest.approx(joined, rel=1e-5)


def test_a_customer_is_reached_once_a_judgement_joins_the_records(own_village: Workspace) -> None:
    before = paths_to_customers(own_village.analysis(), row(own_village.analysis(), "x:6"))
    assert before.paths == ()
    assert before.reason is not None
    own_village.decisions().judge("x:7", "crm:9", same=True, reason="he told us")
    analysis = own_village.analysed()
    fay, gus = person_row(analysis, own_village.view(), "@fay"), person_row(analysis, own_village.view(), "crm:9")
    best = paths_to_customers(analysis, fay).paths[0]
    assert (best.people[0], best.people[-1]) == (fay, gus)
    assert analysis.person_name(best.people[1]) == "Eve Lark"
    assert paths_to_customers(analysis, fay, customers=[row(analysis, "x:2")]).paths[0].people[-1] == row(
        analysis, "x:2"
    )


def test_introductions_begin_with_our_own_people(analysis: AnalysedGraph) -> None:
    answer = introductions_to(analysis, row(analysis, "x:6"))
    assert {analysis.person_name(path.people[0]) for path in answer.paths} == {"Kettle & Trail"}
    assert analysis.person_name(answer.paths[0].people[1]) == "Eve Lark"


def test_nobody_is_walked_through_who_opted_out(own_village: Workspace) -> None:
    own_village.decisions().opt_out("@eve")
    analysis = own_village.analysed()
    answer = introductions_to(analysis, row(analysis, "x:6"))
    assert answer.paths == ()
    assert "opted out" in str(answer.reason)


@pytest.mark.parametrize(("asked", "field"), [({"k": 0}, "k"), ({"k": 101}, "k"), ({"max_hops": 7}, "maxHops")])
def test_paths_of_other_numbers_are_refused_by_name(analysis: AnalysedGraph, asked: dict[str, int], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        paths(analysis, 0, 1, **asked)
    assert refused.value.field == field


def test_a_tie_says_which_acts_it_is_made_of(analysis: AnalysedGraph) -> None:
    tie = tie_between(analysis, row(analysis, "x:2"), row(analysis, "x:1"))
    assert tie is not None
    assert acts_by_kind(analysis, tie) == [(InteractionKind.LIKE, 1), (InteractionKind.REPLY, 1)]
    assert [analysis.post_id(int(post)) for post in posts_of_tie(analysis, tie, 10)] == ["post:x:2", "post:x:1"]
    assert tie_between(analysis, row(analysis, "x:1"), row(analysis, "x:2")) is None


def test_a_bridge_is_a_tie_between_communities(analysis: AnalysedGraph) -> None:
    labels = analysis.findings.communities.labels
    across = tie_between(analysis, row(analysis, "x:3"), row(analysis, "x:5"))
    inside = tie_between(analysis, row(analysis, "x:2"), row(analysis, "x:1"))
    assert across is not None
    assert inside is not None
    assert across.bridge is bool(labels[row(analysis, "x:3")] != labels[row(analysis, "x:5")])
    assert across.bridge
    assert not inside.bridge


def test_a_map_holds_everybody_within_the_depth_and_the_ties_among_them(analysis: AnalysedGraph) -> None:
    drawing = relationship_map(analysis, [row(analysis, "x:8")], depth=1)
    assert [analysis.person_name(spot.person) for spot in drawing.people] == ["Kettle & Trail", "Eve Lark"]
    assert [spot.distance for spot in drawing.people] == [0, 1]
    assert [(analysis.person_id(t.source), analysis.person_id(t.target)) for t in drawing.ties] == [
        ("person:x:5", "person:x:8")
    ]
    assert not drawing.truncated


def test_places_are_the_same_in_every_map(analysis: AnalysedGraph) -> None:
    wide = relationship_map(analysis, [row(analysis, "x:1")], depth=6)
    close = relationship_map(analysis, [row(analysis, "x:5")], depth=1, limit=3)
    places = {spot.person: (spot.x, spot.y) for spot in wide.people}
    assert len(places) == 9
    assert all(places[spot.person] == (spot.x, spot.y) for spot in close.people)
    assert close.truncated
    assert close.total_people == 6  # Eve; Cleo, Fay, Gus, Hugo, the brand
    assert len(close.people) == 3


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"around": []}, "around"),
        ({"around": [0] * 1001}, "around"),
        ({"depth": -1}, "depth"),
        ({"depth": 7}, "depth"),
        ({"limit": 0}, "limit"),
        ({"limit": 5001}, "limit"),
        ({"min_strength": 1.1}, "minStrength"),
        ({"min_strength": float("nan")}, "minStrength"),
    ],
)
def test_maps_of_other_numbers_are_refused_by_name(
    analysis: AnalysedGraph, asked: dict[str, object], field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        relationship_map(analysis, **{"around": [0], **asked})  # type: ignore[arg-type]
    assert refused.value.field == field
