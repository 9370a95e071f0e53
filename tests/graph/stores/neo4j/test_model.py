"""The graph in Neo4j is the one that docs/neo4j-model.md draws, and its queries run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.ledger.store import LedgerStore
from graph.opening import open_store
from graph.rows.publishing import PublishedPerson, PublishedTie, Publisher
from graph.testing.records import account, follow, keep, like, order, post
from tests.modules import ROOT

pytestmark = pytest.mark.neo4j

PAGE = ROOT / "docs" / "neo4j-model.md"
QUERIES = re.findall(r"```cypher\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


@pytest.fixture
def store(empty_neo4j: str, tmp_path: Path) -> Iterator[LedgerStore]:
    with open_store(empty_neo4j, state=tmp_path) as made:
        keep(
            made,
            account("x:1", handle="ada", name="Ada"),
            account("crm:1", email="ada@example.org"),
            post("1", "x:1", "hello"),
            post("2", "x:2", "@ada @bob yes", reply_to="1", mentions=("x:@ada", "x:@bob")),
            post("3", "x:3", "RT", repost_of="1"),
            post("4", "x:3", "look", quote_of="404"),
            follow("x:2", "x:1"),
            like("x:3", "post:x:2"),
            order("1", "crm:1"),
        )
        made.decisions("eve").judge("x:1", "crm:1", same=True, reason="met her")
        yield made


@pytest.fixture
def driver(empty_neo4j: str) -> Iterator[Driver]:
    with GraphDatabase.driver(empty_neo4j) as made:
        yield made


def ask(driver: Driver, query: str, **parameters: Any) -> set[tuple[Any, ...]]:
    with driver.session() as session:
        return {tuple(record.values()) for record in session.run(query, parameters)}


def edges(driver: Driver, kind: str) -> set[tuple[Any, ...]]:
    return ask(driver, "MATCH (a)-[r]->(b) WHERE type(r) = $kind RETURN a.id, b.id", kind=kind)


@pytest.mark.usefixtures("store")
def test_a_neo4j_user_finds_what_they_would_draw(driver: Driver) -> None:
    assert edges(driver, "WROTE") == {
        ("x:1", "post:x:1"),
        ("x:2", "post:x:2"),
        ("x:3", "post:x:3"),
        ("x:3", "post:x:4"),
    }
    assert edges(driver, "REPLY_TO") == {("post:x:2", "post:x:1")}
    assert edges(driver, "REPOST_OF") == {("post:x:3", "post:x:1")}
    assert edges(driver, "QUOTES") == {("post:x:4", "post:x:404")}
    assert edges(driver, "MENTIONS") == {("post:x:2", "x:@ada"), ("post:x:2", "x:@bob")}
    assert edges(driver, "ALIAS_OF") == {("x:@ada", "x:1")}
    assert edges(driver, "FOLLOWS") == {("x:2", "x:1")}
    assert edges(driver, "LIKED") == {("x:3", "post:x:2")}
    assert edges(driver, "BOUGHT") == {("crm:1", "transaction:crm:1")}
    assert {(a, p) for a, p in edges(driver, "OF") if p == "person:x:1"} == {
        ("x:1", "person:x:1"),
        ("x:@ada", "person:x:1"),
        ("crm:1", "person:x:1"),
    }
    assert ("person:x:1", "Ada") in ask(driver, "MATCH (p:Person) RETURN p.id, p.name")


def test_an_edited_post_changes_its_relationships(store: LedgerStore, driver: Driver) -> None:
    keep(store, post("2", "x:2", "never mind", reply_to="3"))
    assert edges(driver, "REPLY_TO") == {("post:x:2", "post:x:3")}
    assert edges(driver, "MENTIONS") == set()
    assert ask(driver, "MATCH (a:Account {id: 'x:@bob'}) RETURN a.id") == set()


def test_withdrawing_a_judgement_parts_the_person_nodes(store: LedgerStore, driver: Driver) -> None:
    store.decisions("eve").withdraw(store.view().judgements(["x:1"])[0][0].id)
    assert ("crm:1", "person:crm:1") in edges(driver, "OF")
    assert not [p for (p,) in ask(driver, "MATCH (p:Person) WHERE NOT (p)<-[:OF]-() RETURN p.id")]


def publisher_of(store: LedgerStore) -> Publisher:
    assert store.publisher is not None
    return store.publisher


def test_publishing_writes_influence_community_and_ties_and_forgets_the_former(
    store: LedgerStore, driver: Driver
) -> None:
    publisher = publisher_of(store)
    people = [
        PublishedPerson("person:x:1", 100.0, "community:1", "tea"),
        PublishedPerson("person:x:2", 3.5, None, None),
    ]
    for _ in range(2):
        assert publisher.publish(people, [PublishedTie("person:x:2", "person:x:1", 0.5)], "one") == (2, 1)
    result = "MATCH (p:Person) WHERE p.influence IS NOT NULL RETURN p.id, p.influence, p.communityLabel"
    assert ask(driver, result) == {("person:x:1", 100.0, "tea"), ("person:x:2", 3.5, None)}
    ties = "MATCH (a)-[t:TIE]->(b) RETURN a.id, b.id, t.strength"
    assert ask(driver, ties) == {("person:x:2", "person:x:1", 0.5)}
    publisher.publish(people[1:], [PublishedTie("person:x:1", "person:x:3", 0.25)], "two")
    assert ask(driver, result) == {("person:x:2", 3.5, None)}
    assert ask(driver, ties) == {("person:x:1", "person:x:3", 0.25)}


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_queries_of_the_page_run_and_answer(store: LedgerStore, driver: Driver, query: str) -> None:
    publisher = publisher_of(store)
    publisher.publish(
        [PublishedPerson("person:x:1", 9.0, "c", "tea")],
        [PublishedTie("person:x:2", "person:x:1", 0.5)],
        "e",
    )
    parameters = {"account": "x:2", "post": "post:x:2", "from": "person:x:1", "to": "person:x:2"}
    with driver.session() as session:
        assert list(session.run(query, parameters))
    assert len(QUERIES) == 6
