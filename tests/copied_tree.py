"""A copy of all that git knows of this tree, in which an exercise of `docs/finding-your-way.md` makes its change."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

from tests.fences import fences
from tests.modules import ROOT
from tests.patience import patience

PAGE: Final = (ROOT / "docs" / "finding-your-way.md").read_text(encoding="utf-8")


def boxes(language: str) -> dict[str, list[str]]:
    """The boxes of the page in this language: files by the name of what is added."""
    return {fence.name: fence.text.split() for fence in fences(PAGE) if fence.language == language}


BY_HAND: Final = boxes("files")
"""The files that are written by hand, by what is added; a word in capitals stands for a name."""

WRITTEN: Final = boxes("written")
"""The files that programs write after that."""


def tracked() -> set[str]:
    """The files of this tree that git tracks, and those that it would."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True, check=True, timeout=patience(60))
    return {name for name in done.stdout.split("\0") if (ROOT / name).is_file()}


class CopiedTree:
    """A copy of the tree in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = tracked()
        for parent in {(folder / name).parent for name in self._names}:
            parent.mkdir(parents=True, exist_ok=True)
        for name in self._names:
            shutil.copyfile(ROOT / name, folder / name)

    def add(self, name: str, text: str) -> None:
        """Write a file that is not there yet."""
        assert name not in self._names
        (self._folder / name).write_text(text, encoding="utf-8")

    def put_before(self, name: str, line: str, text: str) -> None:
        """Put a text before a line that a file has once."""
        file = self._folder / name
        before = file.read_text(encoding="utf-8")
        assert before.count(line) == 1, f"expected {line!r} once in {name}"
        file.write_text(before.replace(line, text + line), encoding="utf-8")

    def run(self, program: str, *arguments: str | Path) -> Any:
        """Run a program in the copy, in a process of its own; what it prints as JSON."""
        settings = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
        settings |= {"PYTHONPATH": str(self._folder), "PYTHONDONTWRITEBYTECODE": "1"}
        settings["NUMBA_DISABLE_JIT"] = "1"  # a few rows are read sooner than machine code is made
        command = [sys.executable, "-P", "-c", program, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self._folder, env=settings, capture_output=True, text=True, check=False, timeout=patience(120)
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def changed(self) -> set[str]:
        """The files that are not as they are here: changed, new or gone."""
        files = (path.relative_to(self._folder) for path in self._folder.rglob("*") if path.is_file())
        names = self._names | {file.as_posix() for file in files if not _made_by_running(file)}
        return {name for name in names if _content(ROOT / name) != _content(self._folder / name)}


def _made_by_running(file: Path) -> bool:
    return any(part.startswith(".") or part == "__pycache__" for part in file.parts)


def _content(file: Path) -> bytes | None:
    return file.read_bytes() if file.is_file() else None


def differences(changed: set[str], files: list[str]) -> list[str]:
    """Changed files that are not among those of a box, and files of the box of which none was changed."""
    strange = [f"{name} changed" for name in sorted(changed) if not any(stands_for(file, name) for file in files)]
    return strange + [f"{file} did not" for file in files if not any(stands_for(file, name) for name in changed)]


def stands_for(file: str, name: str) -> bool:
    """Whether a file of a box is this one: a word in capitals stands for any name."""
    return re.fullmatch(re.sub(r"[A-Z]{4,}", "[a-z0-9_]+", re.escape(file)), name) is not None
