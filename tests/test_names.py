"""How files are called and how long they are."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import PurePosixPath

import pytest

from tests.modules import DOOR, ROOMS, ROOT, Module, modules, parsed

LONGEST = 300
TYPICAL = 120
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "stuff"}

PARTICIPLES = {"asked", "found", "given", "heard", "kept", "said", "shown", "taken", "told", "wanted"}
"""They say what was done to a value, and not what it is: `hits`, `statements`, `rows` are names."""


def _libraries() -> set[str]:
    """Import names of the direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    distributions = {re.match(r"[\w.-]+", name)[0].lower().replace("_", "-") for name in names}  # type: ignore[index]
    return {
        module
        for module, owners in packages_distributions().items()
        if distributions & {owner.lower().replace("_", "-") for owner in owners}
    }


def badly_named(module: Module, libraries: set[str]) -> Iterator[str]:
    path = PurePosixPath(module.path).with_suffix("")
    for name in path.parts[1:]:
        if name in SAY_NOTHING:
            yield f"{module.path}: {name} says nothing; name it after what it holds"
    # A folder may say what it is about (`api/http`, `stores/neo4j`): nothing is imported by its name alone.
    if path.name in sys.stdlib_module_names or path.name in libraries:
        yield f"{module.path}: {path.name} is the name of a module that others wrote"


def too_long(module: Module) -> Iterator[str]:
    lines = len(module.text.splitlines())
    if lines > LONGEST:
        yield f"{module.path}: {lines} lines, so it holds two things; split it by subject"


def participles(module: Module) -> Iterator[str]:
    nodes = list(ast.walk(module.tree))
    # What others write: the columns and fields of a class, and what a function takes by name alone.
    fixed = {
        *(statement.target for node in nodes if isinstance(node, ast.ClassDef) for statement in _fields(node)),
        *(
            parameter
            for node in nodes
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            for parameter in node.args.kwonlyargs
        ),
    }
    for node in nodes:
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) if name in PARTICIPLES and node not in fixed:
                yield f"{module.path}:{node.lineno}: {name} says what was done; call it by what it holds"


def _fields(node: ast.ClassDef) -> Iterator[ast.AnnAssign]:
    yield from (statement for statement in node.body if isinstance(statement, ast.AnnAssign))


def test_no_file_has_a_name_that_says_nothing_or_belongs_to_others() -> None:
    libraries = _libraries()
    assert {"numpy", "sklearn", "yaml"} <= libraries
    offences = [offence for module in modules(*ROOMS, "tests", "bench") for offence in badly_named(module, libraries)]
    assert offences == []


@pytest.mark.parametrize("path", ["graph/utils.py", "api/queue.py", "graph/neo4j.py", "ingest/common/load.py"])
def test_a_bad_name_is_found(path: str) -> None:
    assert len(list(badly_named(parsed(path, ""), {"neo4j"}))) == 1


def test_what_a_function_works_with_is_called_by_what_it_is() -> None:
    assert [offence for module in modules(*ROOMS, DOOR) for offence in participles(module)] == []


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("def f(found): pass", [1]),
        ("def f():\n    said, rows = g()\n    for told in rows: pass", [2, 3]),
        ("def f(**asked): return [kept for kept in asked if (taken := kept)]", [1, 1, 1]),
        ("def f(*, shown): return shown", []),
        ("class A:\n    shown: bool\n    def f(self): self.shown = g(shown=1)", []),
        ("def f(founder, hits): finding = told(hits.found)", []),
    ],
)
def test_a_participle_is_found(text: str, lines: list[int]) -> None:
    offences = list(participles(parsed("graph/x.py", text)))
    assert sorted(int(offence.split(":")[1]) for offence in offences) == lines


def test_no_file_is_longer_than_300_lines() -> None:
    assert [offence for module in modules(*ROOMS, "tests", "bench") for offence in too_long(module)] == []
    assert list(too_long(parsed("graph/long.py", "x = 1\n" * 301))) != []


def test_the_typical_file_is_short() -> None:
    lengths = sorted(len(module.text.splitlines()) for module in modules())
    assert lengths[len(lengths) // 2] < TYPICAL


def test_every_folder_of_tests_and_rooms_is_a_package() -> None:
    folders = {PurePosixPath(module.path).parent for module in modules(*ROOMS, "tests")}
    assert [str(folder) for folder in sorted(folders) if not (ROOT / folder / "__init__.py").exists()] == []


def test_every_module_says_what_it_holds() -> None:
    silent = [
        module.path
        for module in modules(*ROOMS, "tests", "bench")
        if not ast.get_docstring(module.tree) and module.text.strip()
    ]
    assert silent == []
