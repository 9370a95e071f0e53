"""A place for a store of each kind, which tests open, look into and set back by hand."""

import contextlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw
import pytest
from neo4j import GraphDatabase
from typing_extensions import override

from graph.rows.row_store import RowStore
from tests.conftest import wipe


@dataclass
class Place(ABC):
    """Where a store lies, and what can be done to it behind Kith's back."""

    url: str
    state: Path

    @abstractmethod
    def open(self) -> RowStore:
        """Open the rows as Kith does."""

    @abstractmethod
    def schema(self) -> int:
        """The schema version that the store says it has."""

    @abstractmethod
    def set_schema(self, version: int) -> None:
        """Let the store say that it has another schema version."""

    @abstractmethod
    def add_column(self, table: str, column: str) -> None:
        """Give a table one more column of texts, empty in all rows."""


class SqlitePlace(Place):
    """A file."""

    @property
    def path(self) -> Path:
        """The file."""
        return Path(self.url.removeprefix("sqlite:///"))

    @override
    def open(self) -> RowStore:
        from graph.stores.sqlite.row_store import SqliteRowStore

        return SqliteRowStore(self.path)

    @override
    def schema(self) -> int:
        return int(self.run("PRAGMA user_version")[0][0])

    @override
    def set_schema(self, version: int) -> None:
        self.run(f"PRAGMA user_version = {version}")

    @override
    def add_column(self, table: str, column: str) -> None:
        self.run(f"ALTER TABLE {table} ADD COLUMN {column} TEXT")

    def run(self, statement: str, *values: Any) -> list[Any]:
        """Run a statement on the file."""
        with contextlib.closing(apsw.Connection(str(self.path))) as file:
            return list(file.execute(statement, values))


class Neo4jPlace(Place):
    """The tests' server."""

    @override
    def open(self) -> RowStore:
        from graph.stores.neo4j.row_store import Neo4jRowStore

        return Neo4jRowStore(self.url, None, None)

    @override
    def schema(self) -> int:
        return int(self.run("MATCH (k:Kith {name: 'schema'}) RETURN k.value")[0][0])

    @override
    def set_schema(self, version: int) -> None:
        self.run("MERGE (k:Kith {name: 'schema'}) SET k.value = $version", version=str(version))

    @override
    def add_column(self, table: str, column: str) -> None:
        """Nodes have no columns."""

    def run(self, query: str, **values: Any) -> list[Any]:
        """Run a query on the server."""
        with GraphDatabase.driver(self.url) as driver, driver.session() as session:
            return session.run(query, values).values()


@pytest.fixture(params=["sqlite", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty place: a file that is not there yet, and an empty database."""
    if request.param == "sqlite":
        return SqlitePlace(f"sqlite:///{tmp_path / 'kith.db'}", tmp_path / "state")
    url: str = request.getfixturevalue("neo4j_url")
    wipe(url)
    made = Neo4jPlace(url, tmp_path / "state")
    made.run("MATCH (k:Kith {name: 'schema'}) DELETE k")
    return made
