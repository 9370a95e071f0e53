"""Neo4j as a shelf: the graph as a Neo4j user expects to find it, on 5.26, Community edition being enough."""

import contextlib
from collections.abc import Callable, Iterator
from typing import Final, TypeVar

from neo4j import Driver, GraphDatabase, Session
from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable
from typing_extensions import override

from graph.errors import StoreUnavailable
from graph.neo4j_reading import Neo4jReading
from graph.neo4j_schema import SCHEMA_VERSION, schema_statements
from graph.neo4j_writing import Neo4jWriting
from graph.shelf import ReadShelf, Shelf, WriteShelf

T = TypeVar("T")

_FETCH_SIZE: Final = 20_000
_CONNECT_SECONDS: Final = 10.0


class Neo4jShelf(Shelf):
    """The place for a graph that people also explore in Neo4j Browser or Bloom, or that outgrows one file."""

    def __init__(self, url: str, user: str | None, password: str | None, database: str | None = None) -> None:
        self._url = url
        self._database = database
        try:
            self._driver: Driver = GraphDatabase.driver(
                url,
                auth=(user or "neo4j", password) if password is not None else None,
                connection_timeout=_CONNECT_SECONDS,
                connection_acquisition_timeout=60,
                notifications_min_severity="OFF",
            )
        except (ConfigurationError, ValueError) as error:
            raise StoreUnavailable(f"expected a Neo4j URL like neo4j://localhost:7687, got {url!r}: {error}") from error
        try:
            with self._explained():
                self._driver.verify_connectivity()
            self._version = self._check_version()
            self._check_ours()
            self._make_schema()
        except BaseException:
            self._driver.close()
            raise

    @override
    def read(self, work: Callable[[ReadShelf], T]) -> T:
        with self._explained(), self._session() as session:
            return session.execute_read(lambda transaction: work(Neo4jReading(transaction)))

    @override
    def write(self, work: Callable[[WriteShelf], T]) -> T:
        with self._explained(), self._session() as session:
            return session.execute_write(lambda transaction: work(Neo4jWriting(transaction)))

    @override
    def version(self) -> tuple[str, str]:
        return "neo4j", self._version

    @override
    def close(self) -> None:
        self._driver.close()

    def _session(self) -> Session:
        return self._driver.session(database=self._database, fetch_size=_FETCH_SIZE)

    def _check_version(self) -> str:
        with self._explained(), self._session() as session:
            record = session.run("CALL dbms.components() YIELD name, versions RETURN versions[0]").single(strict=True)
        version = str(record[0])
        if not version.startswith("5."):
            raise StoreUnavailable(f"expected Neo4j 5 (5.26 is what Kith is tested with) at {self._url}, got {version}")
        return version

    def _check_ours(self) -> None:
        """Refuse a database of another program: it holds nodes, but not our mark."""
        foreign = self.read(_foreign_nodes)
        if foreign:
            raise StoreUnavailable(
                f"the database at {self._url} holds other data (labels {foreign}); "
                "name an empty one, or empty this one first"
            )

    def _make_schema(self) -> None:
        if self.read(lambda shelf: shelf.meta("schema")) == str(SCHEMA_VERSION):
            return
        with self._explained(), self._session() as session:
            for statement in schema_statements():
                session.run(statement).consume()
            session.run("CALL db.awaitIndexes(300)").consume()
        self.write(lambda shelf: shelf.set_meta("schema", str(SCHEMA_VERSION)))

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        """Turn what the driver raises into a sentence that says what to do."""
        try:
            yield
        except AuthError as error:
            raise StoreUnavailable(
                f"Neo4j at {self._url} did not accept user and password; set KITH_NEO4J_USER and KITH_NEO4J_PASSWORD"
            ) from error
        except ServiceUnavailable as error:
            raise StoreUnavailable(f"no Neo4j answers at {self._url}; is the server running?") from error
        except ClientError as error:
            if error.code == "Neo.ClientError.Database.DatabaseNotFound":
                raise StoreUnavailable(f"Neo4j at {self._url} has no database {self._database!r}") from error
            raise
        except (Neo4jError, DriverError, OSError) as error:
            raise StoreUnavailable(f"Neo4j at {self._url} failed: {error}") from error


def _foreign_nodes(shelf: ReadShelf) -> str:
    assert isinstance(shelf, Neo4jReading)  # noqa: S101  for the type checker
    if shelf.meta("schema") is not None:
        return ""
    record = shelf.run("MATCH (n) WHERE NOT n:Kith RETURN labels(n) AS labels LIMIT 1").single()
    return "" if record is None else ", ".join(record["labels"]) or "none"
