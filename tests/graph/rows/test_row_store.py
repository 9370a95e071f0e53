"""Both row stores keep the contract of a row store, and index the words of posts that were there before the index."""

import contextlib
from pathlib import Path

import apsw
import pytest
from neo4j import GraphDatabase

from graph.rows.row_store import RowStore
from graph.rows.rows import blank_row
from graph.rows.table import Table
from graph.stores.neo4j.row_store import Neo4jRowStore
from graph.stores.sqlite.row_store import SqliteRowStore
from graph.testing.words_contract import WordsContract

_POST = {**blank_row(Table.POSTS, "post:x:1"), "seq": 4, "known": True, "text": "A copper kettle", "born": 4}
_REFERRED = {**blank_row(Table.POSTS, "post:x:2"), "seq": 5}
_BOTH = {row["id"]: row for row in (_POST, _REFERRED)}


class TestSqliteRowStore(WordsContract):
    @pytest.fixture
    def _subject(self, tmp_path: Path) -> None:
        self.path = tmp_path / "kith.db"

    def make_row_store(self) -> RowStore:
        return SqliteRowStore(self.path)

    @pytest.mark.parametrize("schema", [1, 2])
    def test_an_older_file_gets_index_and_births_when_it_is_opened(self, schema: int) -> None:
        self.row_store.write(lambda writer: writer.put(Table.POSTS, [_POST, _REFERRED]))
        self.row_store.close()
        with contextlib.closing(apsw.Connection(str(self.path))) as file:
            file.execute("ALTER TABLE posts DROP COLUMN born")
            if schema == 1:
                file.execute("DROP TABLE post_words")
            file.execute(f"PRAGMA user_version = {schema}")
        self.row_store = SqliteRowStore(self.path)
        assert self.row_store.read(lambda reader: reader.find_words(["copper kettle"])) == [_POST["id"]]
        assert self.row_store.read(lambda reader: reader.get(Table.POSTS, list(_BOTH))) == _BOTH
        self.row_store.write(lambda writer: writer.put(Table.POSTS, [{**_POST, "text": "tea"}]))
        assert self.row_store.read(lambda reader: reader.find_words(["copper kettle"])) == []


@pytest.mark.neo4j
class TestNeo4jRowStore(WordsContract):
    @pytest.fixture
    def _subject(self, empty_neo4j: str) -> None:
        self.url = empty_neo4j

    def make_row_store(self) -> RowStore:
        return Neo4jRowStore(self.url, None, None)

    @pytest.mark.parametrize("schema", ["1", "2"])
    def test_an_older_database_gets_index_and_births_when_it_is_opened(self, schema: str) -> None:
        self.row_store.write(lambda writer: writer.put(Table.POSTS, [_POST, _REFERRED]))
        with GraphDatabase.driver(self.url) as driver, driver.session() as session:
            session.run("MATCH (p:Post) REMOVE p.born").consume()
            if schema == "1":
                session.run("DROP INDEX post_words").consume()
                session.run("MATCH (p:Post) REMOVE p.words").consume()
            session.run("MATCH (k:Kith {name: 'schema'}) SET k.value = $schema", schema=schema).consume()
        self.row_store.close()
        self.row_store = self.make_row_store()
        assert self.row_store.read(lambda reader: reader.find_words(["copper kettle"])) == [_POST["id"]]
        assert self.row_store.read(lambda reader: reader.get(Table.POSTS, list(_BOTH))) == _BOTH
