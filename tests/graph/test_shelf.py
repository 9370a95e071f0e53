"""Both shelves keep the contract of a shelf."""

from pathlib import Path

import pytest

from graph.neo4j_shelf import Neo4jShelf
from graph.shelf import Shelf
from graph.sqlite_shelf import SqliteShelf
from tests.graph.shelf_contract import ShelfContract


class TestSqliteShelf(ShelfContract):
    @pytest.fixture
    def _subject(self, tmp_path: Path) -> None:
        self.path = tmp_path / "kith.db"

    def make_shelf(self) -> Shelf:
        return SqliteShelf(self.path)


@pytest.mark.neo4j
class TestNeo4jShelf(ShelfContract):
    @pytest.fixture
    def _subject(self, empty_neo4j: str) -> None:
        self.url = empty_neo4j

    def make_shelf(self) -> Shelf:
        return Neo4jShelf(self.url, None, None)
