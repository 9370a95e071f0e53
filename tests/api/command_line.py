"""Running commands in this process, as the tests of the command line do."""

import csv
import io
import json
import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli.command import app
from tests.patience import service_environment

PEOPLE = "id,handle,name,email\nx:1,ada,Ada Lovelace,ada@engines.example\nx:2,bob,Bob,\nplaza:2,bob,Bobby,\n"
POSTS = "id,author,at,text,mentions\nx:10,x:2,2026-01-01T10:00Z,hello @ada,x:1\nx:11,x:1,nonsense,hello,\n"


def kith(*arguments: str) -> Result:
    """Run a command."""
    return CliRunner().invoke(app, list(arguments), prog_name="kith")


def answer_of(*arguments: str) -> dict[str, Any]:
    """Run a command that must work, with --json, and read its answer."""
    result = kith(*arguments, "--json")
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads(result.stdout)
    return document


def rows_of(*arguments: str) -> list[dict[str, Any]]:
    """The rows of an answer."""
    answer: list[dict[str, Any]] = answer_of(*arguments)["rows"]
    return answer


def csv_of(*arguments: str) -> list[dict[str, str]]:
    """Run a command that must work, with --csv, and read its rows."""
    result = kith(*arguments, "--csv")
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def refusal_of(*arguments: str) -> str:
    """Run a command that must refuse with exit code 1 and one sentence; returns that."""
    result = kith(*arguments)
    assert (result.exit_code, result.stdout) == (1, ""), result.output
    assert result.stderr.startswith("kith: ")
    assert result.stderr.count("\n") == 1
    return result.stderr


def settle(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in a folder, with no settings from outside."""
    monkeypatch.chdir(folder)
    for name in [name for name in os.environ if name.startswith("KITH_") and not name.startswith("KITH_TEST_")]:
        monkeypatch.delenv(name)
    for name, value in service_environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("KITH_ACTOR", "tess")


def load_three_people(folder: Path) -> Path:
    """Make a store kith.db in the working directory with three people and a post; one row is rejected."""
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "posts.csv").write_text(POSTS)
    result = kith("load", "csv", str(folder / "people.csv"), str(folder / "posts.csv"))
    assert result.exit_code == 0, result.output
    return folder
