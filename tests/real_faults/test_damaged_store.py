"""A SQLite file whose pages are damaged: no library's words, and doctor says what is wrong and what to do."""

import shutil
from pathlib import Path

import apsw
import pytest

from tests.api.command_line import answer_of, kith, refusal_of, settle

EDGES = "source,target,weight\n" + "".join(f"a{n},b{n * n % 71},{n % 4 + 1}\n" for n in range(3_000))


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    settle(tmp_path, monkeypatch)
    (tmp_path / "edges.csv").write_text(EDGES)
    assert kith("load", "edges", "edges.csv").exit_code == 0
    path = tmp_path / "kith.db"
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return path


def test_damaged_pages_are_said_in_a_sentence(store: Path) -> None:
    assert answer_of("doctor")["ok"] is True
    shutil.rmtree(store.with_name("kith.db.state") / "snapshots")  # what is frozen is answered from, damage or not
    content = bytearray(store.read_bytes())
    for start in range(len(content) // 4, len(content), 4096):  # all pages but those that say what tables there are
        content[start : start + 200] = b"\xff" * 200
    store.write_bytes(content)
    for command in (("status",), ("rank",), ("load", "edges", "edges.csv", "--batch-size", "7")):
        sentence = refusal_of(*command)
        assert "is damaged" in sentence, sentence
        assert "kith doctor" in sentence
    checked = answer_of_broken("doctor")
    assert "restore a backup" in checked


def answer_of_broken(command: str) -> str:
    result = kith(command, "--json")
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.output
