"""Generations: one is kept while nothing changes, and a merge of people shares all other files."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.ledger.store import LedgerStore
from graph.model.account import Relation
from graph.opening import open_store
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
