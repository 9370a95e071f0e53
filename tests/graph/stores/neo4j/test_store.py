"""Neo4j keeps the contract."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from neo4j import Driver, GraphDatabase

from graph.opening import open_store
from graph.port.store import GraphStore
from graph.testing.contract import Peek, StoreContract
from graph.testing.machine import StoreMachine
from tests.conftest import wipe

pytestmark = pytest.mark.neo4j


@pytest.fixture(scope="module")
def driver(neo4j_url: str) -> Iterator[Driver]:
    with GraphDatabase.driver(neo4j_url) as made:
        yield made


class TestNeo4jStore(StoreContract):
    @pytest.fixture(autouse=True)
    def _server(self, neo4j_url: str, driver: Driver) -> None:
        self.url = neo4j_url
        self.driver = driver

    def make_store(self, folder: Path) -> GraphStore:
        wipe(self.url)
        return open_store(self.url, state=folder / "state")

    def make_again(self, store: GraphStore, state: Path) -> GraphStore:
        return open_store(self.url, state=state)

    def peek(self, store: GraphStore) -> Peek:
        def column(query: str) -> frozenset[str]:
            return frozenset(record[0] for record in self.rows(query))

        return Peek(
            accounts=column("MATCH (a:Account) RETURN a.id"),
            posts=column("MATCH (p:Post) RETURN p.id"),
            known_posts=column("MATCH (p:Post) WHERE p.known RETURN p.id"),
            interactions=column("MATCH ()-[r]->() WHERE r.id IS NOT NULL RETURN r.id"),
            transactions=column("MATCH (t:Transaction)<-[:BOUGHT]-(:Account) RETURN t.id"),
            persons=dict(self.rows("MATCH (a:Account)-[:OF]->(p:Person) RETURN a.id, p.id")),
            texts=dict(self.rows("MATCH (p:Post) WHERE p.known RETURN p.id, p.text")),
            tombstones=len(column("MATCH (t:Tombstone) RETURN t.id")),
        )

    def rows(self, query: str) -> list[Any]:
        with self.driver.session() as session:
            return [tuple(record.values()) for record in session.run(query)]


@pytest.mark.usefixtures("neo4j_url")
def test_the_state_machine(neo4j_url: str, tmp_path: Path) -> None:
    class Machine(StoreMachine):
        def make_store(self) -> GraphStore:
            wipe(neo4j_url)
            return open_store(neo4j_url, state=tmp_path / "state")

    case = Machine.TestCase
    case.settings = settings(
        max_examples=8, stateful_step_count=10, deadline=None, suppress_health_check=list(HealthCheck)
    )
    case().runTest()
