"""One Neo4j server for the whole run: a real one, started here, or the one that `KITH_TEST_NEO4J` names."""

import os
import secrets
from collections.abc import Iterator

import pytest
from neo4j import GraphDatabase

from tests import neo4j_server
from tests.not_run import in_ci, note
from tests.patience import patience

_MARK = "MATCH (n:Kith {name: 'tests'}) RETURN count(n)"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the Neo4j tests where no server can be started, and say so; under CI they are run, and fail."""
    missing = neo4j_server.missing_tools()
    if not missing or in_ci():
        return
    needs_own = "locked_neo4j" if os.environ.get("KITH_TEST_NEO4J") else None
    wanting = [item for item in items if item.get_closest_marker("neo4j") and _starts_a_server(item, needs_own)]
    if wanting:
        note(f"{len(wanting)} tests on Neo4j", f"{missing} is not here; install it, or set KITH_TEST_NEO4J=bolt://…")
        config.hook.pytest_deselected(items=wanting)
        items[:] = [item for item in items if item not in wanting]


def _starts_a_server(item: pytest.Item, fixture: str | None) -> bool:
    """With a server given, only tests that need one of their own start one."""
    return fixture is None or fixture in getattr(item, "fixturenames", ())


@pytest.fixture(scope="session")
def neo4j_url() -> Iterator[str]:
    """Where the tests' Neo4j answers. Its database is emptied by `empty_neo4j`."""
    given = os.environ.get("KITH_TEST_NEO4J")
    if given and "PYTEST_XDIST_WORKER" in os.environ:
        pytest.exit(f"workers would empty the one database at {given} under each other: make test WORKERS=0", 3)
    if given:
        _claim(given)
        yield given
        return
    with neo4j_server.running() as server, pytest.MonkeyPatch.context() as patch:
        patch.setattr("graph.stores.neo4j.opening._CONNECT_SECONDS", patience(10))
        patch.setattr("graph.stores.neo4j.opening._ACQUIRE_SECONDS", patience(10))
        _claim(server.url)
        yield server.url


@pytest.fixture(scope="session")
def locked_neo4j() -> Iterator[tuple[str, str]]:
    """Another server, that wants a password: where it answers, and the password of the user neo4j."""
    password = secrets.token_urlsafe(16)
    with neo4j_server.running(password) as server:
        yield server.url, password


@pytest.fixture
def empty_neo4j(neo4j_url: str) -> str:
    """The tests' Neo4j with nothing in it."""
    wipe(neo4j_url)
    return neo4j_url


def wipe(url: str) -> None:
    """Empty the tests' database in batches; constraints stay."""
    with GraphDatabase.driver(url) as driver, driver.session() as session:
        session.run(
            "MATCH (n) WHERE NOT (n:Kith AND n.name IN ['tests', 'schema']) "
            "CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS"
        ).consume()


def _claim(url: str) -> None:
    """Mark a database as the tests' own; one that holds somebody's data is left alone."""
    with GraphDatabase.driver(url) as driver, driver.session() as session:
        if session.run(_MARK).single(strict=True)[0]:
            return
        if session.run("MATCH (n) RETURN count(n)").single(strict=True)[0]:
            pytest.exit(
                f"the database at {url} holds data and no node (:Kith {{name: 'tests'}}): tests would empty it", 3
            )
        session.run("CREATE (:Kith {name: 'tests', value: 'may be emptied'})").consume()
