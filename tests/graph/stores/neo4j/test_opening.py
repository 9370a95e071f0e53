"""Opening a Neo4j store: what is wrong is said in one sentence, and what is not ours is left alone."""

import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from neo4j import Driver, GraphDatabase

from graph.errors import StoreUnavailable
from graph.rows.row_store import RowWriter
from graph.rows.rows import blank_row
from graph.rows.table import Table
from graph.stores.neo4j.opening import is_supported
from graph.stores.neo4j.row_store import Neo4jRowStore

on_neo4j = pytest.mark.neo4j


@pytest.fixture
def driver(empty_neo4j: str) -> Iterator[Driver]:
    with GraphDatabase.driver(empty_neo4j) as made:
        yield made


@pytest.fixture
def unprepared(driver: Driver) -> Driver:
    """The tests' Neo4j without the mark that Kith's schema is there."""
    _run(driver, "MATCH (k:Kith {name: 'schema'}) DELETE k")
    return driver


def _run(driver: Driver, query: str) -> list[list[object]]:
    with driver.session() as session:
        return session.run(query).values()


def _refused(url: str, password: str | None = None, database: str | None = None) -> str:
    with pytest.raises(StoreUnavailable) as caught:
        Neo4jRowStore(url, None, password, database)
    sentence = str(caught.value)
    assert "\n" not in sentence
    return sentence


def test_a_server_that_is_not_there() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"bolt://127.0.0.1:{unused.getsockname()[1]}"
        assert _refused(url) == f"no Neo4j answers at {url}; is the server running?"


def test_something_else_that_listens_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            connection, _ = server.accept()
            with connection:
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        url = f"bolt://127.0.0.1:{server.getsockname()[1]}"
        assert _refused(url).startswith(f"no Neo4j answers at {url}")


def test_a_url_that_is_none_is_refused_without_showing_its_password() -> None:
    sentence = _refused("bolt://eve:hush@localhost:99999999")
    assert sentence.startswith("expected a Neo4j URL like neo4j://localhost:7687")
    assert "hush" not in sentence


@pytest.mark.parametrize("agent", ["Neo4j/5.26.30", "Neo4j/5.26.0", "Neo4j/5.13.0"])
def test_neo4j_5_is_supported(agent: str) -> None:
    assert is_supported(agent)


@pytest.mark.parametrize(
    "agent", ["Neo4j/4.4.48", "Neo4j/5.6.0", "Neo4j/2025.01.0", "Neo4j/5.2.0 compatible - Memgraph", "Memgraph", ""]
)
def test_other_servers_are_not(agent: str) -> None:
    assert not is_supported(agent)


@on_neo4j
def test_passwords(locked_neo4j: tuple[str, str]) -> None:
    url, password = locked_neo4j
    refusal = f"Neo4j at {url} did not accept user and password; set KITH_NEO4J_USER and KITH_NEO4J_PASSWORD"
    assert _refused(url, "wrong") == refusal
    assert _refused(url) == refusal
    row_store = Neo4jRowStore(url, "neo4j", password)
    assert row_store.version() == ("neo4j", "5.26.30")
    row_store.close()


@on_neo4j
def test_a_database_that_is_not_there(empty_neo4j: str) -> None:
    assert _refused(empty_neo4j, database="elsewhere") == f"Neo4j at {empty_neo4j} has no database 'elsewhere'"


@on_neo4j
@pytest.mark.parametrize(
    ("theirs", "named"),
    [("(:Person {name: 'Keanu'})", "Person nodes"), ("(:Actor)-[:KNOWS]->(:Actor)", "KNOWS relationships")],
)
def test_a_database_of_another_program_is_left_alone(
    unprepared: Driver, empty_neo4j: str, theirs: str, named: str
) -> None:
    _run(unprepared, f"CREATE {theirs}")
    before = _run(unprepared, "MATCH (n) RETURN labels(n), properties(n)")
    assert f"holds {named} of another program" in _refused(empty_neo4j)
    assert _run(unprepared, "MATCH (n) RETURN labels(n), properties(n)") == before


@on_neo4j
def test_data_that_does_not_get_in_the_way_may_stay(unprepared: Driver, empty_neo4j: str) -> None:
    _run(unprepared, "CREATE (:Movie {title: 'The Matrix'})<-[:DIRECTED]-(:Director)")
    Neo4jRowStore(empty_neo4j, None, None).close()
    assert _run(unprepared, "MATCH (m:Movie)<-[:DIRECTED]-(:Director) RETURN m.title") == [["The Matrix"]]


@on_neo4j
def test_a_database_of_a_newer_kith_is_refused(driver: Driver, empty_neo4j: str) -> None:
    Neo4jRowStore(empty_neo4j, None, None).close()
    _run(driver, "MATCH (k:Kith {name: 'schema'}) SET k.value = '99'")
    try:
        assert "newer Kith (schema 99" in _refused(empty_neo4j)
    finally:
        _run(driver, "MATCH (k:Kith {name: 'schema'}) DELETE k")


@on_neo4j
def test_several_may_open_a_new_database_at_once(unprepared: Driver, empty_neo4j: str) -> None:
    with ThreadPoolExecutor(3) as pool:
        row_stores = list(pool.map(lambda _: Neo4jRowStore(empty_neo4j, None, None), range(3)))
    for row_store in row_stores:
        row_store.close()
    assert _run(unprepared, "MATCH (k:Kith {name: 'schema'}) RETURN count(k)") == [[1]]
    missing = _run(unprepared, "SHOW INDEXES YIELD name, state WHERE state <> 'ONLINE' RETURN collect(name)")
    assert missing == [[[]]]


@on_neo4j
def test_a_writer_that_died_while_committing_keeps_nobody_waiting(driver: Driver, empty_neo4j: str) -> None:
    row_store = Neo4jRowStore(empty_neo4j, None, None)
    row_store.write(lambda s: s.set_meta("color", "red"))
    _run(driver, "MATCH (k:Kith {name: 'turn'}) SET k.announced = k.announced + 1")
    assert row_store.read(lambda s: s.meta("color")) == "red"
    assert _run(driver, "MATCH (k:Kith {name: 'turn'}) RETURN k.announced = k.settled") == [[True]]
    row_store.close()


@on_neo4j
def test_what_fails_in_the_work_itself_is_not_blamed_on_the_server(empty_neo4j: str) -> None:
    row_store = Neo4jRowStore(empty_neo4j, None, None)

    def full_disk(_: object) -> None:
        raise OSError("No space left on device")

    for run in (row_store.read, row_store.write):
        with pytest.raises(OSError, match="No space left"):
            run(full_disk)
    row_store.close()


@on_neo4j
def test_posts_may_come_before_those_they_refer_to(driver: Driver, empty_neo4j: str) -> None:
    """A big draft is put in parts, and its first part may name posts of the second."""
    row_store = Neo4jRowStore(empty_neo4j, None, None)
    reply = {**blank_row(Table.POSTS, "post:x:1"), "reply_to": "post:x:2", "author": "x:1", "seq": 2}
    parent = {**blank_row(Table.POSTS, "post:x:2"), "text": "hello", "seq": 3}

    def work(writing: RowWriter) -> None:
        writing.get(Table.POSTS, ["post:x:1", "post:x:2"])
        writing.put(Table.ACCOUNTS, [{**blank_row(Table.ACCOUNTS, "x:1"), "seq": 1}])
        writing.put(Table.POSTS, [reply])
        writing.put(Table.POSTS, [parent])

    row_store.write(work)
    result = _run(driver, "MATCH (:Account)-[:WROTE]->(a:Post)-[:REPLY_TO]->(b:Post) RETURN a.id, b.text")
    assert result == [["post:x:1", "hello"]]
    assert row_store.read(lambda s: s.get(Table.POSTS, ["post:x:1", "post:x:2"])) == {
        "post:x:1": reply,
        "post:x:2": parent,
    }
    row_store.close()
