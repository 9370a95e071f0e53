"""Deciding over HTTP who is who: people come together, part again, and contradictions are named."""

from api.workspace.workspace import Workspace
from tests.api.asking import Client


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
