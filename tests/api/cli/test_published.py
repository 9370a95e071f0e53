"""What is published onto Neo4j after an analysis: the query of the page finds the ways that `kith path` finds."""

import random
import re
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from tests.api.command_line import answer_of, kith, settle
from tests.modules import ROOT

pytestmark = pytest.mark.neo4j

PAGE = (ROOT / "docs" / "neo4j-model.md").read_text(encoding="utf-8")
(BEST_WAY,) = (query for query in re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL) if "acquaintance" in query)
PEOPLE = 24


@pytest.fixture
def published(empty_neo4j: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A world of people who know each other more or less, some in one direction alone; one of them opted out."""
    settle(tmp_path, monkeypatch)
    monkeypatch.setenv("KITH_STORE", empty_neo4j)
    monkeypatch.setenv("KITH_STATE", str(tmp_path / "state"))
    monkeypatch.setenv("KITH_PUBLISH", "1")
    chance = random.Random(9)
    pairs = sorted({tuple(chance.sample(range(PEOPLE), 2)) for _ in range(60)})
    lines = [f"p{one},p{other},{chance.randint(1, 9)},2026-03-{chance.randint(1, 28):02}" for one, other in pairs]
    (tmp_path / "edges.csv").write_text("\n".join(["from,to,weight,at", *lines]))
    for command in ("load edges edges.csv", "opt-out edges:p3", "us add edges:p1", "analyse"):
        result = kith(*command.split())
        assert result.exit_code == 0, result.output
    return empty_neo4j


def _asked(url: str, query: str, **parameters: Any) -> list[dict[str, Any]]:
    with GraphDatabase.driver(url) as driver:
        return [record.data() for record in driver.execute_query(query, parameters).records]


def test_the_query_of_the_page_finds_the_best_ways(published: str) -> None:
    ways = 0
    for target in range(1, PEOPLE, 4):
        if not _asked(published, "MATCH (p:Person {id: $id}) RETURN p.id", id=f"person:edges:p{target}"):
            continue
        paths = answer_of("path", "edges:p0", f"edges:p{target}", "--k", "1")["paths"]
        rows = _asked(published, BEST_WAY, **{"from": "person:edges:p0", "to": f"person:edges:p{target}"})
        assert [row["ids"] for row in rows] == [path["people"] for path in paths], target
        for row, path in zip(rows, paths, strict=True):
            assert row["strength"] == pytest.approx(path["strength"], rel=1e-6)
            ways += len(path["hops"]) > 1
    assert ways > 1
    assert _asked(published, BEST_WAY, **{"from": "person:edges:p0", "to": "person:edges:p3"}) == []


def test_an_analysis_publishes_by_itself(published: str) -> None:
    people = _asked(published, "MATCH (p:Person) RETURN p.id AS id, p.relation AS relation, p.optedOut AS out")
    assert {row["id"] for row in people if row["out"]} == {"person:edges:p3"}
    assert {row["id"] for row in people if row["relation"] == "COLLEAGUE"} == {"person:edges:p1"}
    shown = answer_of("communities", "--members")["rows"]
    nodes = _asked(
        published, "MATCH (c:Community)<-[:MEMBER_OF]-(p) RETURN c.id AS id, c.size AS size, count(p) AS people"
    )
    assert {(row["id"], row["size"], row["people"]) for row in nodes} == {
        (row["id"], row["size"], row["size"]) for row in shown
    }
    ties = _asked(published, "MATCH ()-[t:TIE]->() RETURN t.strength AS s, t.lastAt AS at, t.interactions AS n")
    assert ties
    assert all(0 < row["s"] <= 1 and row["at"] and row["n"] >= 1 for row in ties)
    assert answer_of("publish")["ties"] == len(ties)
