"""The key of the tombstones in a store that was written before its digest was kept there."""

from collections.abc import Callable
from pathlib import Path

import apsw
import pytest

from graph.errors import OtherTombstoneKey
from graph.ledger.store import LedgerStore
from graph.model.tombstone import Deletion, Reason
from graph.opening import open_store
from graph.port.batch import Record
from graph.testing.records import T0, account, keep

KEY, OTHER = b"k" * 32, b"o" * 32


def opened(folder: Path, key: bytes) -> LedgerStore:
    """Open the store of a folder with a key."""
    return open_store(f"sqlite:///{folder / 'kith.db'}", tombstone_key=key)


def written_before(folder: Path, *records: Record) -> None:
    """Make a store that holds records, and no digest of its key."""
    with opened(folder, KEY) as store:
        keep(store, account("x:1", handle="ada"), account("x:2", handle="bo"))
        for record in records:
            keep(store, record)
    connection = apsw.Connection(str(folder / "kith.db"))
    connection.execute("DELETE FROM meta WHERE name = 'tombstone_key'")
    if not connection.execute("SELECT id FROM accounts WHERE id = 'x:1'").fetchall():
        connection.execute("INSERT INTO changes VALUES ('1', 1, 'accounts', 'x:1')")  # the log held ids then
    connection.close()


@pytest.mark.parametrize("reason", [Reason.ERASED, Reason.SUSPENDED])
def test_the_key_is_known_by_what_its_tombstones_lie_on(tmp_path: Path, reason: Reason) -> None:
    written_before(tmp_path, Deletion(id="x:1", at=T0, reason=reason))
    with opened(tmp_path, OTHER) as store:
        assert not store.erasures_hold()
        with pytest.raises(OtherTombstoneKey):
            keep(store, account("x:3"))
    with opened(tmp_path, KEY) as store:
        assert store.erasures_hold()
        keep(store, account("x:3"))
    with opened(tmp_path, OTHER) as store:
        assert not store.erasures_hold()


def test_tombstones_of_what_never_came_fit_any_key(tmp_path: Path) -> None:
    written_before(tmp_path, Deletion(id="x:9", at=T0, reason=Reason.ERASED))
    with opened(tmp_path, OTHER) as store:
        assert store.erasures_hold()


DECISIONS: dict[str, Callable[[LedgerStore], object]] = {
    "load": lambda store: store.writer("t"),
    "judge": lambda store: store.decisions("me").judge("x:2", "x:3", same=True, reason="told"),
    "erase": lambda store: store.decisions("me").erase("x:2"),
    "unload": lambda store: store.decisions("me").unload("load:1"),
}


@pytest.mark.parametrize("decision", DECISIONS)
def test_no_pen_writes_with_another_key(tmp_path: Path, decision: str) -> None:
    with opened(tmp_path, KEY) as store:
        keep(store, account("x:1"), account("x:2"), account("x:3"))
        store.decisions("me").erase("x:1")
    with opened(tmp_path, OTHER) as store:
        before = store.view().seq()
        with pytest.raises(OtherTombstoneKey):
            DECISIONS[decision](store)
        assert store.view().seq() == before
