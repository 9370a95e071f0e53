"""Ties that alone join two circles, as front ends and people see them.

In the village only Cleo (x:3), who knows Ada and Dan besides, joins the kettle people to Eve's. Whom Ben, Fay and the
brand know nobody else knows, but they know nobody but Ada or Eve.
"""

from typing import Any

import pytest

from api.answers.local_bridges import local_bridges
from api.errors import BadInput
from api.workspace.analysed_graph import AnalysedGraph
from api.workspace.workspace import Workspace
from graph.port.batch import Batch
from tests.api.asking import Client
from tests.api.command_line import answer_of, kith
from tests.api.village import said

BRIDGES = """query Q($n: Int = 5) { localBridges {
    count parts largestPart people provenance { definition people ties }
    bridges(first: $n) { one { name } other { name } strength circle span } } }"""


def names(row: dict[str, Any]) -> set[str]:
    return {row["one"]["name"], row["other"]["name"]}


def test_who_alone_joins_two_circles_is_listed(client: Client) -> None:
    answer = client.data(BRIDGES)["localBridges"]
    assert (answer["count"], answer["parts"], answer["largestPart"], answer["people"]) == (1, 1, 9, 9)
    (bridge,) = answer["bridges"]
    assert names(bridge) == {"Cleo Reed", "Eve Lark"}
    assert (bridge["circle"], bridge["span"]) == (2, None)
    assert 0 < bridge["strength"] < 1
    assert answer["provenance"]["ties"] == 11


def test_how_many_must_make_sense(client: Client, analysis: AnalysedGraph) -> None:
    assert client.error(BRIDGES, n=0)["code"] == "BAD_USER_INPUT"
    with pytest.raises(BadInput):
        local_bridges(analysis).first(101)


def test_the_command_tells_the_same(own_village: Workspace, client: Client) -> None:
    store = str(own_village.settings.store)
    answer, asked = answer_of("bridges", "--store", store), client.data(BRIDGES)["localBridges"]
    assert [names(row) for row in answer["rows"]] == [names(row) for row in asked["bridges"]]
    for name in ("strength", "circle", "span"):
        assert answer["rows"][0][name] == asked["bridges"][0][name]
    assert {answer["rows"][0][end]["accounts"][0] for end in ("one", "other")} == {"x:3", "x:5"}
    assert (answer["count"], answer["parts"], answer["largest_part"]) == (1, 1, 9)
    table = kith("bridges", "--store", store).stdout
    assert "no other way" in table
    assert "the network of 9 people with a tie is in one piece" in " ".join(table.split())
    csv = kith("bridges", "--store", store, "--csv").stdout
    assert csv.splitlines()[0] == "one_name,other_name,circle,span,strength,one,other"
    assert kith("bridges", "--store", store, "--limit", "0").exit_code == 2


def test_another_way_has_a_span_and_opting_out_takes_a_bridge_away(own_village: Workspace) -> None:
    store = str(own_village.settings.store)
    with own_village.store.writer("village") as writer:
        # Dan answers Fay: from Cleo to Eve there is a way by Dan and Fay then, and Dan and Fay are a bridge too.
        writer.write(Batch([said("40", "x:4", 7, "I know the trail", "11")]))
    rows = answer_of("bridges", "--store", store)["rows"]
    assert {frozenset(names(row)): row["span"] for row in rows} == {
        frozenset({"Cleo Reed", "Eve Lark"}): 3,
        frozenset({"Dan Ford", "Fay Wood"}): 3,
        frozenset({"Eve Lark", "Fay Wood"}): 3,
    }
    assert kith("opt-out", "x:3", "--store", store).exit_code == 0
    rows = answer_of("bridges", "--store", store)["rows"]
    assert [names(row) for row in rows] == [{"Dan Ford", "Fay Wood"}, {"Eve Lark", "Fay Wood"}]


def test_parts_are_counted_without_those_who_are_alone(own_village: Workspace) -> None:
    store = str(own_village.settings.store)
    with own_village.store.writer("village") as writer:
        # The other Ada answers Zed: a second part, of two people.
        writer.write(Batch([said("50", "x:10", 7, "Anybody?"), said("51", "bluesky:did:a", 7, "Me", "50")]))
    answer = answer_of("bridges", "--store", store)
    assert (answer["parts"], answer["largest_part"], answer["people"]) == (2, 9, 11)
    assert "falls into 2 parts, the largest of 9 of 11" in " ".join(kith("bridges", "--store", store).stdout.split())
