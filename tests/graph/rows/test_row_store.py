"""Every row store keeps the contract of a row store; and so does one in memory, which a third kind begins with."""

from pathlib import Path

import pytest

from graph.rows.row_store import RowStore
from graph.stores.neo4j.row_store import Neo4jRowStore
from graph.stores.sqlite.row_store import SqliteRowStore
from graph.testing.words_contract import WordsContract
from tests.graph.rows.memory import MemoryRowStore


class TestSqliteRowStore(WordsContract):
    @pytest.fixture
    def _subject(self, tmp_path: Path) -> None:
        self.path = tmp_path / "kith.db"

    def make_row_store(self) -> RowStore:
        return SqliteRowStore(self.path)


class TestMemoryRowStore(WordsContract):
    @pytest.fixture
    def _subject(self) -> None:
        return None

    def make_row_store(self) -> RowStore:
        return MemoryRowStore()


@pytest.mark.neo4j
class TestNeo4jRowStore(WordsContract):
    @pytest.fixture
    def _subject(self, empty_neo4j: str) -> None:
        self.url = empty_neo4j

    def make_row_store(self) -> RowStore:
        return Neo4jRowStore(self.url, None, None)
