"""The project's own modules, parsed: what the tests of its structure read."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = ("graph", "ingest", "algorithms", "api")
DOOR = "kith"
"""The package that people import; it hands on what lies in `api`, and holds nothing of its own."""


@dataclass(frozen=True, slots=True)
class Module:
    """A file of Python: its path from the root of the project, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def room(self) -> str:
        """The folder at the top that it lies in."""
        return self.path.partition("/")[0]

    def at(self, node: ast.expr | ast.stmt) -> str:
        """Say where a part of it stands, `file:line`."""
        return f"{self.path}:{node.lineno}"


def parsed(path: str, text: str) -> Module:
    """Parse a module from its text."""
    return Module(path, text, ast.parse(text, path))


@cache
def modules(*folders: str) -> tuple[Module, ...]:
    """All modules of some folders, by path; without folders, of the four rooms."""
    return tuple(
        parsed(file.relative_to(ROOT).as_posix(), file.read_text(encoding="utf-8"))
        for folder in folders or ROOMS
        for file in sorted((ROOT / folder).rglob("*.py"))
    )


def imports(module: Module) -> Iterator[tuple[str, ast.stmt]]:
    """Everything a module imports, as dotted names, wherever in it the import stands."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            # `from os import environ` says as much as `import os.environ` would
            yield from ((f"{node.module}.{alias.name}", node) for alias in node.names)


def dotted(node: ast.expr) -> str:
    """Write a chain of attributes as text, `np.random.seed`; empty when it is something else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return ""
