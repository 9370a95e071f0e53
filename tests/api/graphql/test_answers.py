"""Questions asked over HTTP: the answers of the village, by the names of the contract."""

import pytest

from tests.api.asking import Client
from tests.api.village import day

PROVENANCE = "provenance { definition parameters seed fingerprint people ties since until asOf computedAt }"


def test_overview(client: Client) -> None:
    answer = client.data(
        "{ overview { people accounts posts interactions ties transactions since until"
        " sources { name loads records rejected lastAt } findings { fingerprint people ties } } }"
    )["overview"]
    sources, findings = answer.pop("sources"), answer.pop("findings")
    assert answer == {
        "people": 12,
        "accounts": 12,
        "posts": 13,
        "interactions": 12,
        "ties": 11,
        "transactions": 1,
        "since": day(0).isoformat(),
        "until": day(7).isoformat(),
    }
    assert [(source["name"], source["loads"], source["rejected"]) for source in sources] == [("village", 1, 0)]
    assert (findings["people"], findings["ties"]) == (9, 11)


def test_influencers_by_degree_with_the_baseline_and_where_it_comes_from(client: Client) -> None:
    answer = client.data(
        "{ influencers(first: 3, measure: DEGREE, withUs: true)"
        " { totalCount leftOut pageInfo { hasNextPage hasPreviousPage endCursor }"
        " edges { cursor node { rank value degreeRank interval { low }"
        " person { id name kind relation accounts { id network handle followers person { id } } } } }"
        f" {PROVENANCE} }} }}"
    )["influencers"]
    assert (answer["totalCount"], answer["leftOut"]) == (9, 0)
    rows = [edge["node"] for edge in answer["edges"]]
    assert [(row["person"]["name"], row["rank"], row["value"]) for row in rows] == [
        ("Ada Hill", 1, 3),
        ("Eve Lark", 1, 3),
        ("Cleo Reed", 3, 2),
    ]
    assert all(row["degreeRank"] == row["rank"] and row["interval"]["low"] <= row["rank"] for row in rows)
    assert rows[0]["person"]["accounts"] == [
        {"id": "x:1", "network": "x", "handle": "ada", "followers": 10, "person": {"id": "person:x:1"}}
    ]
    assert answer["pageInfo"]["hasNextPage"]
    assert answer["pageInfo"]["endCursor"] == answer["edges"][-1]["cursor"]
    provenance = answer["provenance"]
    assert (provenance["people"], provenance["ties"], provenance["seed"]) == (9, 11, 0)
    assert provenance["asOf"] == day(6).isoformat()  # the latest interaction; the answer to nobody's post is none
    after = answer["pageInfo"]["endCursor"]
    rest = client.data(
        "query Q($after: String) { influencers(first: 100, after: $after, measure: DEGREE, withUs: true)"
        " { pageInfo { hasPreviousPage hasNextPage } edges { node { person { name } } } } }",
        after=after,
    )["influencers"]
    assert len(rest["edges"]) == 6
    assert rest["pageInfo"] == {"hasPreviousPage": True, "hasNextPage": False}


@pytest.mark.parametrize(
    ("asked", "counts"),
    [
        ("", (8, 1)),
        ("withUs: null", (8, 1)),
        ("withUs: true", (9, 0)),
        ("filter: {kind: ORGANISATION}", (0, 1)),
        ("filter: {relation: BRAND}", (1, 0)),
    ],
)
def test_our_own_are_among_influencers_where_somebody_asks(client: Client, asked: str, counts: tuple[int, int]) -> None:
    answer = client.data(f"{{ influencers(first: 9, {asked}) {{ totalCount leftOut }} }}")["influencers"]
    assert (answer["totalCount"], answer["leftOut"]) == counts


def test_influence_has_its_parts_and_evidence(client: Client) -> None:
    person = client.data(
        '{ person(id: "x:1") { influence { score rank degreeRank rankInterval { low }'
        " parts { name value rank percentile } evidence(first: 3) { id engagement { likes replies views } }"
        f" {PROVENANCE} }} measure(name: FOLLOWERS) {{ name value rank }} }} }}"
    )["person"]
    influence = person["influence"]
    assert [part["name"] for part in influence["parts"]] == ["STRENGTH", "PAGERANK", "BETWEENNESS"]
    assert all(0 <= part["percentile"] <= 1 for part in influence["parts"])
    assert influence["evidence"] == [{"id": "post:x:1", "engagement": {"likes": 1, "replies": 2, "views": None}}]
    assert influence["rankInterval"]["low"] <= influence["rank"]
    assert person["measure"] == {"name": "FOLLOWERS", "value": 10, "rank": 2}


def test_who_has_no_tie_has_no_influence_and_empty_lists(client: Client) -> None:
    person = client.data(
        '{ person(id: "x:10") { name influence { score } measure(name: DEGREE) { value } communities { share }'
        " posts(first: 1) { totalCount edges { cursor } } ties(first: 1) { totalCount } judgements { id }"
        " themes(first: 1) { totalCount } transactions(first: 1) { totalCount edges { cursor } } } }"
    )["person"]
    assert person == {
        "name": "Zed",
        "influence": None,
        "measure": None,
        "communities": [],
        "posts": {"totalCount": 0, "edges": []},
        "ties": {"totalCount": 0},
        "judgements": [],
        "themes": {"totalCount": 0},
        "transactions": {"totalCount": 0, "edges": []},
    }


def test_people_are_found_by_id_account_and_handle(client: Client) -> None:
    by = '{ a: person(id: "person:x:5") { id } b: person(id: "x:5") { id } c: person(handle: "@Eve") { id }'
    answer = client.data(
        by + ' d: person(handle: "ada", network: "bluesky") { id } e: person(handle: "nobody") { id } }'
    )
    assert [answer[name] and answer[name]["id"] for name in "abcde"] == [
        *["person:x:5"] * 3,
        "person:bluesky:did:a",
        None,
    ]


def test_search_pages_forward(client: Client) -> None:
    query = (
        'query Q($after: String) { searchPeople(text: "vale", first: 1, after: $after)'
        " { totalCount pageInfo { endCursor hasNextPage } edges { node { name } } } }"
    )
    first = client.data(query)["searchPeople"]
    assert (first["totalCount"], first["edges"][0]["node"]["name"]) == (2, "Gus Vale")
    second = client.data(query, after=first["pageInfo"]["endCursor"])["searchPeople"]
    assert second["edges"][0]["node"]["name"] == "Augustus Vale"
    assert not second["pageInfo"]["hasNextPage"]


def test_posts_with_their_conversation(client: Client) -> None:
    node = client.data(
        '{ node(id: "post:x:4") { __typename id ... on Post { known text language at url'
        " author { id } person { name } replyTo { id } root { id known } ancestors(first: 5) { id }"
        " conversation(first: 2) { totalCount edges { node { id } } } sentiment themes { label community { id } } } } }"
    )["node"]
    assert node["__typename"] == "Post"
    assert node["author"] == {"id": "x:4"}
    assert node["person"] == {"name": "Dan Ford"}
    assert (node["at"], node["language"], node["url"]) == (day(3).isoformat(), "en", None)
    assert node["replyTo"] == {"id": "post:x:3"}
    assert node["root"] == {"id": "post:x:1", "known": True}
    assert node["ancestors"] == [{"id": "post:x:3"}, {"id": "post:x:1"}]
    assert node["conversation"]["totalCount"] == 5
    assert [edge["node"]["id"] for edge in node["conversation"]["edges"]] == ["post:x:6", "post:x:4"]
    assert [theme["community"] is None for theme in node["themes"]] in ([], [True], [False], [True, False])
    assert node["sentiment"] is None or -1 <= node["sentiment"] <= 1


def test_a_post_that_nobody_delivered_has_an_id_alone(client: Client) -> None:
    answer = client.data(
        '{ node(id: "post:x:30") { ... on Post { replyTo { id known text author { id } person { id } } } } }'
    )
    unknown = {"id": "post:x:999", "known": False, "text": None, "author": None, "person": None}
    assert answer["node"]["replyTo"] == unknown


def test_posts_are_filtered(client: Client) -> None:
    answer = client.data(
        'query Q($since: DateTime) { posts(first: 10, filter: {about: "trail", person: "@eve", since: $since})'
        " { totalCount edges { node { id } } } }",
        since="2026-03-02T00:00:00+00:00",
    )["posts"]
    assert [edge["node"]["id"] for edge in answer["edges"]] == ["post:x:14", "post:x:10"]


@pytest.mark.parametrize(
    ("identifier", "kind"),
    [
        ("person:x:1", "Person"),
        ("x:1", "Account"),
        ("crm:9", "Account"),
        ("post:x:1", "Post"),
        ("transaction:crm:10248", "Transaction"),
    ],
)
def test_node_finds_whatever_has_an_id(client: Client, identifier: str, kind: str) -> None:
    answer = client.data("query Q($id: ID!) { node(id: $id) { __typename id } }", id=identifier)["node"]
    assert answer == {"__typename": kind, "id": identifier}


@pytest.mark.parametrize(
    "identifier",
    ["", ":", "nothing", "x:none", "person:x:none", "post:x:none", "theme:x", "community:", "transaction:", "watch:1"],
)
def test_node_is_null_for_what_is_not_there(client: Client, identifier: str) -> None:
    assert client.data("query Q($id: ID!) { node(id: $id) { id } }", id=identifier) == {"node": None}
