"""The table of limits in `docs/operations.md`, written from the code.

`python -m api.pages.limits docs/operations.md` writes that part of the page anew, and leaves the others as they are.
"""

import ast
from collections.abc import Iterator
from importlib import import_module
from inspect import getsource
from pathlib import Path
from types import ModuleType
from typing import Final

import algorithms
import api.answers
import api.cli.commands
import api.notebook
import graph
from api.auth import limits as of_callers
from api.graphql import limits as of_graphql
from api.http import limits as of_sockets
from api.pages.written_parts import table, with_parts, write
from api.texts_below import texts_below
from ingest import limits as of_input

_FOLDERS: Final[dict[str, ModuleType]] = {
    "An answer": api.answers,
    "A command": api.cli.commands,
    "A notebook": api.notebook,
    "An analysis": algorithms,
    "A store": graph,
}
"""Where a limit stands beside what it bounds: every `MOST…` with a text below it is in the table."""

_FILES: Final[dict[str, ModuleType]] = {
    "A question, a message, a subscription": of_graphql,
    "A caller, a token": of_callers,
    "A connection": of_sockets,
    "Input": of_input,
}
"""Files of limits alone: every constant with a text below it is in the table."""


def rewritten(page: str) -> str:
    """Return the page with its table of limits written anew. Raises ValueError without its marks."""
    parts = {name: list(limits_below(folder)) for name, folder in _FOLDERS.items()}
    parts |= {name: list(limits_of(file)) for name, file in _FILES.items()}
    tables = (
        table((name, "limit"), [(text, _written(limit)) for text, limit in limits]) for name, limits in parts.items()
    )
    return with_parts(page, {"limits": "\n" + "\n\n".join(tables)})


def _written(limit: float) -> str:
    return f"{limit:,}" if isinstance(limit, int) else f"{limit:,g}"


def limits_below(package: ModuleType) -> Iterator[tuple[str, float]]:
    """What bounds something in the files of a package and below, by file: the text and the number."""
    root = Path(package.__path__[0])
    for file in sorted(root.rglob("*.py")):
        texts = dict(texts_below(ast.parse(file.read_bytes()).body))
        if names := [name for name in texts if name.startswith("MOST")]:
            module = import_module(".".join((package.__name__, *file.relative_to(root).with_suffix("").parts)))
            yield from ((texts[name], getattr(module, name)) for name in names)


def limits_of(module: ModuleType) -> Iterator[tuple[str, float]]:
    """The constants of a module with the texts below them."""
    for name, text in texts_below(ast.parse(getsource(module)).body):
        yield text, getattr(module, name)


if __name__ == "__main__":
    write(rewritten)
