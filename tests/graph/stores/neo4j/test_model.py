"""The graph in Neo4j is the one that docs/neo4j-model.md draws, and its queries run."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.ledger.store import LedgerStore
from graph.opening import open_store
from graph.rows.publishing import (
    Publication,
    PublishedCommunity,
    PublishedPerson,
    PublishedTheme,
    PublishedTie,
    Publisher,
)
from graph.stores.neo4j.schema import INTERNAL
from graph.testing.records import T0, account, follow, keep, like, order, post
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


def person(number: int, influence: float, community: str | None = None) -> PublishedPerson:
    label = None if community is None else "tea"
    return PublishedPerson(
        person=f"person:x:{number}",
        relation="CUSTOMER",
        opted_out=False,
        influence=influence,
        community=community,
        community_label=label,
    )


def tie(source: int, target: int, strength: float) -> PublishedTie:
    return PublishedTie(
        source=f"person:x:{source}",
        target=f"person:x:{target}",
        strength=strength,
        interactions=4,
        last_at=T0,
        acquaintance=strength,
    )


def publication(edition: str, community: str = "community:1") -> Publication:
    theme = PublishedTheme(
        id="theme:1", label="tea · cup", words=("tea", "cup"), posts=("post:x:1",), community=community
    )
    return Publication(
        people=[person(1, 100.0, community), person(2, 3.5)],
        communities=[PublishedCommunity(id=community, label="tea", size=1)],
        themes=[theme],
        ties=[tie(2, 1, 0.5)],
        edition=edition,
    )


def test_publishing_writes_people_communities_themes_and_ties_and_forgets_the_former(
    store: LedgerStore, driver: Driver
) -> None:
    publisher = publisher_of(store)
    for _ in range(2):
        publisher.publish(publication("one"))
    people = "MATCH (p:Person) WHERE p.influence IS NOT NULL RETURN p.id, p.influence, p.relation, p.communityLabel"
    assert ask(driver, people) == {
        ("person:x:1", 100.0, "CUSTOMER", "tea"),
        ("person:x:2", 3.5, "CUSTOMER", None),
    }
    ties = "MATCH (a)-[t:TIE]->(b) RETURN a.id, b.id, t.strength, t.interactions, t.lastAt.epochMillis"
    assert ask(driver, ties) == {("person:x:2", "person:x:1", 0.5, 4, int(T0.timestamp() * 1000))}
    members = "MATCH (p:Person)-[:MEMBER_OF]->(c:Community) RETURN p.id, c.id, c.label, c.size"
    assert ask(driver, members) == {("person:x:1", "community:1", "tea", 1)}
    speakers = "MATCH (a)-[:SPEAKS_OF]->(t:Theme) RETURN a.id, t.id, t.label, t.posts"
    assert ask(driver, speakers) == {(id_, "theme:1", "tea · cup", 1) for id_ in ("community:1", "post:x:1")}
    publisher.publish(
        Publication(people=[person(2, 3.5)], communities=[], themes=[], ties=[tie(1, 3, 0.25)], edition="two")
    )
    assert ask(driver, people) == {("person:x:2", 3.5, "CUSTOMER", None)}
    assert {row[:3] for row in ask(driver, ties)} == {("person:x:1", "person:x:3", 0.25)}
    assert ask(driver, members) == ask(driver, speakers) == ask(driver, "MATCH (n:Community|Theme) RETURN n") == set()


def test_somebody_who_changes_their_community_is_in_one(store: LedgerStore, driver: Driver) -> None:
    publisher = publisher_of(store)
    publisher.publish(publication("one"))
    publisher.publish(publication("two", "community:2"))
    members = "MATCH (p:Person)-[:MEMBER_OF]->(c:Community) RETURN p.id, c.id"
    assert ask(driver, members) == {("person:x:1", "community:2")}


def test_labels_and_words_go_with_somebody_who_is_erased(store: LedgerStore, driver: Driver) -> None:
    publisher_of(store).publish(publication("one"))
    store.decisions("eve").erase("x:3")
    assert store.scrub()
    assert ask(driver, "MATCH (n:Community|Theme) RETURN n") == set()
    assert ask(driver, "MATCH (p:Person) WHERE p.communityLabel IS NOT NULL RETURN p.id") == set()


@pytest.mark.usefixtures("store")
def test_what_people_have_no_use_for_lies_under_one_prefix_and_all_else_is_told(driver: Driver) -> None:
    page = PAGE.read_text(encoding="utf-8")
    query = "MATCH (n:Person|Account|Post|Transaction) UNWIND keys(n) AS name RETURN DISTINCT name"
    names = {name for (name,) in ask(driver, query)}
    assert {"kith_seq", "kith_hash_hi", "kith_words"} <= names
    assert not names & INTERNAL
    assert [name for name in sorted(names) if not name.startswith("kith_") and f"`{name}`" not in page] == []


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_the_queries_of_the_page_run_and_answer(store: LedgerStore, driver: Driver, query: str) -> None:
    publisher_of(store).publish(publication("e"))
    parameters = {"account": "x:2", "post": "post:x:2", "from": "person:x:1", "to": "person:x:2"}
    with driver.session() as session:
        assert list(session.run(query, parameters))
    assert len(QUERIES) == 7
