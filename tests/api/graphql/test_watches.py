"""Watches over GraphQL: kept, refused with the field, and told with provenance."""

from typing import Any

import pytest

from api.answers.watch_input import WatchInput, checked_watch
from api.errors import NotFound
from api.workspace.workspace import Workspace
from graph.model.watch import WatchKind
from tests.api.asking import Client

SAVE = "mutation ($watch: WatchInput!, $id: ID) { saveWatch(watch: $watch, id: $id) { id name kind terms hashtags } }"


@pytest.fixture(scope="module")
def listener(listening: Workspace) -> Client:
    return Client(listening)


def test_a_watch_is_saved_changed_and_deleted_over_graphql(own_village: Workspace) -> None:
    client = Client(own_village)
    given = {"name": " The  kettle ", "kind": "PRODUCT", "terms": ["kettle AND lid"], "hashtags": ["#Tea"]}
    saved = client.data(SAVE, watch=given)["saveWatch"]
    assert saved == {
        "id": saved["id"],
        "name": "The kettle",
        "kind": "PRODUCT",
        "terms": ["kettle AND lid"],
        "hashtags": ["Tea"],
    }
    asked = "query ($id: ID!) { watch(id: $id) { posts(first: 9) { edges { node { id } } } } node(id: $id) { id } }"
    answer = client.data(asked, id=saved["id"])
    assert [edge["node"]["id"] for edge in answer["watch"]["posts"]["edges"]] == ["post:x:4", "post:x:3"]
    assert answer["node"] == {"id": saved["id"]}
    changed = client.data(SAVE, watch={**given, "name": "Lid", "terms": ["lid"]}, id=saved["id"])["saveWatch"]
    assert (changed["id"], changed["name"]) == (saved["id"], "Lid")
    assert client.data("{ watches { name } }") == {"watches": [{"name": "Lid"}]}
    assert client.data("mutation ($id: ID!) { deleteWatch(id: $id) }", id=saved["id"]) == {"deleteWatch": saved["id"]}
    assert client.data(asked.replace("posts(first: 9) { edges { node { id } } }", "id"), id=saved["id"]) == {
        "watch": None,
        "node": None,
    }
    assert client.error('mutation { deleteWatch(id: "watch:no") }')["code"] == "NOT_FOUND"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "n" * 101}, "name"),
        ({"name": "KETTLE"}, "name"),
        ({"terms": []}, "terms"),
        ({"terms": ["!"]}, "terms"),
        ({"terms": ["kettle AND !"]}, "terms"),
        ({"terms": ["kettle OR lid"]}, "terms"),
        ({"terms": ["w" * 201]}, "terms"),
        ({"terms": ["w"] * 101}, "terms"),
        ({"hashtags": ["#"]}, "hashtags"),
        ({"excludes": [""]}, "excludes"),
        ({"languages": ["English"]}, "languages"),
        ({"accounts": ["@nobody"]}, "accounts"),
        ({"accounts": ["nobody"]}, "accounts"),
    ],
)
def test_a_watch_that_cannot_be_is_refused_with_the_field(listener: Client, wrong: dict[str, Any], field: str) -> None:
    given = {"name": "New", "kind": "BRAND", "terms": ["kettle"], **wrong}
    refused = listener.error(SAVE, watch=given)
    assert (refused["code"], refused["field"]) == ("BAD_USER_INPUT", field)


def test_a_handle_stands_for_all_accounts_of_the_person(own_village: Workspace) -> None:
    own_village.decisions().judge("x:7", "crm:9", same=True, reason="met")
    given = WatchInput(name="Gus", kind=WatchKind.PERSON, accounts=("@gus", "x:404"))
    assert set(checked_watch(own_village.view(), given).accounts) == {"crm:9", "x:7", "x:404"}
    in_one_network = WatchInput(name="Gus", kind=WatchKind.PERSON, accounts=("x:@Gus", "x:@Later"))
    assert checked_watch(own_village.view(), in_one_network).accounts == ("x:7", "x:@later")
    with pytest.raises(NotFound):
        checked_watch(own_village.view(), given, "watch:404")


def test_what_is_said_of_a_watch_comes_over_graphql_with_provenance(listener: Client) -> None:
    asked = """
    { watch(id: "watch:k") {
        volume(bucket: DAY, since: "2026-03-06T00:00:00Z", zone: "Europe/Berlin") { at posts people sentiment }
        sentiment { mean positive neutral negative unknown method provenance { definition } }
        bursts { from }
        themes(first: 5) { edges { node { id postCount } } }
        influencers(first: 3) { edges { node { person { name } } } provenance { parameters } }
        answered: influencers(first: 3, measure: DEGREE) { edges { node { person { name } value } } }
        accounts { id }
        provenance { definition fingerprint }
    } }"""
    answer = listener.data(asked)["watch"]
    assert [(point["at"], point["posts"]) for point in answer["volume"]] == [
        ("2026-03-06T00:00:00+01:00", 1),
        ("2026-03-07T00:00:00+01:00", 1),
        ("2026-03-08T00:00:00+01:00", 0),
    ]
    assert answer["sentiment"]["positive"] == 2  # what is loved, and what is like yours; VADER rates both words
    assert sum(answer["sentiment"][name] for name in ("positive", "neutral", "negative", "unknown")) == 7
    assert answer["sentiment"]["method"].startswith("vader")
    assert answer["bursts"] == []
    # Ben, Cleo and Dan turn to Ada, Dan and Ada to Cleo, Cleo to Eve; of trails, of which Eve writes, nothing counts.
    # Cleo stands between the others and Eve, and has all of Ada's attention.
    assert [edge["node"]["person"]["name"] for edge in answer["influencers"]["edges"]] == [
        *("Cleo Reed", "Ada Hill", "Eve Lark")
    ]
    assert [(edge["node"]["person"]["name"], edge["node"]["value"]) for edge in answer["answered"]["edges"]] == [
        *(("Ada Hill", 3), ("Cleo Reed", 2), ("Eve Lark", 1))
    ]
    assert '"watch":"Kettle"' in answer["influencers"]["provenance"]["parameters"]
    assert answer["provenance"]["definition"]


def test_share_of_voice_and_escalations_come_over_graphql(listener: Client) -> None:
    asked = """
    { shareOfVoice(watches: ["watch:t", "watch:k"], othersOnly: true) {
        watch { name } posts share sentiment provenance { definition } }
      escalations(first: 5) { post { id } } }"""
    answer = listener.data(asked)
    assert [(voice["watch"]["name"], voice["posts"]) for voice in answer["shareOfVoice"]] == [
        ("Kettle", 7),
        ("Trail", 5),
    ]
    assert answer["escalations"] == []
    assert listener.error("{ shareOfVoice(watches: []) { posts } }")["field"] == "watches"
    assert listener.error('{ shareOfVoice(watches: ["watch:404"]) { posts } }')["code"] == "NOT_FOUND"
    assert listener.error("{ escalations(first: 0) { hops } }")["code"] == "BAD_USER_INPUT"


def test_posts_are_filtered_by_watch_and_sentiment(listener: Client) -> None:
    asked = "query ($f: PostFilter) { posts(first: 20, filter: $f) { edges { node { id sentiment } } } }"
    well = listener.data(asked, f={"watch": "watch:k", "sentimentAbove": 0.1})["posts"]["edges"]
    assert [edge["node"]["id"] for edge in well] == ["post:x:5", "post:x:2"]
    assert all(edge["node"]["sentiment"] > 0.1 for edge in well)
    assert listener.data(asked, f={"sentimentBelow": -0.9})["posts"]["edges"] == []
