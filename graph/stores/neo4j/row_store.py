"""Neo4j as a row store: the graph as a Neo4j user expects to find it, on 5.26, Community edition being enough."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from neo4j import ManagedTransaction, Session
from typing_extensions import override

from graph.errors import StoreUnavailable
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.stores.migrations import SCHEMA_VERSION, check_version, migrate
from graph.stores.neo4j.absence import Absence
from graph.stores.neo4j.opening import explained, lay_down, reach
from graph.stores.neo4j.publish import Neo4jPublisher
from graph.stores.neo4j.reading import Neo4jReading
from graph.stores.neo4j.renaming import SCHEMA as RENAMED_SINCE
from graph.stores.neo4j.renaming import former_indexes, rename_internals
from graph.stores.neo4j.schema import ANY_TYPE, LABELS, PUBLISHED_LABELS, schema_statements
from graph.stores.neo4j.turns import announce, between_turns, settle, take_lock, turns, wait
from graph.stores.neo4j.writing import Neo4jWriting

T = TypeVar("T")

_READINGS: Final = 3
"""How often reading is tried beside the writers, before it makes them wait."""

_ROWS_A_TRANSACTION: Final = 10_000
"""A transaction lies in the memory of the server until it is committed."""

READ_AGAIN_SECONDS: Final = 0.5
"""Seconds after which a reading that failed twice is given up, where a writing is after thirty."""

_FOREIGN_NODE: Final = (
    f"MATCH (n:{'|'.join(('Person', *PUBLISHED_LABELS, *LABELS.values()))}) RETURN labels(n)[0] LIMIT 1"
)
_FOREIGN_RELATIONSHIP: Final = f"MATCH ()-[r:{ANY_TYPE}]->() RETURN type(r) LIMIT 1"


class Neo4jRowStore(RowStore):
    """The place for a graph that people also explore in Neo4j Browser or Bloom, or that outgrows one file."""

    def __init__(
        self,
        url: str,
        user: str | None,
        password: str | None,
        database: str | None = None,
        *,
        may_migrate: bool = True,
    ) -> None:
        self._url = url
        self._database = database
        self._absence = Absence(url)
        self._driver, self._version = reach(url, user, password, database)
        try:
            self._prepare(may_migrate=may_migrate)
        except BaseException:
            self._driver.close()
            raise

    @override
    def read(self, work: Callable[[RowReader], T]) -> T:
        """Run work in one reading transaction; it is run again when a writer committed meanwhile."""
        return self._read(work, _READINGS)

    @override
    def read_long(self, work: Callable[[RowReader], T]) -> T:
        return self._read(work, 1)

    def _read(self, work: Callable[[RowReader], T], readings: int) -> T:
        """Try so often beside the writers; after that they wait."""

        def beside(transaction: ManagedTransaction) -> tuple[bool, T | None]:
            return between_turns(transaction, lambda: work(Neo4jReading(transaction)))

        def alone(transaction: ManagedTransaction) -> T:
            take_lock(transaction)
            return work(Neo4jReading(transaction))

        with self._reached(), self._reading() as session:
            for _ in range(readings):
                whole, answer = session.execute_read(beside)
                if whole:
                    return answer  # type: ignore[return-value]  # None only where the work's own answer is None
                session.execute_write(wait)
            return session.execute_write(alone)

    @override
    def write(self, work: Callable[[RowWriter], T]) -> T:
        return self._write(work)

    def _write(self, work: Callable[[Neo4jWriting], T]) -> T:
        def in_turn(transaction: ManagedTransaction) -> tuple[T, int]:
            answer = work(Neo4jWriting(transaction))
            with self._session() as other:
                return answer, other.execute_write(announce)

        with self._reached(), self._session() as session:
            answer, turn = session.execute_write(in_turn)
            session.execute_write(settle, turn)
            return answer

    @property
    @override
    def rows_a_transaction(self) -> int:
        return _ROWS_A_TRANSACTION

    @property
    @override
    def publisher(self) -> Neo4jPublisher:
        return Neo4jPublisher(self._run_writing)

    def _run_writing(self, query: str, **parameters: Any) -> Any:
        """Run one query in a writing transaction; returns the value it answers with, None without one."""
        record = self._write(lambda writer: writer.run(query, **parameters).single())
        return None if record is None else record[0]

    @override
    def scrub(self) -> bool:
        """Take away what was published of texts, which may speak of whom the store no longer knows."""
        self.publisher.forget_texts()
        return True

    @override
    def commits(self) -> int:
        with self._reached(), self._reading() as session:
            return session.execute_read(turns)

    @override
    def version(self) -> tuple[str, str]:
        return "neo4j", self._version

    @override
    def close(self) -> None:
        self._driver.close()

    @contextmanager
    def _reached(self) -> Iterator[None]:
        """Ask the server, and say in sentences what is wrong; one that is known to be away is not asked."""
        with explained(self._url, self._database), self._absence.noticed():
            yield

    def _reading(self) -> Session:
        """A session of somebody who waits for an answer: what fails is tried again for a moment only."""
        return self._driver.session(database=self._database, max_transaction_retry_time=READ_AGAIN_SECONDS)

    def _session(self) -> Session:
        return self._driver.session(database=self._database)

    def _prepare(self, *, may_migrate: bool) -> None:
        """Check that the database is ours and not newer before anything is written to it, and bring it up to date."""
        where = f"the database at {self._url}"
        version = self.read(lambda reader: reader.schema)
        check_version(version, where, may_migrate=may_migrate)
        if version == SCHEMA_VERSION:
            return
        if version == 0:
            self._refuse_foreign()
        self._lay_down(schema_statements())
        if 0 < version < RENAMED_SINCE:
            rename_internals(self._run_writing)
            self._lay_down(former_indexes())
        migrate(self, where)

    def _lay_down(self, statements: Iterable[str]) -> None:
        with explained(self._url, self._database), self._session() as session:
            for statement in statements:
                lay_down(session, statement)
            session.run("CALL db.awaitIndexes(300)").consume()

    def _refuse_foreign(self) -> None:
        """Refuse a database in which another program uses the names that we would use."""
        with explained(self._url, self._database), self._session() as session:
            for query, what in ((_FOREIGN_NODE, "nodes"), (_FOREIGN_RELATIONSHIP, "relationships")):
                record = session.run(query).single()
                if record is not None:
                    raise StoreUnavailable(
                        f"the database at {self._url} holds {record[0]} {what} of another program; "
                        "name an empty database, or empty this one first"
                    )
