"""README.md tells the truth: every command in it runs, and the query in it gets the answer beside it.

How the README is written, so that it can be run:

* commands stand in ```sh fences and in no other, one a line (a backslash continues it), without a prompt;
* they run from top to bottom in one folder, where `make` finds everything installed: the rooms of this checkout, whose
  kernels the run has compiled (`tests/api/workspace/test_kernel_cache.py` is about compiling them);
* ```csv people.csv (any language, then a file name) is a file that the commands below it find;
* `make demo`, `kith demo` and `kith serve` go on until the next of them: the test waits for /readyz;
* a ```graphql fence is sent to the server that runs then; the ```json fence below it is the answer, exactly;
* `make test` is only tried out (`make --dry-run`), since it is what runs this test;
* a block with `docker` in it is not run, as tests run where there is none; `tests/test_compose.py` checks what it says;
* a block with `bolt://` in it runs against the Neo4j server of the tests.
"""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.fences import Fence, fences
from tests.modules import ROOT
from tests.patience import Deadline, patience, service_environment
from tests.ports import free_port

COPIED = ("tests/clients", "Makefile", "pyproject.toml", "constraints.txt", "README.md", "docs")
ADDRESS = "127.0.0.1:8000"
SHELLS = {"bash", "shell", "console", "terminal", "zsh", ""}
COMMAND_SECONDS = 300
"""For one command to end, or a server to be ready, on a machine that has nothing else to do."""


def _serves(command: str) -> bool:
    return re.match(r"(make demo|kith demo|kith serve)\b", command) is not None


class Reader:
    """Somebody who follows the README: a folder, a shell, and the server that was started last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.server: subprocess.Popen[bytes] | None = None
        self.log = folder.parent / "server.log"
        own = ("KITH_", "MAKE", "MFLAGS", "ARGS", "EXTRAS")  # what `make test` was called with is not theirs
        self.environment = {name: value for name, value in os.environ.items() if not name.startswith(own)}
        self.environment |= {
            "KITH_PORT": str(self.port),
            "PATH": f"{folder / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "XDG_STATE_HOME": str(folder.parent / "state"),
        } | service_environment()

    def run(self, command: str) -> None:
        """Run one command to its end; servers are left running."""
        command = command.replace(ADDRESS, f"127.0.0.1:{self.port}")
        if _serves(command):
            self._serve(command)
            return
        if command.startswith("make test"):
            command = command.replace("make", "make --dry-run", 1)
        ran = subprocess.run(
            ["sh", "-e", "-c", command],
            cwd=self.folder,
            env=self.environment,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=patience(COMMAND_SECONDS),
            text=True,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout}"

    def ask(self, query: str) -> Any:
        """Send a query to the server that runs."""
        assert self.server is not None, "the README asks before it has started a server"
        return httpx.post(f"http://127.0.0.1:{self.port}/graphql", json={"query": query}, timeout=patience(60)).json()

    def stop(self) -> None:
        """End the server, with the processes that it started."""
        if self.server is None:
            return
        for end in (signal.SIGINT, signal.SIGKILL):
            if self.server.poll() is None:
                os.killpg(self.server.pid, end)
            try:
                self.server.wait(timeout=patience(20))
                break
            except subprocess.TimeoutExpired:
                continue
        self.server = None

    def _serve(self, command: str) -> None:
        self.stop()
        with self.log.open("wb") as log:
            self.server = subprocess.Popen(
                ["sh", "-c", f"exec {command}"],
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = Deadline(COMMAND_SECONDS)
        while not self._ready():
            said = self.log.read_text(encoding="utf-8", errors="replace")
            assert self.server.poll() is None, f"{command} ended:\n{said}"
            assert not deadline.is_over(), f"{command} is not ready in time:\n{said}"
            time.sleep(0.2)

    def _ready(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/readyz", timeout=patience(5)).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False


def _page() -> list[Fence]:
    return fences((ROOT / "README.md").read_text(encoding="utf-8"))


def _install(folder: Path) -> None:
    """Make a .venv that runs with the packages of this run, and looks to make as if it had just been set up."""
    programs = folder / ".venv" / "bin"
    programs.mkdir(parents=True)
    for name, arguments in {"python": "", "kith": " -m api"}.items():
        (programs / name).write_text(f'#!/bin/sh\nexec "{sys.executable}"{arguments} "$@"\n', encoding="utf-8")
        (programs / name).chmod(0o755)
    (folder / ".venv" / "ready-demo").touch()


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[Reader]:
    folder = tmp_path / "kith"
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "node_modules"))
        else:
            shutil.copy(ROOT / name, folder / name)
    _install(folder)
    somebody = Reader(folder)
    yield somebody
    somebody.stop()


def test_everything_in_the_readme_is_true(reader: Reader, request: pytest.FixtureRequest) -> None:
    page = _page()
    for fence, below in zip(page, [*page[1:], None], strict=True):
        if fence.name:
            (reader.folder / fence.name).write_text(fence.text, encoding="utf-8")
        elif fence.language == "sh" and "docker" not in fence.text:
            text = fence
            if "bolt://" in fence.text:
                url = str(request.getfixturevalue("empty_neo4j"))
                text = Fence(fence.line, fence.language, "", re.sub(r"bolt://[\w.:-]+", url, fence.text))
            for command in text.commands():
                reader.run(command)
        elif fence.language == "graphql":
            assert below is not None
            assert below.language == "json", f"README.md:{fence.line}: a query without its answer"
            assert reader.ask(fence.text) == json.loads(below.text)


def test_the_readme_starts_the_demo_asks_it_and_loads_own_data() -> None:
    page = _page()
    commands = [command for fence in page if fence.language == "sh" for command in fence.commands()]
    assert "make demo" in commands
    assert any(command.startswith("make test") for command in commands)
    assert any(command.startswith("kith load") for command in commands)
    assert [fence.language for fence in page].count("graphql") >= 1


def test_commands_stand_in_sh_fences_alone() -> None:
    assert [f"README.md:{fence.line}" for fence in _page() if fence.language in SHELLS] == []
    for fence in _page():
        assert not (fence.language == "sh" and re.search(r"^\$ ", fence.text, re.MULTILINE)), "no prompts"


def test_fences_are_read_with_their_lines_names_and_commands() -> None:
    page = (
        "a\n\n```sh\nmake demo  # go\n# no\nkith load \\\n  csv x\n```\n\n"
        "```csv people.csv\nid\n```\n```graphql\n{ a }\n```\n"
    )
    found = fences(page)
    assert [(fence.line, fence.language, fence.name) for fence in found] == [
        (3, "sh", ""),
        (10, "csv", "people.csv"),
        (13, "graphql", ""),
    ]
    assert list(found[0].commands()) == ["make demo  # go", "kith load csv x"]
    assert found[1].text == "id\n"
