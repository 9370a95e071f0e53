"""Questions asked over HTTP: the answers of the village, by the names of the contract."""

import pytest

from api.workspace import Workspace
from tests.api.asking import Client
from tests.api.village import PAYS, day

PROVENANCE = "provenance { definition parameters seed fingerprint people ties since until asOf computedAt }"


def test_overview(client: Client) -> None:
    found = client.data(
        "{ overview { people accounts posts interactions ties transactions since until"
        " sources { name loads records rejected lastAt } findings { fingerprint people ties } } }"
    )["overview"]
    sources, findings = found.pop("sources"), found.pop("findings")
    assert found == {
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
    found = client.data(
        "{ influencers(first: 3, measure: DEGREE) { totalCount pageInfo { hasNextPage hasPreviousPage endCursor }"
        " edges { cursor node { rank value degreeRank interval { low }"
        " person { id name kind relation accounts { id network handle followers person { id } } } } }"
        f" {PROVENANCE} }} }}"
    )["influencers"]
    assert found["totalCount"] == 9
    rows = [edge["node"] for edge in found["edges"]]
    assert [(row["person"]["name"], row["rank"], row["value"]) for row in rows] == [
        ("Ada Hill", 1, 3),
        ("Eve Lark", 1, 3),
        ("Cleo Reed", 3, 2),
    ]
    assert all(row["degreeRank"] == row["rank"] and row["interval"] is None for row in rows)
    assert rows[0]["person"]["accounts"] == [
        {"id": "x:1", "network": "x", "handle": "ada", "followers": 10, "person": {"id": "person:x:1"}}
    ]
    assert found["pageInfo"]["hasNextPage"]
    assert found["pageInfo"]["endCursor"] == found["edges"][-1]["cursor"]
    provenance = found["provenance"]
    assert (provenance["people"], provenance["ties"], provenance["seed"]) == (9, 11, 0)
    assert provenance["asOf"] == day(6).isoformat()  # the latest interaction; the answer to nobody's post is none
    after = found["pageInfo"]["endCursor"]
    rest = client.data(
        "query Q($after: String) { influencers(first: 100, after: $after, measure: DEGREE)"
        " { pageInfo { hasPreviousPage hasNextPage } edges { node { person { name } } } } }",
        after=after,
    )["influencers"]
    assert len(rest["edges"]) == 6
    assert rest["pageInfo"] == {"hasPreviousPage": True, "hasNextPage": False}


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
    assert influence["rankInterval"] is None
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
    found = client.data(
        by + ' d: person(handle: "ada", network: "bluesky") { id } e: person(handle: "nobody") { id } }'
    )
    assert [found[name] and found[name]["id"] for name in "abcde"] == [
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
        " conversation(first: 2) { totalCount edges { node { id } } } themes { label } } } }"
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
    assert len(node["themes"]) <= 1


def test_a_post_that_nobody_delivered_has_an_id_alone(client: Client) -> None:
    found = client.data(
        '{ node(id: "post:x:30") { ... on Post { replyTo { id known text author { id } person { id } } } } }'
    )
    unknown = {"id": "post:x:999", "known": False, "text": None, "author": None, "person": None}
    assert found["node"]["replyTo"] == unknown


def test_posts_are_filtered(client: Client) -> None:
    found = client.data(
        'query Q($since: DateTime) { posts(first: 10, filter: {about: "trail", person: "@eve", since: $since})'
        " { totalCount edges { node { id } } } }",
        since="2026-03-02T00:00:00+00:00",
    )["posts"]
    assert [edge["node"]["id"] for edge in found["edges"]] == ["post:x:14", "post:x:10"]


def test_ties_of_a_person_both_ways(client: Client) -> None:
    fields = """edges { node { from { id } to { id } strength evidence weak bridge interactions lastAt
        byKind { kind count } posts(first: 5) { id } } }"""
    person = client.data(
        f'{{ person(id: "x:1") {{ towards: ties(first: 10) {{ {fields} }}'
        f" outward: ties(first: 10, direction: FROM, weakOnly: false) {{ {fields} }} }} }}"
    )["person"]
    towards = [edge["node"] for edge in person["towards"]["edges"]]
    assert {tie["from"]["id"] for tie in towards} == {f"person:{payer}" for payer in PAYS["x:1"]}
    ben = next(tie for tie in towards if tie["from"]["id"] == "person:x:2")
    assert ben["byKind"] == [{"kind": "LIKE", "count": 1}, {"kind": "REPLY", "count": 1}]
    assert ben["interactions"] == 2
    assert ben["posts"] == [{"id": "post:x:2"}, {"id": "post:x:1"}]
    assert [edge["node"]["to"]["id"] for edge in person["outward"]["edges"]] == ["person:x:3"]


def test_communities_with_people_themes_brokers_and_bridges(client: Client) -> None:
    page = client.data(
        "{ communities(first: 10) { totalCount edges { node { id label size"
        " members(first: 10) { totalCount edges { node { share person { id } community { id } } } }"
        " themes(first: 5) { edges { node { id label postCount words { word weight } community { id }"
        " firstSeen lastSeen posts(first: 1) { totalCount } people(first: 1) { totalCount } } } }"
        " brokers(first: 5) { name } bridgesTo(first: 5) { strength ties community { id } people(first: 5) { name } }"
        f" {PROVENANCE} }} }} }} }}"
    )["communities"]
    nodes = [edge["node"] for edge in page["edges"]]
    assert page["totalCount"] == len(nodes) >= 2
    for node in nodes:
        people = [edge["node"] for edge in node["members"]["edges"]]
        assert len(people) == node["size"] == node["members"]["totalCount"]
        assert all(part["community"]["id"] == node["id"] for part in people)
        for theme in (edge["node"] for edge in node["themes"]["edges"]):
            assert theme["community"] == {"id": node["id"]}
            assert theme["posts"]["totalCount"] == theme["postCount"]
    kettle = next(n for n in nodes if "person:x:1" in {e["node"]["person"]["id"] for e in n["members"]["edges"]})
    assert kettle["brokers"] == [{"name": "Cleo Reed"}]
    assert {person["name"] for person in kettle["bridgesTo"][0]["people"]} == {"Cleo Reed", "Eve Lark"}
    by_id = client.data(
        "query Q($id: ID!) { community(id: $id) { id } node(id: $id) { __typename id }"
        ' none: community(id: "community:none") { id } }',
        id=kettle["id"],
    )
    assert by_id == {
        "community": {"id": kettle["id"]},
        "node": {"__typename": "Community", "id": kettle["id"]},
        "none": None,
    }


def test_themes_by_community_and_by_id(client: Client) -> None:
    themes = client.data("{ themes(first: 100) { totalCount edges { node { id label community { id } } } } }")["themes"]
    nodes = [edge["node"] for edge in themes["edges"]]
    assert themes["totalCount"] == len(nodes) > 0
    community = nodes[0]["community"]["id"]
    of_one = client.data("query Q($c: ID) { themes(first: 100, community: $c) { edges { node { id } } } }", c=community)
    expected = {node["id"] for node in nodes if node["community"]["id"] == community}
    assert {edge["node"]["id"] for edge in of_one["themes"]["edges"]} == expected
    node = client.data("query Q($id: ID!) { node(id: $id) { __typename id } }", id=nodes[0]["id"])["node"]
    assert node == {"__typename": "Theme", "id": nodes[0]["id"]}


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
    found = client.data("query Q($id: ID!) { node(id: $id) { __typename id } }", id=identifier)["node"]
    assert found == {"__typename": kind, "id": identifier}


@pytest.mark.parametrize(
    "identifier",
    ["", ":", "nothing", "x:none", "person:x:none", "post:x:none", "theme:x", "community:", "transaction:", "watch:1"],
)
def test_node_is_null_for_what_is_not_there(client: Client, identifier: str) -> None:
    assert client.data("query Q($id: ID!) { node(id: $id) { id } }", id=identifier) == {"node": None}


def test_a_map_in_one_question(client: Client) -> None:
    found = client.data(
        '{ relationshipMap(around: ["@eve"], depth: 1) { truncated totalPeople communities { id label size }'
        " people { person { id name } x y size community distance } ties { from to strength weak bridge }"
        f" {PROVENANCE} }} }}"
    )["relationshipMap"]
    ids = {spot["person"]["id"] for spot in found["people"]}
    assert ids == {f"person:x:{native}" for native in (3, 5, 6, 7, 8, 9)}
    assert found["people"][0]["distance"] == 0
    assert {tie["from"] for tie in found["ties"]} | {tie["to"] for tie in found["ties"]} == ids
    assert {spot["community"] for spot in found["people"]} == {community["id"] for community in found["communities"]}
    assert not found["truncated"]
    assert found["totalPeople"] == 6
    assert '"depth":1' in found["provenance"]["parameters"]


def test_paths_introductions_and_customers(client: Client) -> None:
    hop = "hops { from { name } to { name } strength lastAt interactions tie { interactions } back { interactions } }"
    path = f"paths {{ from {{ name }} to {{ name }} strength {hop} }} reason {PROVENANCE}"
    found = client.data(
        f'{{ paths(from: "@ben", to: "x:3", k: 1) {{ {path} }} introductionsTo(person: "@fay") {{ {path} }}'
        f' pathsToCustomers(from: "@fay") {{ {path} }} }}'
    )
    (way,) = found["paths"]["paths"]
    assert (way["from"]["name"], way["to"]["name"]) == ("Ben Moss", "Cleo Reed")
    assert [hop["tie"] is not None for hop in way["hops"]] == [True, True]
    assert [hop["back"] is not None for hop in way["hops"]] == [False, True]
    assert way["hops"][0]["lastAt"] == day(1.5).isoformat()
    assert found["introductionsTo"]["paths"][0]["from"]["name"] == "Kettle & Trail"
    assert found["pathsToCustomers"]["paths"] == []
    assert found["pathsToCustomers"]["reason"].endswith(".")


def test_null_is_the_same_as_leaving_an_argument_out(client: Client) -> None:
    found = client.data(
        '{ paths(from: "@ben", to: "x:3", k: null, maxHops: null) { paths { strength } }'
        " influencers(first: 1, measure: null, scope: null, filter: {community: null, relation: null}) { totalCount }"
        ' relationshipMap(around: ["@eve"], depth: null, limit: null, minStrength: null) { totalPeople } }'
    )
    assert found["paths"]["paths"]
    assert found["influencers"] == {"totalCount": 9}
    assert found["relationshipMap"] == {"totalPeople": 8}  # within two ties of Eve are all but Ben


def test_judging_joins_people_and_withdrawing_parts_them(own_village: Workspace) -> None:
    fields = "{ id same confidence reason by at withdrawnAt left { id person { id } } right { id person { id } } }"
    client = Client(own_village)
    made = client.data(f'mutation {{ judge(left: "x:7", right: "crm:9", same: true, reason: "he said") {fields} }}')
    made = made["judge"]
    assert (made["same"], made["confidence"], made["reason"], made["by"]) == (True, 1, "he said", "tests")
    assert made["left"]["person"] == made["right"]["person"]
    person = """{ person(id: "crm:9") { id accounts { id } relation judgements { id }
        transactions(first: 5) { edges { node { amount currency status kind at person { id } } } } } }"""
    joined = client.data(person)["person"]
    assert [account["id"] for account in joined["accounts"]] == ["x:7", "crm:9"]
    assert joined["relation"] == "CUSTOMER"
    assert joined["judgements"] == [{"id": made["id"]}]
    (deal,) = [edge["node"] for edge in joined["transactions"]["edges"]]
    assert (deal["amount"], deal["currency"], deal["status"], deal["kind"]) == ("120.50", "EUR", "WON", "order")
    assert deal["person"] == {"id": joined["id"]}
    own_village.analyse()
    ways = client.data('{ pathsToCustomers(from: "@fay") { paths { to { id } } } }')["pathsToCustomers"]["paths"]
    assert {way["to"]["id"] for way in ways} == {joined["id"]}
    back = client.data(f"mutation Q($id: ID!) {{ withdrawJudgement(id: $id) {fields} }}", id=made["id"])
    back = back["withdrawJudgement"]
    assert back["withdrawnAt"] is not None
    assert back["left"]["person"] != back["right"]["person"]


def test_a_judgement_against_a_chain_is_a_conflict_that_names_it(own_village: Workspace) -> None:
    judge = 'mutation Q($l: ID!, $r: ID!, $s: Boolean!) { judge(left: $l, right: $r, same: $s, reason: "told") { id } }'
    client = Client(own_village)
    client.data(judge, l="x:1", r="x:2", s=True)
    client.data(judge, l="x:2", r="x:3", s=True)
    error = client.error(judge, l="x:1", r="x:3", s=False)
    assert error["code"] == "CONFLICT"
    assert error["chain"] == ["x:1", "x:2", "x:3"]
