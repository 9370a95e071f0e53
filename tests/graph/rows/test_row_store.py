"""Both shelves keep the contract of a shelf, and index the words of posts that were there before the index."""

import contextlib
from pathlib import Path

import apsw
import pytest
from neo4j import GraphDatabase

from graph.rows.row_store import Shelf
from graph.rows.rows import blank_row
from graph.rows.table import Table
from graph.stores.neo4j.row_store import Neo4jShelf
from graph.stores.sqlite.row_store import SqliteShelf
from tests.graph.words_contract import WordsContract

_POST = {**blank_row(Table.POSTS, "post:x:1"), "seq": 4, "known": True, "text": "A copper kettle", "born": 4}
_REFERRED = {**blank_row(Table.POSTS, "post:x:2"), "seq": 5}
_BOTH = {row["id"]: row for row in (_POST, _REFERRED)}


class TestSqliteShelf(WordsContract):
    @pytest.fixture
    def _subject(self, tmp_path: Path) -> None:
        self.path = tmp_path / "kith.db"

    def make_shelf(self) -> Shelf:
        return SqliteShelf(self.path)

    @pytest.mark.parametrize("schema", [1, 2])
    def test_an_older_file_gets_index_and_births_when_it_is_opened(self, schema: int) -> None:
        self.shelf.write(lambda shelf: shelf.put(Table.POSTS, [_POST, _REFERRED]))
        self.shelf.close()
        with contextlib.closing(apsw.Connection(str(self.path))) as file:
            file.execute("ALTER TABLE posts DROP COLUMN born")
            if schema == 1:
                file.execute("DROP TABLE post_words")
            file.execute(f"PRAGMA user_version = {schema}")
        self.shelf = SqliteShelf(self.path)
        assert self.shelf.read(lambda shelf: shelf.find_words(["copper kettle"])) == [_POST["id"]]
        assert self.shelf.read(lambda shelf: shelf.get(Table.POSTS, list(_BOTH))) == _BOTH
        self.shelf.write(lambda shelf: shelf.put(Table.POSTS, [{**_POST, "text": "tea"}]))
        assert self.shelf.read(lambda shelf: shelf.find_words(["copper kettle"])) == []


@pytest.mark.neo4j
class TestNeo4jShelf(WordsContract):
    @pytest.fixture
    def _subject(self, empty_neo4j: str) -> None:
        self.url = empty_neo4j

    def make_shelf(self) -> Shelf:
        return Neo4jShelf(self.url, None, None)

    @pytest.mark.parametrize("schema", ["1", "2"])
    def test_an_older_database_gets_index_and_births_when_it_is_opened(self, schema: str) -> None:
        self.shelf.write(lambda shelf: shelf.put(Table.POSTS, [_POST, _REFERRED]))
        with GraphDatabase.driver(self.url) as driver, driver.session() as session:
            session.run("MATCH (p:Post) REMOVE p.born").consume()
            if schema == "1":
                session.run("DROP INDEX post_words").consume()
                session.run("MATCH (p:Post) REMOVE p.words").consume()
            session.run("MATCH (k:Kith {name: 'schema'}) SET k.value = $schema", schema=schema).consume()
        self.shelf.close()
        self.shelf = self.make_shelf()
        assert self.shelf.read(lambda shelf: shelf.find_words(["copper kettle"])) == [_POST["id"]]
        assert self.shelf.read(lambda shelf: shelf.get(Table.POSTS, list(_BOTH))) == _BOTH
