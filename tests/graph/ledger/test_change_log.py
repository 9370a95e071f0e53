"""The log of removals names nobody, is short, and snapshots follow it all the same."""

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import apsw
import pytest

from graph.ledger.store import LedgerStore
from graph.model.tombstone import Deletion, Reason
from graph.opening import open_store
from graph.rows.change_log import complete_from, erased_seq
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows
from graph.testing.records import T0, account, keep, post


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LedgerStore]:
    """A store of three posts, of which a snapshot was taken."""
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}") as opened:
        keep(
            opened, account("x:1"), account("x:2"), *(post(str(n), "x:1", f"text {n}", stated_at=T0) for n in range(3))
        )
        opened.view().snapshot()
        yield opened


def log_of(store: LedgerStore) -> list[str]:
    """What the log holds of each removal."""
    return [row["key"] for row in store.row_store.read(lambda reader: list(all_rows(reader, Table.CHANGES)))]


def delete(store: LedgerStore, number: int) -> None:
    """Hear from the source that a post is gone."""
    keep(store, Deletion(id=f"post:x:{number}", at=T0 + timedelta(days=1)))


def generations(store: LedgerStore) -> list[Path]:
    """Snapshots on disk, oldest first."""
    return sorted((store.state_folder / "snapshots").glob("0*/"))


def test_a_removal_is_followed_though_the_log_names_nobody(store: LedgerStore) -> None:
    delete(store, 1)
    (mark,) = log_of(store)
    assert len(mark) == 32
    assert "post" not in mark
    merged = store.view().snapshot()
    assert merged.posts.ids.to_pylist() == ["post:x:0", "post:x:2"]
    shutil.rmtree(store.state_folder / "snapshots")
    assert store.view().snapshot().fingerprint == merged.fingerprint


def test_what_an_older_kith_logged_is_followed_too(store: LedgerStore, tmp_path: Path) -> None:
    delete(store, 1)
    connection = apsw.Connection(str(tmp_path / "kith.db"))
    connection.execute("UPDATE changes SET key = 'post:x:1'")
    connection.close()
    assert store.view().snapshot().posts.ids.to_pylist() == ["post:x:0", "post:x:2"]


def test_the_log_goes_back_as_far_as_the_oldest_snapshot(store: LedgerStore) -> None:
    for number in range(2):
        delete(store, number)
        store.view().snapshot()
    assert len(log_of(store)) == 2, "the first snapshot is there still"
    shutil.rmtree(generations(store)[0])
    shutil.rmtree(generations(store)[0])
    keep(store, account("x:3"))
    assert log_of(store) == []
    assert store.row_store.read(complete_from) > 0


def test_who_has_an_older_snapshot_than_the_log_freezes_anew(store: LedgerStore) -> None:
    (former,) = generations(store)
    aside = former.parent.with_name("elsewhere")
    shutil.copytree(former.parent, aside)
    delete(store, 1)
    shutil.rmtree(former.parent)
    keep(store, account("x:3"))
    assert log_of(store) == []
    aside.rename(former.parent)
    assert store.view().snapshot().posts.ids.to_pylist() == ["post:x:0", "post:x:2"]


def test_after_erasing_the_log_is_empty_and_older_snapshots_go(store: LedgerStore) -> None:
    delete(store, 1)
    store.view().snapshot()
    store.decisions("me").erase("x:1")
    assert log_of(store) == []
    assert len(generations(store)) == 2
    (store.state_folder / "snapshots" / "notes-of-others").mkdir()
    snapshot = store.view().snapshot()
    assert snapshot.posts.ids.to_pylist() == []
    assert [int(path.name[:12]) for path in generations(store)] == [snapshot.seq]
    assert store.row_store.read(erased_seq) == snapshot.seq
    assert (store.state_folder / "snapshots" / "notes-of-others").is_dir()


def test_a_file_that_others_read_is_scrubbed_later(
    store: LedgerStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "graph.stores.sqlite.opening._PRAGMAS", ("PRAGMA busy_timeout = 50", "PRAGMA secure_delete = ON")
    )
    assert store.scrub(), "nobody was erased"
    store.decisions("me").erase("x:1")
    reader = apsw.Connection(str(tmp_path / "kith.db"))
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM posts").fetchall()
    assert not store.scrub()
    assert store.is_unscrubbed()
    reader.close()
    assert store.scrub()
    assert not store.is_unscrubbed()
    assert b"text 1" not in (tmp_path / "kith.db").read_bytes()


def test_an_erasure_in_the_middle_of_a_scrub_is_cleared_away_as_well(
    store: LedgerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    scrub = store.row_store.scrub

    def erasing_meanwhile() -> bool:
        clean = scrub()
        store.decisions("me").erase("x:2")
        return clean

    keep(store, account("x:2"))
    store.decisions("me").erase("x:1")
    with monkeypatch.context() as patch:
        patch.setattr(store.row_store, "scrub", erasing_meanwhile)
        assert not store.scrub()
    assert store.is_unscrubbed()
    assert store.scrub()


def test_erasing_somebody_who_never_came_leaves_nothing_to_clear_away(store: LedgerStore) -> None:
    keep(store, Deletion(id="x:404", at=T0, reason=Reason.ERASED))
    assert not store.is_unscrubbed()
    keep(store, account("x:404"))
    assert store.view().accounts(["x:404"]) == [None]
    keep(store, Deletion(id="x:1", at=T0, reason=Reason.ERASED))
    assert store.is_unscrubbed()


def test_somebody_whom_loads_only_remember_is_cleared_away(store: LedgerStore) -> None:
    """The source deleted the account before: it has no row, and statements that are not shown may still name it."""
    keep(store, Deletion(id="x:1", at=T0))
    keep(store, Deletion(id="x:1", at=T0, reason=Reason.ERASED))
    assert store.is_unscrubbed()


def test_erasures_of_an_older_kith_are_cleared_away_once_its_store_has_a_key(store: LedgerStore) -> None:
    store.decisions("me").erase("x:1")
    assert store.scrub()
    store.row_store.write(lambda writer: writer.set_meta("tombstone_key", ""))
    connection = apsw.Connection(str(store.state_folder).removesuffix(".state"))
    connection.execute("DELETE FROM meta WHERE name = 'tombstone_key'")
    connection.close()
    keep(store, account("x:3"))
    assert store.is_unscrubbed()
