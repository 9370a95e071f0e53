"""A SQLite file that is moved, removed or replaced while it is open: nothing is read from it or written to it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import StoreReplaced
from graph.ledger.store import LedgerStore
from graph.model.account import Account
from graph.opening import open_store
from graph.port.batch import Batch


def store_in(folder: Path) -> LedgerStore:
    """A store with one account."""
    folder.mkdir()
    store = open_store(f"sqlite:///{folder / 'kith.db'}")
    write(store, "x:1")
    return store


def write(store: LedgerStore, account: str) -> None:
    with store.writer("test") as writer:
        writer.write(Batch([Account(id=account, handle="ada")]))


def replace(path: Path) -> None:
    other = store_in(path.parent / "other")
    other.close()
    (path.parent / "other" / "kith.db").replace(path)


def move(path: Path) -> None:
    path.rename(path.with_name("moved.db"))


@pytest.mark.parametrize("change", [replace, move, Path.unlink])
def test_a_file_that_is_not_the_one_opened_is_neither_read_nor_written(
    tmp_path: Path, change: Callable[[Path], None]
) -> None:
    path = tmp_path / "store" / "kith.db"
    with store_in(path.parent) as store:
        change(path)
        left = path.read_bytes() if path.exists() else None
        with pytest.raises(StoreReplaced, match="moved, removed or replaced while it was open; restart"):
            store.view().seq()
        with pytest.raises(StoreReplaced):
            write(store, "x:2")
        with pytest.raises(StoreReplaced):
            store.commits()
        assert (path.read_bytes() if path.exists() else None) == left, "what lies there now is not touched"


def test_a_file_that_is_back_is_read_and_written_as_before(tmp_path: Path) -> None:
    path = tmp_path / "store" / "kith.db"
    with store_in(path.parent) as store:
        before = store.view().seq()
        move(path)
        with pytest.raises(StoreReplaced):
            write(store, "x:2")
        path.with_name("moved.db").rename(path)
        write(store, "x:3")
        assert store.view().seq() > before
        assert [account and account.id for account in store.view().accounts(["x:2", "x:3"])] == [None, "x:3"]
