"""Dependencies: every library that the rooms import is declared, and pinned inside the range that is allowed."""

import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.modules import ROOMS, imports, modules

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
DIRECT = [
    *PROJECT["project"]["dependencies"],
    *(wanted for extra in PROJECT["project"]["optional-dependencies"].values() for wanted in extra),
    *PROJECT["build-system"]["requires"],
]


def _pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = [Requirement(line) for line in lines if line and not line.startswith("#")]
    assert all(re.fullmatch(r"==[^*,]+", str(wanted.specifier)) for wanted in pinned)
    return {canonicalize_name(wanted.name): Version(str(wanted.specifier)[2:]) for wanted in pinned}


@pytest.mark.parametrize("wanted", sorted(set(DIRECT)))
def test_a_direct_dependency_is_pinned_inside_its_range(wanted: str) -> None:
    requirement = Requirement(wanted)
    pin = _pins().get(canonicalize_name(requirement.name))
    assert pin is not None, f"constraints.txt does not pin {requirement.name}"
    assert pin in requirement.specifier


def test_every_dependency_of_users_has_a_lower_bound() -> None:
    for wanted in PROJECT["project"]["dependencies"]:
        assert ">=" in wanted, wanted


def test_pins_are_in_order_and_given_once() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    names = [line.partition("==")[0] for line in lines if line and not line.startswith("#")]
    assert names == sorted(set(names))


def test_the_model_of_the_encoder_tests_is_pinned() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    model = re.search(r"^model := \$\(if \$\(embeddings\),(\S+)\)$", makefile, re.MULTILINE)
    assert model is not None
    assert model[1] in _pins()


def test_every_library_that_the_rooms_import_is_declared() -> None:
    declared = {canonicalize_name(Requirement(wanted).name) for wanted in DIRECT}
    owners = packages_distributions()
    undeclared = set()
    for module in modules():
        for name, node in imports(module):
            top = name.partition(".")[0]
            if top in sys.stdlib_module_names or top in ROOMS or top == "__future__":
                continue
            # what is not installed here is an extra's, and named as its distribution is
            brought_by = {canonicalize_name(owner) for owner in owners.get(top, [top])}
            if not brought_by & declared:
                undeclared.add(f"{module.at(node)}: {top}")
    assert sorted(undeclared) == []
