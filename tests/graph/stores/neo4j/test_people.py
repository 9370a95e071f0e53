"""The (:Person) nodes are the people that the view shows: same ids, same names, same kinds."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from neo4j import Driver, GraphDatabase

from graph.ledger.store import LedgerStore
from graph.model.account import PersonKind
from graph.opening import open_store
from graph.testing.records import account, follow, keep

pytestmark = pytest.mark.neo4j


@pytest.fixture
def store(empty_neo4j: str, tmp_path: Path) -> Iterator[LedgerStore]:
    with open_store(empty_neo4j, state=tmp_path) as made:
        yield made


@pytest.fixture
def driver(empty_neo4j: str) -> Iterator[Driver]:
    with GraphDatabase.driver(empty_neo4j) as made:
        yield made


def nodes(driver: Driver) -> dict[str, tuple[str, str]]:
    with driver.session() as session:
        return {i: (name, kind) for i, name, kind in session.run("MATCH (p:Person) RETURN p.id, p.name, p.kind")}


def shown(store: LedgerStore, driver: Driver) -> dict[str, tuple[str, str]]:
    """People as the view has them, of all accounts that lie in the database."""
    with driver.session() as session:
        accounts = [i for (i,) in session.run("MATCH (a:Account) RETURN a.id")]
    people = store.view().people(accounts)
    return {p.id: (p.name, p.kind.value) for p in people if p}


def test_an_account_alone_gives_its_person_what_it_is_called(store: LedgerStore, driver: Driver) -> None:
    keep(
        store,
        account("x:1", name="Ada Lovelace", handle="ada", kind=PersonKind.HUMAN),
        account("x:2", handle="bob"),
        account("x:3", name="", handle=""),
        follow("x:4", "x:@eve"),
    )
    assert nodes(driver) == {
        "person:x:1": ("Ada Lovelace", "HUMAN"),
        "person:x:2": ("bob", "UNKNOWN"),
        "person:x:3": ("x:3", "UNKNOWN"),
        "person:x:4": ("x:4", "UNKNOWN"),
        "person:x:@eve": ("eve", "UNKNOWN"),
    }
    assert nodes(driver) == shown(store, driver)


def test_names_follow_judgements_edits_and_erasures(store: LedgerStore, driver: Driver) -> None:
    keep(store, account("x:1", handle="ada"), account("crm:1"), account("y:1", name="A. L.", kind=PersonKind.HUMAN))
    decisions = store.decisions("eve")
    decisions.judge("x:1", "crm:1", same=True, reason="r")
    judgement = decisions.judge("crm:1", "y:1", same=True, reason="r")
    assert nodes(driver) == {"person:x:1": ("A. L.", "HUMAN")} == shown(store, driver)
    keep(store, account("crm:1", name="Ada Lovelace", kind=PersonKind.ORGANISATION))
    assert nodes(driver) == {"person:x:1": ("Ada Lovelace", "ORGANISATION")} == shown(store, driver)
    decisions.withdraw(judgement.id)
    assert nodes(driver) == {
        "person:x:1": ("Ada Lovelace", "ORGANISATION"),
        "person:y:1": ("A. L.", "HUMAN"),
    }
    assert nodes(driver) == shown(store, driver)
    with store.writer("eve") as writer:
        writer.erase(["crm:1"])
    assert nodes(driver) == shown(store, driver)
    assert "crm:1" not in str(nodes(driver))


def test_a_handle_that_finds_its_account_leaves_no_person_behind(store: LedgerStore, driver: Driver) -> None:
    keep(store, follow("x:9", "x:@ada"))
    assert nodes(driver)["person:x:@ada"] == ("ada", "UNKNOWN")
    keep(store, account("x:1", handle="Ada", name="Ada Lovelace"))
    assert nodes(driver) == shown(store, driver)
    assert ("Ada Lovelace", "UNKNOWN") in nodes(driver).values()
    assert len(nodes(driver)) == 2
