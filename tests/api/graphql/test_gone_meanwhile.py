"""Gone meanwhile: who is erased is no longer shown at once, and takes nobody else's answers with them."""

from typing import Any

import pytest

from api.workspace.workspace import Workspace
from tests.api.asking import Client

GONE = "x:6"
"""Fay: pays attention to Eve, and is on the way from her to nobody else."""

ON_THE_WAY = "x:5"
"""Eve: on every way from Fay to others."""


@pytest.fixture
def client(own_village: Workspace) -> Client:
    return Client(own_village)


def erase(client: Client, account: str) -> None:
    """Erase an account; nothing is analysed after it."""
    client.data(f'mutation {{ erase(account: "{account}", reason: "asked") {{ account }} }}')


def names(edges: list[dict[str, Any]], end: str) -> set[str]:
    return {edge["node"][end]["name"] for edge in edges}


def test_a_tie_of_somebody_who_is_gone_is_left_out(client: Client) -> None:
    query = '{ person(id: "x:5") { name ties(first: 10) { edges { node { from { name } to { name } } } } } }'
    before = client.data(query)["person"]["ties"]["edges"]
    erase(client, GONE)
    after = client.data(query)["person"]["ties"]["edges"]
    assert names(before, "from") - names(after, "from") == {"Fay Wood"}
    assert names(after, "to") == {"Eve Lark"}


def test_so_is_what_it_adds_to_a_value(client: Client) -> None:
    query = """{ influencers(first: 9, measure: STRENGTH) {
      edges { node { person { name } contributions(first: 9) { amount tie { from { name } } } } } } }"""
    erase(client, GONE)
    rows = {edge["node"]["person"]["name"]: edge["node"] for edge in client.data(query)["influencers"]["edges"]}
    assert "Fay Wood" not in rows
    assert {part["tie"]["from"]["name"] for part in rows["Eve Lark"]["contributions"]} == {"Cleo Reed", "Gus Vale"}


def test_a_path_over_somebody_who_is_gone_is_left_out_and_the_reason_said(client: Client) -> None:
    query = '{ paths(from: "x:6", to: "x:3") { paths { hops { to { name } tie { from { name } } } } reason } }'
    assert client.data(query)["paths"]["paths"][0]["hops"][0]["to"]["name"] == "Eve Lark"
    erase(client, ON_THE_WAY)
    answer = client.data(query)["paths"]
    assert answer["paths"] == []
    assert answer["reason"] == "somebody on every path is gone since the last analysis; ask again in a while"


def test_a_map_has_no_place_for_them(client: Client) -> None:
    query = '{ relationshipMap(around: ["x:5"]) { people { person { name } } ties { from to } } }'
    erase(client, GONE)
    answer = client.data(query)["relationshipMap"]
    assert "Fay Wood" not in {spot["person"]["name"] for spot in answer["people"]}
    assert not any("x:6" in end for tie in answer["ties"] for end in tie.values())
