"""Which pins could move: what is looked at is pinned, and what came of it is said in one line each."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typing_extensions import override

from bench.newest import NAMES, Environment, line, main, pinned
from tests.modules import ROOT
from tests.patience import patience


def test_what_is_looked_at_is_pinned_once() -> None:
    constraints = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    for name in NAMES:
        assert f"\n{name}=={pinned(name, constraints)}\n" in f"\n{constraints}"
    with pytest.raises(ValueError, match="nobody"):
        pinned("nobody", constraints)


def test_each_outcome_is_said_in_one_line() -> None:
    assert line("a", "1", "1", None) == "a: pinned 1, newest 1: nothing to move"
    assert line("a", "1", "2", True) == "a: pinned 1, newest 2: passed, the pin can move"
    assert line("a", "1", "2", False) == "a: pinned 1, newest 2: failed"


CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
PINS = {name: pinned(name, CONSTRAINTS) for name in NAMES}


class Pretended(Environment):
    """An environment in which nothing is installed, but for the books: newest releases, and those that fail."""

    def __init__(self, newest: dict[str, str], failing: set[str]) -> None:
        self.versions: dict[str, str] = {}
        self.tested: list[dict[str, str]] = []
        self._newest = PINS | newest
        self._failing = failing

    @override
    def install(self, *what: str, constrained: bool = False) -> None:
        if "--editable" in what:
            self.versions = dict(PINS)
        elif "--upgrade" in what:
            self.versions[what[-1]] = self._newest[what[-1]]
        else:
            self.versions |= dict(pin.split("==") for pin in what)

    @override
    def version(self, name: str) -> str:
        return self.versions[name]

    @override
    def passes(self) -> bool:
        moved = {name: version for name, version in self.versions.items() if version != PINS[name]}
        self.tested.append(moved)
        return not moved.keys() & self._failing


def test_a_release_that_fails_is_said_and_counted_and_hides_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    newest = {"graphql-core": "99", "uvicorn": "77"}
    environment = Pretended(newest, failing={"graphql-core"})
    assert main(environment) == 1
    assert capsys.readouterr().out.splitlines() == [
        line("strawberry-graphql", PINS["strawberry-graphql"], PINS["strawberry-graphql"], None),
        f"graphql-core: pinned {PINS['graphql-core']}, newest 99: failed",
        f"uvicorn: pinned {PINS['uvicorn']}, newest 77: passed, the pin can move",
        line("starlette", PINS["starlette"], PINS["starlette"], None),
    ]
    assert environment.tested == [{"graphql-core": "99"}, {"uvicorn": "77"}], "each alone, beside the pins of the rest"
    assert environment.versions == PINS


@pytest.mark.parametrize(("version", "tests_end_with", "code"), [("99", 1, 1), ("99", 0, 0), (None, 1, 0)])
def test_the_exit_code_says_whether_a_newest_release_fails(
    version: str | None, tests_end_with: int, code: int, tmp_path: Path
) -> None:
    """As `make check-newest` runs it, in an environment whose Python is a script: its uvicorn is `version`."""
    python = tmp_path / "bin" / "python"
    python.parent.mkdir()
    versions = "\n".join(f"  *\"'{name}'\"*) echo {pin};;" for name, pin in PINS.items() if name != "uvicorn")
    python.write_text(
        '#!/bin/sh\ncase "$*" in\n  *pytest*) exit '
        f"{tests_end_with};;\n  *\"'uvicorn'\"*) echo {version or PINS['uvicorn']};;\n{versions}\nesac\n"
    )
    python.chmod(0o755)
    ran = subprocess.run(
        [sys.executable, "-m", "bench.newest", str(tmp_path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
        timeout=patience(60),
    )
    assert ran.returncode == code, ran.stderr
    assert "uvicorn: pinned" in ran.stdout
    assert (": failed" in ran.stdout) is bool(code)


def test_make_runs_it_and_ends_as_it_does() -> None:
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").partition("check-newest: |")[2].partition("\n\n")[0]
    assert "$(BIN)/python -m bench.newest $(VENV)/newest" in recipe
