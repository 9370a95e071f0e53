"""Ties, communities, themes, maps and paths asked over HTTP, by the names of the contract."""

from tests.api.asking import Client
from tests.api.village import PAYS, day

PROVENANCE = "provenance { definition parameters seed fingerprint people ties since until asOf computedAt }"


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


def test_themes_of_everything_by_community_and_by_id(client: Client) -> None:
    themes = client.data("{ themes(first: 100) { totalCount edges { node { id label community { id } } } } }")["themes"]
    nodes = [edge["node"] for edge in themes["edges"]]
    assert themes["totalCount"] == len(nodes) > 0
    assert all(node["community"] is None for node in nodes)
    communities = client.data("{ communities(first: 100) { edges { node { id themes(first: 9) { totalCount } } } } }")
    told = [edge["node"] for edge in communities["communities"]["edges"]]
    for node in told:
        query = "query Q($c: ID) { themes(first: 100, community: $c) { edges { node { community { id } } } } }"
        answer = client.data(query, c=node["id"])["themes"]["edges"]
        assert [edge["node"]["community"]["id"] for edge in answer] == [node["id"]] * node["themes"]["totalCount"]
    node = client.data("query Q($id: ID!) { node(id: $id) { __typename id } }", id=nodes[0]["id"])["node"]
    assert node == {"__typename": "Theme", "id": nodes[0]["id"]}


def test_a_map_in_one_question(client: Client) -> None:
    answer = client.data(
        '{ relationshipMap(around: ["@eve"], depth: 1) { truncated totalPeople communities { id label size }'
        " people { person { id name } x y size community distance } ties { from to strength weak bridge }"
        f" {PROVENANCE} }} }}"
    )["relationshipMap"]
    ids = {spot["person"]["id"] for spot in answer["people"]}
    assert ids == {f"person:x:{native}" for native in (3, 5, 6, 7, 8, 9)}
    assert answer["people"][0]["distance"] == 0
    assert {tie["from"] for tie in answer["ties"]} | {tie["to"] for tie in answer["ties"]} == ids
    assert {spot["community"] for spot in answer["people"]} == {community["id"] for community in answer["communities"]}
    assert not answer["truncated"]
    assert answer["totalPeople"] == 6
    assert '"depth":1' in answer["provenance"]["parameters"]


def test_paths_introductions_and_customers(client: Client) -> None:
    hop = "hops { from { name } to { name } strength lastAt interactions tie { interactions } back { interactions } }"
    path = f"paths {{ from {{ name }} to {{ name }} strength {hop} }} reason {PROVENANCE}"
    answer = client.data(
        f'{{ paths(from: "@ben", to: "x:3", k: 1) {{ {path} }} introductionsTo(person: "@fay") {{ {path} }}'
        f' pathsToCustomers(from: "@fay") {{ {path} }} }}'
    )
    (way,) = answer["paths"]["paths"]
    assert (way["from"]["name"], way["to"]["name"]) == ("Ben Moss", "Cleo Reed")
    assert [hop["tie"] is not None for hop in way["hops"]] == [True, True]
    assert [hop["back"] is not None for hop in way["hops"]] == [False, True]
    assert way["hops"][0]["lastAt"] == day(1.5).isoformat()
    assert answer["introductionsTo"]["paths"][0]["from"]["name"] == "Kettle & Trail"
    assert answer["pathsToCustomers"]["paths"] == []
    assert answer["pathsToCustomers"]["reason"].endswith(".")


def test_null_is_the_same_as_leaving_an_argument_out(client: Client) -> None:
    answer = client.data(
        '{ paths(from: "@ben", to: "x:3", k: null, maxHops: null) { paths { strength } }'
        " influencers(first: 1, measure: null, scope: null, filter: {community: null, relation: null}) { totalCount }"
        ' relationshipMap(around: ["@eve"], depth: null, limit: null, minStrength: null) { totalPeople } }'
    )
    assert answer["paths"]["paths"]
    assert answer["influencers"] == {"totalCount": 8}
    assert answer["relationshipMap"] == {"totalPeople": 8}  # within two ties of Eve are all but Ben
