"""If it is public, it is documented: commands, settings, sources, measures, the schema. What pages name is there."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.settings import known_variables
from tests.fences import fences
from tests.modules import ROOMS, ROOT, modules

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *(ROOT / "bench").rglob("*.md"), ROOT / "README.md", ROOT / "CHANGELOG.md"])


def _page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def all_commands(group: Any, name: str = "kith") -> Iterator[tuple[str, Any]]:
    """All commands below a group of click, with their full names; hidden ones are not public."""
    for word, command in sorted(group.commands.items()):
        if command.hidden:
            continue
        if hasattr(command, "commands"):
            yield from all_commands(command, f"{name} {word}")
        else:
            yield f"{name} {word}", command


def _command_line() -> list[tuple[str, Any]]:
    from typer.main import get_command

    from api.cli.command import app

    return list(all_commands(get_command(app)))


def test_every_command_and_option_has_help() -> None:
    commands = _command_line()
    assert {"kith load", "kith rank", "kith path", "kith serve", "kith doctor"} <= {name for name, _ in commands}
    silent = [name for name, command in commands if not (command.help or "").strip()]
    silent += [
        f"{name} {parameter.name}"
        for name, command in commands
        for parameter in command.params
        if parameter.name != "help" and not (getattr(parameter, "help", None) or "").strip()
    ]
    assert silent == []


def test_every_command_and_option_is_in_the_page_about_the_command_line() -> None:
    page = _page("cli.md")
    missing = []
    for name, command in _command_line():
        if not re.search(rf"{re.escape(name)}\b", page):
            missing.append(name)
        for parameter in command.params:
            options = [option for option in parameter.opts if option.startswith("--") and option != "--help"]
            missing += [f"{name} {option}" for option in options if not re.search(rf"{option}(?![\w-])", page)]
    assert missing == []


def test_every_setting_is_in_the_page_about_settings() -> None:
    assert [name for name in known_variables() if f"`{name}`" not in _page("settings.md")] == []


def test_every_measure_is_in_the_page_about_measures() -> None:
    from algorithms.analysis.measure import Measure

    page = _page("measures.md")
    names = [member.name.lower() for member in Measure]
    assert [name for name in names if not re.search(rf"^#+ .*`{name}`", page, re.MULTILINE)] == []


def test_everything_in_the_schema_is_described() -> None:
    from graphql import build_schema
    from graphql.type import is_introspection_type, is_specified_directive, is_specified_scalar_type

    schema = build_schema((ROOT / "api" / "schema.graphql").read_text(encoding="utf-8"))
    silent = [directive.name for directive in schema.directives if not _described(directive, is_specified_directive)]
    for name, kind in schema.type_map.items():
        if is_introspection_type(kind) or is_specified_scalar_type(kind):
            continue
        if not kind.description:
            silent.append(name)
        for field, shape in getattr(kind, "fields", {}).items():
            if not shape.description:
                silent.append(f"{name}.{field}")
            silent += [f"{name}.{field}({a})" for a, arg in getattr(shape, "args", {}).items() if not arg.description]
    assert silent == []


def _described(directive: Any, is_specified: Any) -> bool:
    return bool(is_specified(directive) or directive.description)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"!?\[[^\]]*\]\(([^)\s]+)\)", page.read_text(encoding="utf-8"))
    inside = [link.partition("#")[0] for link in links if not re.match(r"(https?|mailto):|#", link)]
    assert [link for link in inside if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for fence in fences(text):
        text = text.replace(fence.text, "")
    rooms = "|".join((*ROOMS, "tests", "docs", "bench"))
    named = re.findall(rf"`((?:{rooms})/[\w./-]*)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_modules_that_a_page_names_exist(page: Path) -> None:
    named = re.findall(rf"`((?:{'|'.join(ROOMS)})(?:\.[a-z_0-9]+)+)`", page.read_text(encoding="utf-8"))
    for name in named:
        path = ROOT / name.replace(".", "/")
        # `graph.opening.open_store` names a module and something in it
        there = [path, path.with_suffix(".py"), path.parent.with_suffix(".py")]
        assert any(candidate.exists() for candidate in there), f"{page.name} names {name}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pages = [page for page in DOCS.glob("*.md") if f"docs/{page.name}" not in readme]
    assert [page.name for page in pages] == []


def _public_functions(room: str) -> Iterator[tuple[str, ast.FunctionDef]]:
    for module in modules(room):
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield module.at(node) + f" {node.name}", node


def test_every_public_function_of_the_algorithms_has_a_doctest() -> None:
    # That they run is for pytest's --doctest-modules, which the settings of the project give it.
    without = [where for where, node in _public_functions("algorithms") if ">>> " not in _prose(node)]
    assert without == []


def test_every_measure_says_what_memory_it_takes() -> None:
    silent = []
    for where, node in _public_functions("algorithms"):
        if node.returns is not None and ast.unparse(node.returns) in {"Scores", "Hits", "StructuralHoles"}:
            silent += [where] if not re.search(r"\d bytes|its bytes|bytes it takes", _prose(node)) else []
    assert silent == []


def _prose(node: ast.FunctionDef) -> str:
    return " ".join((ast.get_docstring(node) or "").split())
