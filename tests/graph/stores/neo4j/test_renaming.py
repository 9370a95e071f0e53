"""Databases from before schema 7: what people have no use for gets its prefix, and nothing is lost on the way."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from graph.rows.table import Table
from graph.stores.neo4j.row_store import Neo4jRowStore
from graph.stores.neo4j.schema import INTERNAL
from tests.graph.stores.conftest import Neo4jPlace
from tests.graph.stores.test_migrations import _POSTS, _fill, _set_back

pytestmark = pytest.mark.neo4j


@pytest.fixture
def older(empty_neo4j: str, tmp_path: Path) -> Neo4jPlace:
    """A database as schema 6 left it."""
    place = Neo4jPlace(empty_neo4j, tmp_path / "state")
    _fill(place)
    place.run("MERGE (p:Person {id: 'person:x:1'}) SET p.published = 'one'")
    _set_back(place, 6)
    return place


@pytest.mark.parametrize("killed_at", [1, 7, None])
def test_what_is_killed_goes_on(older: Neo4jPlace, killed_at: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graph.stores.neo4j.renaming.ROWS_AT_ONCE", 2)
    run: Callable[..., Any] = Neo4jRowStore._run_writing
    pages = 0

    def killed(store: Neo4jRowStore, query: str, **parameters: Any) -> Any:
        nonlocal pages
        pages += 1
        if pages == killed_at:
            raise KeyboardInterrupt
        return run(store, query, **parameters)

    if killed_at is not None:
        with monkeypatch.context() as patch:
            patch.setattr(Neo4jRowStore, "_run_writing", killed)
            with pytest.raises(KeyboardInterrupt):
                older.open()
        assert older.schema() == 6
    store = older.open()
    names = {name for (keys,) in older.run("MATCH (n) WHERE NOT n:Kith RETURN keys(n)") for name in keys}
    assert not names & INTERNAL
    assert {"kith_seq", "kith_hash_hi", "kith_words", "kith_published"} <= names
    assert store.read(lambda reader: reader.get(Table.POSTS, ["post:x:2"]))["post:x:2"]["hash_hi"] == 3
    assert store.read(lambda reader: reader.get(Table.ACCOUNTS, ["x:1"]))["x:1"]["seq"] == 1
    assert store.read(lambda reader: reader.find_words(["copper kettle"])) == [post["id"] for post in _POSTS]
    assert not {name for (name,) in older.run("SHOW INDEXES YIELD name") if name in {"post_words", "posts_seq"}}
    store.close()
