"""How files are called and how long they are."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import PurePosixPath

import pytest

from tests.modules import ROOMS, ROOT, Module, modules, parsed

LONGEST = 300
TYPICAL = 120
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "tools", "stuff"}


def _libraries() -> set[str]:
    """Import names of the direct dependencies."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(name for extra in project["optional-dependencies"].values() for name in extra),
    ]
    distributions = {re.match(r"[\w.-]+", name)[0].lower().replace("_", "-") for name in wanted}  # type: ignore[index]
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


def test_no_file_has_a_name_that_says_nothing_or_belongs_to_others() -> None:
    libraries = _libraries()
    assert {"numpy", "sklearn", "yaml"} <= libraries
    offences = [offence for module in modules(*ROOMS, "tests", "bench") for offence in badly_named(module, libraries)]
    assert offences == []


@pytest.mark.parametrize("path", ["graph/utils.py", "api/queue.py", "graph/neo4j.py", "ingest/common/load.py"])
def test_a_bad_name_is_found(path: str) -> None:
    assert len(list(badly_named(parsed(path, ""), {"neo4j"}))) == 1


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
