"""`kith doctor`: what it finds, and how it says to mend it."""

import contextlib
from pathlib import Path
from typing import Any

import apsw
import pytest

from graph.stores.migrations import SCHEMA_VERSION
from tests.api.command_line import answer_of, kith, load_three_people, settle


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch)


def _checks(*arguments: str, exit_code: int = 0) -> dict[str, dict[str, Any]]:
    import json

    result = kith("doctor", "--json", *arguments)
    assert result.exit_code == exit_code, result.output
    document = json.loads(result.stdout)
    assert document["ok"] is (exit_code == 0)
    return {row["check"]: row for row in document["rows"]}


def test_on_a_good_store_nothing_is_broken(tmp_path: Path) -> None:
    load_three_people(tmp_path)
    checks = _checks()
    assert set(checks) == {
        "python",
        "libraries",
        "settings",
        "encoder",
        "store",
        "pages of the store",
        "state folder",
        "tombstones",
        "compiled kernels",
    }
    assert {check["verdict"] for check in checks.values()} <= {"ok", "note"}
    assert "3 accounts" in checks["store"]["found"]
    assert "sqlite 3." in checks["store"]["found"]
    assert "lexical" in checks["encoder"]["found"]


def test_no_store_yet_is_a_note_and_none_is_made(tmp_path: Path) -> None:
    assert _checks()["store"]["verdict"] == "note"
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_store_is_broken_with_how_to_mend_it(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear diary")
    store = _checks("--store", "sqlite:///letter.txt", exit_code=1)["store"]
    assert store["verdict"] == "broken"
    assert "KITH_STORE" in store["mend"]
    table = kith("doctor", "--store", "sqlite:///letter.txt")
    assert table.exit_code == 1
    assert "store: name a Kith store" in table.stdout


def _set_schema(version: int) -> None:
    with contextlib.closing(apsw.Connection("kith.db")) as file:
        file.execute(f"PRAGMA user_version = {version}")


def _schema() -> int:
    with contextlib.closing(apsw.Connection("kith.db")) as file:
        return int(next(iter(file.execute("PRAGMA user_version")))[0])


def test_an_older_store_is_a_note_that_says_what_will_be_done_and_stays_as_it_is(tmp_path: Path) -> None:
    load_three_people(tmp_path)
    _set_schema(SCHEMA_VERSION - 1)
    store = _checks()["store"]
    assert store["verdict"] == "note"
    assert f"kith.db has schema {SCHEMA_VERSION - 1}, and this Kith brings it to {SCHEMA_VERSION}: " in store["found"]
    assert "copy the store first" in store["mend"]
    assert _schema() == SCHEMA_VERSION - 1


def test_a_newer_store_is_broken_and_kith_is_to_be_updated(tmp_path: Path) -> None:
    load_three_people(tmp_path)
    _set_schema(SCHEMA_VERSION + 1)
    store = _checks(exit_code=1)["store"]
    assert store["verdict"] == "broken"
    assert f"written by a newer Kith (schema {SCHEMA_VERSION + 1}" in store["found"]
    assert store["mend"].startswith("update Kith")
    assert _schema() == SCHEMA_VERSION + 1


def test_a_server_that_does_not_answer_is_broken() -> None:
    store = _checks("--store", "bolt://127.0.0.1:9", exit_code=1)["store"]
    assert "127.0.0.1:9" in store["found"]
    assert "KITH_NEO4J_PASSWORD" in store["mend"]


def test_a_bad_setting_is_broken_and_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_PORT", "many")
    checks = _checks(exit_code=1)
    assert "KITH_PORT" in checks["settings"]["found"]
    assert "store" not in checks


def test_an_encoder_that_is_not_installed_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.cli.checks.find_spec", lambda _: None)
    monkeypatch.setenv("KITH_ENCODER", "sentence-transformers:any-model")
    assert "kith[embeddings]" in _checks(exit_code=1)["encoder"]["mend"]


def test_a_lost_tombstone_key_is_broken(tmp_path: Path) -> None:
    load_three_people(tmp_path)
    (tmp_path / "kith.db.state" / "tombstone.key").write_bytes(b"short")
    checks = _checks(exit_code=1)
    assert "tombstone.key" in checks["store"]["found"]


def test_a_state_folder_that_cannot_be_written_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_three_people(tmp_path)

    def refuse(**_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("api.cli.checks.tempfile.NamedTemporaryFile", refuse)
    checks = _checks(exit_code=1)
    assert "KITH_STATE" in checks["state folder"]["mend"]
    assert "NUMBA_CACHE_DIR" in checks["compiled kernels"]["mend"]


def test_what_it_says_is_what_commands_find(tmp_path: Path) -> None:
    load_three_people(tmp_path)
    assert answer_of("loads")["rows"]
    assert _checks()["settings"]["found"] == "store sqlite:///kith.db, decisions in the name of tess"
