"""Run commands in this process, and tell who imported what none should: `python -m tests.api.cli.watched_imports`.

Standard input is a JSON object: `forbidden`, names of modules, and `commands`, each a list of arguments. Standard
output is a JSON list of sentences, one a forbidden module that was imported, with the chain of files that led to it.
"""

import io
import json
import sys
import traceback
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType

from tests.modules import ROOMS, ROOT


class Watch(MetaPathFinder):
    """Finds nothing, and notes who looks for the modules that are forbidden."""

    def __init__(self, forbidden: Sequence[str]) -> None:
        self._forbidden = set(forbidden)
        self.command = ""
        self.sentences: dict[str, str] = {}

    def find_spec(self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None) -> None:
        """Note the first import of each forbidden module."""
        if fullname in self._forbidden:
            self._forbidden.remove(fullname)
            frames = [frame for frame in traceback.extract_stack() if _is_ours(Path(frame.filename))]
            way = " -> ".join(f"{Path(frame.filename).relative_to(ROOT)}:{frame.lineno}" for frame in frames)
            self.sentences[fullname] = f"`kith {self.command}` imports {fullname}: {way}"


def _is_ours(file: Path) -> bool:
    """Whether a file is one of the rooms', wherever libraries are installed."""
    return file.is_relative_to(ROOT) and file.relative_to(ROOT).parts[0] in ROOMS


def run(command: Sequence[str]) -> None:
    """Run one command, which must work, and print nothing."""
    from api.cli.command import app

    out, err = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            app(list(command))
    except SystemExit as end:
        if end.code not in (0, None):
            raise AssertionError(f"kith {' '.join(command)} ended with {end.code}: {err.getvalue()}") from None


def main() -> None:
    """Run the commands of standard input one after the other; the first that imports a module is the one to mend."""
    asked = json.load(sys.stdin)
    watch = Watch(asked["forbidden"])
    sys.meta_path.insert(0, watch)
    for command in asked["commands"]:
        watch.command = " ".join(command)
        run(command)
    # Whether a library is there can be asked without importing it.
    json.dump([watch.sentences[name] for name in watch.sentences if name in sys.modules], sys.stdout)


if __name__ == "__main__":
    main()
