"""The page about the command line tells the truth: its commands run, from top to bottom, on the demo world."""

import json
import shlex
from pathlib import Path

import pytest

from tests.api.command_line import kith, settle
from tests.fences import fences
from tests.modules import ROOT


def test_every_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
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
