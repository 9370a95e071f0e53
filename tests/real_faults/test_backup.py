"""Backups: whole or not at all, alike for both stores, and nobody comes back with one who was erased since."""

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from api.settings import read_settings
from api.workspace.store_of_settings import store_of_settings
from graph.ledger.backup import FACTS, OWN_FACTS
from graph.ledger.backup_file import BackupWriter
from graph.ledger.restoring import Restoring
from graph.model.account import Account
from graph.port.batch import Batch, Written
from graph.rows.table import Table
from graph.rows.whole_tables import all_rows
from graph.stores.neo4j.row_store import Neo4jRowStore
from tests.api.command_line import answer_of, kith, refusal_of
from tests.real_faults.test_erased_bytes import FAULTY, LIKES, MORE, ORDERS, PEOPLE, POSTS, TRACES, left_in

OTHER = "sqlite:///other.db"
_OF_NEO4J = {"schema", "types", "tests", "lock", "turn"}


@pytest.fixture
def loaded(folder: Path) -> Path:
    """A store that knows somebody in many ways, and somebody who was suspended."""
    files = {"people": PEOPLE, "posts": POSTS, "transactions": ORDERS, "interactions": LIKES, "faulty": FAULTY}
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text)
    (folder / "more.csv").write_text(MORE)
    (folder / "deletions.csv").write_text("id,at,reason\nx:4,2026-06-01T09:00:00Z,SUSPENDED\n")
    steps = (
        "load csv people.csv posts.csv transactions.csv interactions.csv --network x",
        "load csv --as people more.csv --name crm",
        "load csv --as people faulty.csv",
        "judge x:qa90017 x:4 --different --reason names",
        "us add x:qa90017",
        "watch add Zarah --kind person --account x:qa90017",
        "watch add Tea --kind product --term tea --account x:qa90017 --account x:2",
        "load csv deletions.csv",
    )
    for step in steps:
        result = kith(*step.split())
        assert result.exit_code == 0, (step, result.output)
    return folder


def _key() -> str:
    state = Path(os.environ.get("KITH_STATE", "kith.db.state"))
    return (state / "tombstone.key").read_bytes().hex()


def _rows(url: str | None = None) -> dict[str, list[dict[str, Any]]]:
    """All rows of a store but those of the log of removals, in the order of ids."""
    state = None if url is None else "other.db.state"
    with store_of_settings(read_settings(store=url, state=state), create=False) as store:
        return store.row_store.read(
            lambda reader: {
                table.value: sorted(all_rows(reader, table), key=lambda row: str(row["id"]))
                for table in Table
                if table is not Table.CHANGES
            }
        )


def test_a_backup_restores_into_a_store_of_either_kind(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _rows()
    answer = answer_of("backup", "one.kith")
    assert answer["rows"] == {table: len(rows) for table, rows in before.items() if rows}
    assert (loaded / "one.kith").stat().st_mode & 0o777 == 0o600
    assert sorted(path.name for path in loaded.glob("*kith*")) == sorted({"one.kith", *_files_of_store(loaded)})
    assert "there already" in refusal_of("backup", "one.kith")
    assert "--replace" in refusal_of("restore", "one.kith")

    monkeypatch.setenv("KITH_TOMBSTONE_KEY", _key())
    assert answer_of("restore", "one.kith", "--store", OTHER)["restored"]
    assert _rows(OTHER) == before
    assert kith("backup", "two.kith", "--store", OTHER).exit_code == 0
    assert kith("erase", "x:2", "--yes").exit_code == 0
    assert kith("watch", "remove", "Tea").exit_code == 0
    declined = kith("restore", "two.kith", "--replace")
    assert declined.exit_code == 1
    assert "would go" in declined.stderr
    assert answer_of("restore", "one.kith", "--replace", "--yes")["kept_away"] >= 2, "x:2 and its post"
    with store_of_settings(read_settings(), create=False) as store:
        assert store.view().accounts(["x:2", "x:3"])[0] is None
        assert [watch.name for watch in store.view().watches()] == ["Tea", "Zarah"]


def _files_of_store(folder: Path) -> set[str]:
    return {path.name for path in folder.glob("kith.db*")}


def test_who_was_erased_since_stays_away_without_a_trace(loaded: Path) -> None:
    assert {trace for trace, _ in left_in(loaded)} == set(TRACES)
    assert kith("backup", "one.kith").exit_code == 0
    assert kith("erase", "@zarah_q", "--yes").exit_code == 0
    assert left_in(loaded) == set()
    after = _rows()
    assert answer_of("restore", "one.kith", "--replace", "--yes")["kept_away"] > 0
    assert left_in(loaded) == set()
    restored = _rows()
    assert [row["id"] for row in restored["tombstones"]] == [row["id"] for row in after["tombstones"]]
    assert [row["id"] for row in restored["accounts"]] == [row["id"] for row in after["accounts"]]
    for file in ("people.csv", "posts.csv", "transactions.csv", "interactions.csv"):
        assert kith("load", "csv", "--network", "x", file).exit_code == 0
    assert left_in(loaded) == set()


def test_what_is_not_whole_is_refused_and_nothing_is_touched(loaded: Path) -> None:
    assert kith("backup", "one.kith").exit_code == 0
    content, before = (loaded / "one.kith").read_bytes(), _rows()
    lines = gzip.decompress(content).splitlines(keepends=True)
    changed = lines[1].replace(b"1", b"2", 1)
    faulty = {
        "cut": content[: len(content) // 2],
        "without its end": content[:-4],
        "empty": b"",
        "flipped": content[:200] + bytes([content[200] ^ 64]) + content[201:],
        "other": b"id,name\n1,Ada\n",
        "without its last line": gzip.compress(b"".join(lines[:-1])),
        "with another row": gzip.compress(b"".join([lines[0], changed, *lines[2:]])),
        "with more behind": gzip.compress(b"".join([*lines, lines[1]])),
        "some JSON": gzip.compress(b'{"kith": 1}\n'),
    }
    for name, wrong in faulty.items():
        (loaded / "wrong.kith").write_bytes(wrong)
        sentence = refusal_of("restore", "wrong.kith", "--replace", "--yes")
        assert "expected a whole backup" in sentence, (name, sentence)
    newer = lines[0].replace(b'"format":1', b'"format":2')
    (loaded / "wrong.kith").write_bytes(gzip.compress(b"".join([newer, *lines[1:]])))
    assert "update Kith" in refusal_of("restore", "wrong.kith", "--replace", "--yes")
    assert "no file" in refusal_of("restore", "nowhere.kith")
    assert kith("restore", "wrong.kith", "--store", "sqlite:///new.db").exit_code == 1
    assert not (loaded / "new.db").exists()
    assert _rows() == before


def test_a_backup_that_ends_early_leaves_nothing(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = set(loaded.iterdir())

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    def killed(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("graph.ledger.backup.os.fsync", full)
        assert "No space left on device" in refusal_of("backup", "one.kith")
    with monkeypatch.context() as patch:
        patch.setattr(BackupWriter, "end", killed)
        assert kith("backup", "one.kith").exit_code == 130
    assert set(loaded.iterdir()) == before
    assert "nowhere" in refusal_of("backup", "nowhere/one.kith")


def test_a_restore_that_is_killed_goes_on_or_changed_nothing(
    loaded: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert kith("backup", "one.kith").exit_code == 0
    before = _rows()
    writings = 0
    copy = Restoring._copy_by

    def killed(self: Restoring, run: Any, *rest: Any) -> None:
        def counted(work: Any) -> Any:
            nonlocal writings
            writings += 1
            if writings == 20:
                raise KeyboardInterrupt
            return run(work)

        copy(self, counted, *rest)

    with monkeypatch.context() as patch:
        patch.setattr(Restoring, "_copy_by", killed)
        assert kith("restore", "one.kith", "--replace", "--yes").exit_code == 130
    if "KITH_STATE" in os.environ:  # a server, which holds a part now
        for command in (("status",), ("load", "csv", "people.csv"), ("backup", "two.kith")):
            assert "run kith restore FILE again" in refusal_of(*command)
        assert "with the same backup or another" in kith("doctor").output
        assert answer_of("restore", "one.kith")["restored"]
    assert _rows() == before
    assert not list(loaded.rglob("restoring/*"))


def test_another_key_is_refused(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kith("erase", "x:3", "--yes").exit_code == 0
    assert kith("backup", "one.kith").exit_code == 0
    monkeypatch.setenv("KITH_TOMBSTONE_KEY", "ab" * 32)
    sentence = refusal_of("restore", "one.kith", "--store", OTHER)
    assert "made with another key" in sentence
    assert answer_of("status", "--store", OTHER)["accounts"] == 0


def test_what_is_written_meanwhile_is_in_it_whole_or_not_at_all(loaded: Path) -> None:
    with (
        store_of_settings(read_settings(), create=False) as store,
        store_of_settings(read_settings(), create=False) as us,
    ):
        writings: list[Written] = []

        def write(_stage: str, _share: float) -> None:
            if not writings:
                with us.writer("tests") as writer:
                    writings.append(writer.write(Batch([Account(id=f"x:new{n}") for n in range(3)])))

        backup = store.backup(loaded / "one.kith", write)
        total = store.row_store.read(lambda reader: reader.count(Table.ACCOUNTS))
        assert writings[0].written == 3
    lines = [json.loads(line) for line in gzip.decompress((loaded / "one.kith").read_bytes()).splitlines()]
    numbers = [number for line in lines for number in line.get("columns", {}).get("seq", ())]
    assert max(numbers) <= backup.header.seq
    assert backup.rows["accounts"] in {total, total - 3}


@pytest.mark.usefixtures("loaded")
def test_every_setting_in_the_store_goes_with_it_or_is_its_own() -> None:
    with store_of_settings(read_settings(), create=False) as store:
        if isinstance(store.row_store, Neo4jRowStore):
            names = store.row_store._write(
                lambda writer: [record[0] for record in writer.run("MATCH (k:Kith) RETURN k.name")]
            )
        else:
            with store.row_store._borrowed() as connection:  # type: ignore[attr-defined]
                names = [row[0] for row in connection.execute("SELECT name FROM meta")]
    assert "networks" in names
    assert set(names) - _OF_NEO4J <= {*FACTS, *OWN_FACTS}, "say in graph/ledger/backup.py whether a backup holds it"
