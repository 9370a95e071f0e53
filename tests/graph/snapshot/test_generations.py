"""Generations: one is kept while nothing changes, a merge of people shares all other files, others' are made anew."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from graph.ledger.store import LedgerStore
from graph.model.account import Relation
from graph.opening import open_store
from graph.rows.row_store import RowWriter
from graph.rows.table import Table
from graph.snapshot.generations import VERSION
from graph.stores.migrations import SCHEMA_VERSION, migrate
from graph.testing.records import account, acts, follow, keep, order, post


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LedgerStore]:
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}") as made:
        keep(made, account("x:1", handle="ada"), account("y:1"), post("1", "x:1", "a"), follow("y:1", "x:1"))
        keep(made, order("1", "y:1"))
        yield made


def generation(store: LedgerStore) -> Path:
    folder = store.state_folder / "snapshots"
    return folder / (folder / "current").read_text()


def files(store: LedgerStore) -> dict[str, int]:
    return {path.name: path.stat().st_ino for path in generation(store).glob("*.arrow")}


def test_nothing_is_written_while_nothing_changes(store: LedgerStore) -> None:
    one = store.view().snapshot()
    before = generation(store)
    assert store.view().snapshot().key == one.key
    assert generation(store) == before


def test_a_merge_of_people_writes_people_alone(store: LedgerStore) -> None:
    store.view().snapshot()
    before = files(store)
    store.decisions("eve").judge("x:1", "y:1", same=True, reason="r")
    merged = store.view().snapshot()
    after = files(store)
    assert {name for name in after if after[name] != before[name]} == {
        "people.arrow",
        "accounts.arrow",
        "raw-accounts.arrow",
    }
    assert merged.people.ids.to_pylist() == ["person:x:1"]
    assert tuple(Relation)[merged.people.relation[0]] is Relation.CUSTOMER


def test_what_is_refrozen_equals_what_is_frozen_from_nothing(store: LedgerStore, tmp_path: Path) -> None:
    store.view().snapshot()
    store.decisions("eve").judge("x:1", "y:1", same=True, reason="r")
    store.decisions("eve").add_us(["x:1"], Relation.COLLEAGUE)
    store.decisions("eve").opt_out("x:1")
    refrozen = store.view().snapshot()
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}", state=tmp_path / "elsewhere") as other:
        assert other.view().snapshot().key == refrozen.key


def test_a_handle_that_finds_its_account_changes_more_than_people(store: LedgerStore) -> None:
    keep(store, follow("x:9", "x:@bob"))
    assert ("x:9", "FOLLOW", "x:@bob") in acts(store)
    keep(store, account("x:5", handle="Bob"))
    assert ("x:9", "FOLLOW", "x:5") in acts(store)


def test_old_generations_are_forgotten(store: LedgerStore) -> None:
    for number in range(6):
        keep(store, post(f"n{number}", "x:1", "text"))
        store.view().snapshot()
    kept = [path for path in (store.state_folder / "snapshots").iterdir() if path.is_dir()]
    assert len(kept) == 3
    assert generation(store) in kept


def test_former_snapshots_are_those_still_kept_newest_first(store: LedgerStore) -> None:
    taken = [store.view().snapshot()]
    for number in range(4):
        keep(store, account(f"z:{number}"))
        taken.append(store.view().snapshot())
    former = list(store.view().former_snapshots())
    assert [snapshot.key for snapshot in former] == [snapshot.key for snapshot in reversed(taken[-3:])]
    assert former[0].people.ids.to_pylist() == taken[-1].people.ids.to_pylist()


def _meta(change: dict[str, Any]) -> Callable[[Path], None]:
    """Change what a generation says of itself; a value of None takes the name away."""

    def write(folder: Path) -> None:
        meta = json.loads((folder / "meta.json").read_text()) | change
        (folder / "meta.json").write_text(json.dumps({k: v for k, v in meta.items() if v is not None}))

    return write


def _without_a_column(folder: Path) -> None:
    with pa.memory_map(str(folder / "posts.arrow")) as file:
        table = pa.ipc.open_file(file).read_all().drop_columns(["texts"])
        with pa.OSFile(str(folder / "new.arrow"), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table)
    (folder / "new.arrow").rename(folder / "posts.arrow")


@pytest.mark.parametrize(
    "change",
    [
        _meta({"format": VERSION - 1}),
        _meta({"format": VERSION + 1}),
        _meta({"format": None}),
        _meta({"schema": SCHEMA_VERSION - 1}),
        _meta({"schema": None}),
        _meta({"store_id": None}),
        _meta({"fingerprint": None}),
        _meta({"seq": None}),
        lambda folder: (folder / "meta.json").write_text("[]"),
        lambda folder: (folder / "meta.json").write_text("{"),
        lambda folder: (folder / "meta.json").unlink(),
        lambda folder: (folder / "raw-posts.arrow").unlink(),
        lambda folder: (folder / "people.arrow").write_bytes(b"ARROW1"),
        _without_a_column,
    ],
)
def test_a_generation_of_another_version_or_a_broken_one_is_made_anew(
    store: LedgerStore, change: Callable[[Path], object]
) -> None:
    taken = store.view().snapshot()
    other = generation(store)
    change(other)
    again = store.view().snapshot()
    assert generation(store) != other
    assert again.key == taken.key
    assert again.posts.texts.to_pylist() == taken.posts.texts.to_pylist()
    keep(store, post("2", "x:1", "b"))
    newer = store.view().snapshot()
    assert newer.posts.ids.to_pylist() == ["post:x:1", "post:x:2"]
    assert newer.key in [snapshot.key for snapshot in store.view().former_snapshots()]


def test_a_migration_changes_rows_without_a_number_and_the_snapshot_follows(store: LedgerStore) -> None:
    """A store of the schema before has other hashes in its rows; their number stays when they are hashed again."""
    new = store.view().snapshot()

    def set_back(writer: RowWriter) -> None:
        row = writer.get(Table.POSTS, ["post:x:1"])["post:x:1"]
        writer.put(Table.POSTS, [{**row, "hash_hi": 1, "hash_lo": 1}])
        writer.set_schema(3)  # the step to 4 hashes again

    store.row_store.write(set_back)
    old = store.view().snapshot()
    assert (old.fingerprint != new.fingerprint, old.seq) == (True, new.seq)
    migrate(store.row_store, "the store")
    migrated = store.view().snapshot()
    assert (migrated.fingerprint, migrated.seq) == (new.fingerprint, new.seq)
