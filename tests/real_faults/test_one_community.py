"""A person belongs to one community, the one of the largest share, wherever it is said."""

import os
from pathlib import Path
from typing import Any

import networkx as nx
from neo4j import GraphDatabase

from tests.api.command_line import answer_of, csv_of, kith

LEFT, RIGHT = [f"l{number}" for number in range(8)], [f"r{number}" for number in range(8)]


def _edges() -> str:
    """Two circles, and a pair who write to each other all day, each a little to everybody of a circle of their own."""
    rows = [("ann", "ben", 300)]
    rows += [("ann", name, 8) for name in LEFT] + [("ben", name, 8) for name in RIGHT]
    rows += [(a, b, 60) for circle in (LEFT, RIGHT) for a in circle for b in circle if a < b]
    return "from,to,weight\n" + "".join(f"{a},{b},{weight}\n" for a, b, weight in rows)


def test_one_rule_says_where_a_person_belongs(folder: Path) -> None:
    (folder / "edges.csv").write_text(_edges())
    assert kith("load", "edges", "edges.csv", "--network", "office").exit_code == 0
    listed = {
        account: (row["id"], row["label"])
        for row in answer_of("communities", "--members")["rows"]
        for account in row["members"]
    }
    home = {f"person:{account}": community for account, (community, _) in listed.items()}
    assert home["person:office:ann"] == home["person:office:l0"], "who is found as a pair is counted to their circles"
    assert home["person:office:ben"] == home["person:office:r0"]
    sizes = [row["size"] for row in answer_of("communities")["rows"]]
    assert sizes == [9, 9], "and a pair of nobody is not listed"

    for name in ("ann", "ben", "l0"):
        largest = answer_of("person", f"office:{name}")["communities"][0]
        assert (largest["id"], largest["label"]) == listed[f"office:{name}"]
    assert {
        person["id"]: person["community"] for person in answer_of("map", "office:ann", "--depth", "6")["people"]
    } == home
    nodes = csv_of("map", "office:ann", "--depth", "6", "--nodes")
    assert {row["id"]: row["community"] for row in nodes} == home
    for kind in ("gexf", "graphml"):
        assert kith("map", "office:ann", "--depth", "6", "--out", f"map.{kind}").exit_code == 0
        network: Any = getattr(nx, f"read_{kind}")(folder / f"map.{kind}")
        assert dict(network.nodes(data="community")) == home
    bridges = {
        (tie["from"], tie["to"]): tie["bridge"] for tie in answer_of("map", "office:ann", "--depth", "6")["ties"]
    }
    assert bridges == {(one, other): home[one] != home[other] for one, other in bridges}
    if "KITH_STORE" in os.environ:
        assert kith("publish").exit_code == 0
        with GraphDatabase.driver(os.environ["KITH_STORE"]) as driver, driver.session() as session:
            rows = session.run("MATCH (p:Person) RETURN p.id AS id, p.community AS community").data()
            groups = session.run("MATCH (c:Community) RETURN c.size AS size").value()
        assert {row["id"]: row["community"] for row in rows} == home
        assert groups == [9, 9]
