"""The page about the command line tells the truth: its commands run, from top to bottom, on the demo world."""

import json
import shlex
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from api.cli.command import app
from tests.api.command_line import kith, settle
from tests.fences import fences
from tests.modules import ROOT


def test_every_example_runs(demo_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(demo_folder, tmp_path, dirs_exist_ok=True)  # `kith demo` ran there: it need not analyse again
    settle(tmp_path, monkeypatch)
    ran = set()
    for fence in fences((ROOT / "docs" / "cli.md").read_text(encoding="utf-8")):
        if fence.name:
            (tmp_path / fence.name).write_text(fence.text, encoding="utf-8")
        elif fence.language == "json":
            json.loads(fence.text)
        elif fence.language == "sh":
            for line in fence.commands():
                program, *arguments = shlex.split(line, comments=True)
                if program == "export":
                    monkeypatch.setenv(*arguments[0].split("=", 1))
                    continue
                assert program == "kith", f"docs/cli.md:{fence.line}: {line}"
                result = kith(*arguments)
                assert result.exit_code == 0, f"docs/cli.md:{fence.line}: {line}\n{result.output}"
                ran.add(arguments[0])
    assert ran >= {"demo", "doctor", "load", "rank", "communities", "themes", "path", "map", "person", "us", "judge"}


def _options(group: Any, name: str = "kith") -> Iterator[tuple[str, set[str]]]:
    for word, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _options(command, f"{name} {word}")
        else:
            yield f"{name} {word}", {option for parameter in command.params for option in parameter.opts}


def test_every_command_takes_a_store_and_every_answer_has_its_forms() -> None:
    taken = dict(_options(get_command(app)))
    assert [name for name, options in taken.items() if "--store" not in options] == []
    talkers = {"kith demo", "kith serve", "kith schema"}
    assert {name for name, options in taken.items() if "--json" not in options} == talkers
    deciders = {
        "kith judge",
        "kith opt-out",
        "kith erase",
        "kith export-person",
        "kith unload",
        "kith analyse",
        "kith publish",
        "kith backup",
        "kith restore",
        "kith watch add",
        "kith watch remove",
        "kith keys create",
        "kith keys revoke",
    }
    assert {name for name, options in taken.items() if "--csv" not in options} == talkers | deciders
