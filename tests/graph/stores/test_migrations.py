"""Migrations: every step is taken once and in order, one that was killed goes on, and nobody gets in another's way."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from graph.errors import StoreNewer, StoreOlder
from graph.ledger.finding import find_accounts
from graph.rows.row_store import RowStore, RowWriter
from graph.rows.rowhash import content_hash
from graph.rows.rows import blank_row
from graph.rows.table import Table
from graph.stores import migrations
from graph.stores.migrations import MIGRATIONS, SCHEMA_VERSION, Migration, pending
from tests.graph.stores.conftest import Neo4jPlace, Place, SqlitePlace

_ACCOUNT = {**blank_row(Table.ACCOUNTS, "x:1"), "seq": 1, "known": True, "name": "Ada", "person": "person:x:1"}
_ACCOUNT |= {"handle": "Straße", "handle_key": "x:straße", "email": "none@none.com"}
_STALE = {"handle_key": "x:strasse", "email_key": "none@none.com"}
_NAMED = {**blank_row(Table.ACCOUNTS, "x:@gruss"), "seq": 1, "person": "person:x:@gruss"}
_POSTS = [
    {**blank_row(Table.POSTS, f"post:x:{n}"), "seq": n, "born": n, "known": True, "text": f"copper kettle {n}"}
    for n in range(2, 7)
]
_REFERRED = {**blank_row(Table.POSTS, "post:x:9"), "seq": 9}


def _fill(place: Place) -> type[RowStore]:
    """Make a store of today with a few rows, and let their hashes be wrong, as if an older Kith had written them."""
    store = place.open()

    def work(writer: RowWriter) -> None:
        writer.put(Table.ACCOUNTS, [{**_ACCOUNT, **_STALE, "hash_hi": 1, "hash_lo": 2}, _NAMED])
        writer.put(Table.POSTS, [*({**post, "hash_hi": 3, "hash_lo": 4} for post in _POSTS), _REFERRED])

    store.write(work)
    store.close()
    return type(store)


def _set_back(place: Place, schema: int) -> None:
    """Make of it a store as an older Kith left it."""
    if isinstance(place, SqlitePlace):
        if schema < 3:
            place.run("ALTER TABLE posts DROP COLUMN born")
        if schema == 1:
            place.run("DROP TABLE post_words")
            names = [row[0] for row in place.run("SELECT name FROM pragma_table_info('posts') WHERE name <> 'rowid'")]
            place.run(f"CREATE TABLE plain AS SELECT {', '.join(names)} FROM posts")  # noqa: S608
            place.run("DROP TABLE posts")
            place.run("ALTER TABLE plain RENAME TO posts")
            place.run("CREATE UNIQUE INDEX posts_key ON posts (id)")
    elif isinstance(place, Neo4jPlace):
        _name_as_before(place)
        if schema < 3:
            place.run("MATCH (p:Post) REMOVE p.born")
        if schema == 1:
            place.run("DROP INDEX post_words IF EXISTS")
            place.run("MATCH (p:Post) REMOVE p.words")
    place.set_schema(schema)


def _name_as_before(place: Neo4jPlace) -> None:
    """Before schema 7 the properties of nodes and relationships had the names of their columns."""
    for pattern in ("(n)", "()-[n]->()"):
        for element, properties in place.run(f"MATCH {pattern} RETURN elementId(n), properties(n)"):
            former = {name.removeprefix("kith_"): value for name, value in properties.items()}
            place.run(f"MATCH {pattern} WHERE elementId(n) = $element SET n = $former", element=element, former=former)


def _check(store: RowStore) -> None:
    """Check that a store has all that the schema of now promises."""

    def hashed(row: dict[str, Any], table: Table) -> dict[str, Any]:
        high, low = content_hash(table, row["id"], row)
        return {**row, "hash_hi": high, "hash_lo": low}

    expected = {post["id"]: hashed(post, Table.POSTS) for post in _POSTS}
    expected["post:x:9"] = _REFERRED
    assert store.read(lambda reader: reader.schema) == SCHEMA_VERSION
    assert store.read(lambda reader: reader.get(Table.POSTS, list(expected))) == expected
    assert store.read(lambda reader: reader.get(Table.ACCOUNTS, ["x:1"])) == {"x:1": hashed(_ACCOUNT, Table.ACCOUNTS)}
    (by_handle, by_former_id) = store.read(lambda reader: find_accounts(reader, ["x:@STRAßE", "x:@Gruß"]))
    assert (by_handle or {})["id"] == "x:1"
    assert (by_former_id or {})["id"] == "x:@gruss"
    assert store.read(lambda reader: reader.find_words(["copper kettle"])) == [post["id"] for post in _POSTS]
    store.write(lambda writer: writer.put(Table.POSTS, [{**expected["post:x:2"], "text": "tea"}]))
    assert store.read(lambda reader: reader.find_words(["copper kettle"])) == [post["id"] for post in _POSTS[1:]]


def test_the_list_has_every_version_once_and_says_what_it_does() -> None:
    assert [migration.version for migration in MIGRATIONS] == list(range(2, SCHEMA_VERSION + 1))
    assert all(migration.what and migration.what[0].islower() for migration in MIGRATIONS)
    assert pending(SCHEMA_VERSION) == []
    assert pending(SCHEMA_VERSION - 1) == [MIGRATIONS[-1]]


@pytest.mark.parametrize("schema", [1, 2, 3])
def test_an_older_store_is_brought_up_to_date_when_it_is_opened(
    place: Place, schema: int, caplog: pytest.LogCaptureFixture
) -> None:
    _fill(place)
    _set_back(place, schema)
    store = place.open()
    _check(store)
    store.close()
    said = [record.getMessage() for record in caplog.records if record.name == "kith.store"]
    assert [text.partition(": ")[2].partition("bringing ")[2].split(":")[0] for text in said] == [
        f"schema {version} to {version + 1}" for version in range(schema, SCHEMA_VERSION)
    ]
    caplog.clear()
    place.open().close()
    assert caplog.records == []


@pytest.mark.parametrize("killed_at", range(1, 11))
def test_a_migration_that_is_killed_goes_on(place: Place, killed_at: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """From schema 1 to 4 there are ten writings: two blocks of posts a step, one of accounts, and each new version."""
    kind = _fill(place)
    _set_back(place, 1)
    monkeypatch.setattr(migrations, "_ROWS_AT_ONCE", 3)
    write: Callable[..., Any] = kind.write
    writings = 0

    def killed(store: RowStore, work: Callable[[RowWriter], Any]) -> Any:
        nonlocal writings
        writings += 1
        if writings == killed_at:
            raise KeyboardInterrupt
        return write(store, work)

    with monkeypatch.context() as patch:
        patch.setattr(kind, "write", killed)
        with pytest.raises(KeyboardInterrupt):
            place.open()
    assert place.schema() == {1: 1, 2: 1, 3: 1, 4: 2, 5: 2, 6: 2}.get(killed_at, 3)
    store = place.open()
    _check(store)
    store.close()


@pytest.mark.parametrize("killed_at", [1, 2, 3, 4, 5, None])
def test_a_table_of_many_rows_is_gone_over_page_by_page(
    place: Place, killed_at: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eleven acts of two kinds are four pages of three; no answer of the store holds more rows than a page."""
    store = place.open()
    acts = [
        {**blank_row(Table.INTERACTIONS, f"act/{n:02}"), "seq": n, "known": True, "actor": "x:1", "target": "x:2"}
        | {"kind": ("FOLLOW", "LIKE")[n % 2], "hash_hi": 1, "hash_lo": n}
        for n in range(11)
    ]
    accounts = [{**_ACCOUNT, "id": "x:1"}, {**_ACCOUNT, "id": "x:2"}]
    store.write(lambda writer: (writer.put(Table.ACCOUNTS, accounts), writer.put(Table.INTERACTIONS, acts)))
    kind = type(store)
    store.close()
    place.set_schema(SCHEMA_VERSION - 1)
    monkeypatch.setattr(migrations, "_ROWS_AT_ONCE", 3)
    step = migrations.going_over((Table.INTERACTIONS,), migrations._hash_again)
    last = Migration(SCHEMA_VERSION, "hashes", step)
    monkeypatch.setattr(migrations, "MIGRATIONS", (last,))
    pages, writings = _watched(kind, killed_at, monkeypatch)
    if killed_at is not None:
        with pytest.raises(KeyboardInterrupt):
            place.open()
        assert place.schema() == SCHEMA_VERSION - 1
    store = place.open()
    assert {len(page) for page in pages} == {3, 2, 0}
    assert len(writings) == 5 + (killed_at or 0)
    rows = store.read(lambda reader: reader.get(Table.INTERACTIONS, [str(act["id"]) for act in acts]))
    assert [(row["hash_hi"], row["hash_lo"]) for row in rows.values()] == [
        content_hash(Table.INTERACTIONS, name, row) for name, row in rows.items()
    ]
    assert len(rows) == len(acts)
    store.close()
    assert place.schema() == SCHEMA_VERSION


def _watched(
    kind: type[RowStore], killed_at: int | None, monkeypatch: pytest.MonkeyPatch
) -> tuple[list[list[str]], list[int]]:
    """Lists of rows that the store answers with, and its writings, of which one is killed before it begins."""
    pages: list[list[str]] = []
    writings: list[int] = []
    read: Callable[..., Any] = kind.read
    write: Callable[..., Any] = kind.write

    def reading(store: RowStore, work: Callable[[Any], Any]) -> Any:
        answer = read(store, work)
        if isinstance(answer, list):
            pages.append(answer)
        return answer

    def writing(store: RowStore, work: Callable[[RowWriter], Any]) -> Any:
        writings.append(len(writings))
        if len(writings) == killed_at:
            raise KeyboardInterrupt
        return write(store, work)

    monkeypatch.setattr(kind, "read", reading)
    monkeypatch.setattr(kind, "write", writing)
    return pages, writings


def test_the_version_is_raised_after_each_step_and_steps_are_not_taken_twice(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.open().close()
    taken: list[str] = []

    def step(name: str, *, fails: bool = False) -> Callable[[RowStore], None]:
        def take(store: RowStore) -> None:
            taken.append(f"{name} at {store.read(lambda reader: reader.schema)}")
            if fails and taken.count(taken[-1]) == 1:
                raise OSError("killed")

        return take

    first, second, third = (SCHEMA_VERSION - 2, SCHEMA_VERSION - 1, SCHEMA_VERSION)
    steps = (
        Migration(first, "the first step", step("first")),
        Migration(second, "the second step", step("second", fails=True)),
        Migration(third, "the third step", step("third")),
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", steps)
    place.set_schema(first - 1)
    with pytest.raises(OSError, match="killed"):
        place.open()
    assert place.schema() == first
    place.open().close()
    assert taken == [
        f"first at {first - 1}",
        f"second at {first}",
        f"second at {first}",
        f"third at {second}",
    ]
    assert place.schema() == third


def test_several_may_open_an_older_store_at_once(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    _fill(place)
    _set_back(place, 1)
    monkeypatch.setattr(migrations, "_ROWS_AT_ONCE", 2)
    start = threading.Barrier(3)

    def open_together(_: int) -> RowStore:
        start.wait()
        return place.open()

    with ThreadPoolExecutor(3) as pool:
        stores = list(pool.map(open_together, range(3)))
    _check(stores[0])
    for store in stores:
        store.close()
    assert place.schema() == SCHEMA_VERSION


def test_a_newer_store_is_refused_and_left_as_it_is(place: Place) -> None:
    _fill(place)
    place.set_schema(SCHEMA_VERSION + 1)
    with pytest.raises(StoreNewer) as refusal:
        place.open()
    assert str(refusal.value).endswith(
        f"was written by a newer Kith (schema {SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION}); update Kith"
    )
    assert place.schema() == SCHEMA_VERSION + 1
    place.set_schema(SCHEMA_VERSION)


def test_an_older_store_can_be_asked_for_without_changing_it(place: Place) -> None:
    from graph.opening import open_store

    _fill(place)
    _set_back(place, 2)
    with pytest.raises(StoreOlder) as refusal:
        open_store(place.url, state=place.state, may_migrate=False)
    assert f"has schema 2, and this Kith brings it to {SCHEMA_VERSION}: posts know at which change" in str(
        refusal.value
    )
    assert place.schema() == 2
    assert not place.state.exists()
    if isinstance(place, SqlitePlace):
        assert "born" not in {row[0] for row in place.run("SELECT name FROM pragma_table_info('posts')")}
