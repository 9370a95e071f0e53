"""What goes wrong: one clear sentence and the right exit code, and never a trace of the program."""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

import apsw
import pytest

from graph.stores.migrations import SCHEMA_VERSION
from graph.stores.sqlite.schema import APPLICATION_ID
from tests.api.command_line import kith, load_three_people, refusal_of, settle
from tests.modules import ROOT
from tests.patience import patience
from tests.ports import free_port


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a working directory of its own, and no settings from outside."""
    settle(tmp_path, monkeypatch)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    return load_three_people(tmp_path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["load", "csv", "gone.csv"], "gone.csv is not there"),
        (["load", "csv", "wrong.csv", "--as", "posts"], "wrong.csv has no column"),
        (["load", "xml", "wrong.csv"], "there is no source 'xml'"),
        (["load", "edges", "wrong.csv", "--as", "posts"], "does not take --as"),
        (["load", "x", "half.jsonl"], "half.jsonl"),
        (["load", "csv", "wrong.csv", "--as", "posts", "--store", "sqlite:///no/such/kith.db"], "no"),
        (["load", "csv", "people.csv", "--name", " "], "expected a name"),
        (["loads", "--store", "sqlite:///gone.db"], "no store at gone.db"),
        (["loads", "--store", "sqlite:///people.csv"], "no SQLite database"),
        (["loads", "--store", "sqlite:///other.db"], "database of another program"),
        (["loads", "--store", "sqlite:///newer.db"], "newer Kith"),
        (["loads", "--store", "postgres://x"], "expected a store like"),
        (["loads", "--store", "bolt://ada:secret@127.0.0.1"], "KITH_NEO4J_PASSWORD"),
        (["loads", "--store", "bolt://127.0.0.1:9"], "127.0.0.1:9"),
        (["unload", "load:99"], "load:99"),
        (["judge", "--undo", "judgement:none"], "judgement:none"),
        (["judge", "x:1", "x:404", "--same", "--reason", "r"], "x:404"),
        (["us", "add", "x:404"], "x:404"),
        (["opt-out", "person:x:404"], "person:x:404"),
    ],
)
def test_bad_input_gets_one_clear_sentence_and_exit_code_1(loaded: Path, arguments: list[str], said: str) -> None:
    (loaded / "wrong.csv").write_text("colour,shape\nred,round\n")
    (loaded / "half.jsonl").write_text('{"data": [{"id": "1", "te\n')
    _make_database(loaded / "other.db", "PRAGMA user_version = 1")
    _make_database(loaded / "newer.db", "PRAGMA user_version = 999", f"PRAGMA application_id = {APPLICATION_ID}")
    before = sorted(path.name for path in loaded.iterdir())
    sentence = refusal_of(*arguments)
    assert said in sentence
    assert "Error" not in sentence
    assert sorted(path.name for path in loaded.iterdir()) == before, "a refused command leaves nothing behind"


@pytest.mark.parametrize(
    "command",
    [
        "loads",
        "rejected",
        "status",
        "rank",
        "communities",
        "person @ada",
        "us list",
        "watch list",
        "load csv people.csv",
        "opt-out @ada",
    ],
)
def test_every_command_refuses_a_newer_store_with_what_to_do(loaded: Path, command: str) -> None:
    _set_schema(loaded / "kith.db", SCHEMA_VERSION + 1)
    assert refusal_of(*command.split()).endswith(
        f"kith.db was written by a newer Kith (schema {SCHEMA_VERSION + 1}, this one knows {SCHEMA_VERSION});"
        " update Kith\n"
    )


def test_a_command_brings_an_older_store_up_to_date_and_says_so_on_standard_error(loaded: Path) -> None:
    _set_schema(loaded / "kith.db", SCHEMA_VERSION - 1)
    command = [sys.executable, "-m", "api", "loads", "--json"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    first, second = (
        subprocess.run(command, capture_output=True, text=True, check=True, env=env, timeout=patience(300))
        for _ in range(2)
    )
    assert len(json.loads(first.stdout)["rows"]) == 1
    assert first.stderr.startswith(f"kith.db: bringing schema {SCHEMA_VERSION - 1} to {SCHEMA_VERSION}: ")
    assert first.stderr.count("\n") == 1
    assert second.stderr == ""


def _set_schema(path: Path, version: int) -> None:
    with contextlib.closing(apsw.Connection(str(path))) as file:
        file.execute(f"PRAGMA user_version = {version}")


def _make_database(path: Path, *pragmas: str) -> None:
    connection = apsw.Connection(str(path))
    connection.execute("CREATE TABLE songs (title TEXT)")
    for pragma in pragmas:
        connection.execute(pragma)
    connection.close()


@pytest.mark.parametrize(
    "arguments",
    [
        ["loads", "--json", "--csv"],
        ["nonsense"],
        ["load", "csv"],
        ["judge", "x:1", "x:2", "--reason", "r"],
        ["judge", "x:1", "x:2", "--same", "--different", "--reason", "r"],
        ["judge", "x:1", "x:2", "--same"],
        ["judge", "x:1"],
        ["judge", "x:1", "--undo", "judgement:1"],
        ["us", "add", "x:1", "--brand", "--colleague"],
        ["rank", "--since", "yesterday"],
        ["rank", "--until", "2026-01-01T10:00"],
        ["map", "@ada", "--json", "--csv"],
        ["map", "@ada", "--format", "png"],
        ["map", "@ada", "--nodes"],
        ["path", "@ada", "--max-hops", "9"],
        ["load", "csv", "people.csv", "--batch-size", "0"],
    ],
)
def test_wrong_usage_is_exit_code_2_with_the_reason_on_standard_error(loaded: Path, arguments: list[str]) -> None:
    result = kith(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


@pytest.mark.parametrize("command", ["loads", "us list", "rejected", "status", "rank", "communities", "themes"])
def test_reading_makes_no_store(tmp_path: Path, command: str) -> None:
    result = kith(*command.split())
    assert result.exit_code == 1
    assert "there is no store at kith.db" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_setting_that_is_none_is_named(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_STOER", "sqlite:///a.db")
    result = kith("loads")
    assert result.exit_code == 1
    assert "did you mean KITH_STORE?" in result.stderr


def test_the_store_of_the_settings_is_used_and_an_option_wins(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_STORE", "sqlite:///elsewhere.db")
    assert kith("loads").exit_code == 1
    assert kith("loads", "--store", "sqlite:///kith.db").exit_code == 0


def test_an_error_nobody_foresaw_is_one_sentence_and_its_trace_is_for_debugging(
    loaded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("the floor is lava")

    monkeypatch.setattr("graph.ledger.views.loads.LedgerLoads.loads", fail)
    result = kith("loads")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "kith: the floor is lava (RuntimeError; KITH_LOG_LEVEL=debug shows where)\n"
    monkeypatch.setenv("KITH_LOG_LEVEL", "debug")
    assert "Traceback" in kith("loads").stderr


def test_an_interrupt_is_one_sentence_and_exit_code_130(loaded: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("graph.ledger.views.loads.LedgerLoads.loads", interrupted)
    result = kith("loads")
    assert (result.exit_code, result.stdout) == (130, "")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [["csv", "gone.csv"], ["csv", "wrong.csv", "--as", "posts"], ["x", "half.jsonl"], ["edges", "binary.csv"]],
)
def test_a_load_that_is_refused_makes_no_store(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "wrong.csv").write_text("colour,shape\nred,round\n")
    (tmp_path / "half.jsonl").write_text('{"data": [{"id": "1", "te\n')
    (tmp_path / "binary.csv").write_bytes(bytes(range(256)) * 10)
    refusal_of("load", *arguments)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["binary.csv", "half.jsonl", "wrong.csv"]


def test_the_drivers_own_lines_stand_beside_no_sentence(tmp_path: Path) -> None:
    """In a process of its own: pytest's handlers would take what the driver logs."""
    url = f"neo4j://127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "api", "status", "--store", url]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=patience(60))
    assert result.returncode == 1
    assert result.stderr == f"kith: no Neo4j answers at {url}; is the server running?\n"
