"""The table of limits is written from the code, and holds every limit."""

import ast
from collections.abc import Iterator
from types import ModuleType

import pytest

from api.auth import limits as of_callers
from api.graphql import limits as of_graphql
from api.http import limits as of_sockets
from api.pages.limits import limits_of, rewritten
from api.texts_below import texts_below
from ingest import limits as of_input
from tests.modules import ROOT, Module, modules, parsed

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert rewritten(PAGE) == PAGE, "run: python -m api.pages.limits docs/operations.md"


@pytest.mark.parametrize("module", [of_callers, of_graphql, of_input, of_sockets])
def test_every_limit_is_in_it(module: ModuleType) -> None:
    texts = [text for text, _ in limits_of(module)]
    assert len(texts) == len([name for name in vars(module) if name.isupper()]), "each has a text below it"
    assert [text for text in texts if f"| {text} |" not in PAGE] == []


def unlisted(module: Module, page: str) -> Iterator[str]:
    """The public `MOST…` of a module that have no text below them, or whose text is not in the page."""
    texts = dict(texts_below(module.tree.body))
    for statement in module.tree.body:
        for name in names_assigned(statement):
            if name.startswith("MOST") and (name not in texts or f"| {texts[name]} |" not in page):
                yield f"{module.at(statement)} {name}"


def names_assigned(statement: ast.stmt) -> list[str]:
    """The names that a statement gives a value."""
    targets = statement.targets if isinstance(statement, ast.Assign) else [getattr(statement, "target", None)]
    return [target.id for target in targets if isinstance(target, ast.Name)]


def test_no_limit_of_the_rooms_is_forgotten() -> None:
    forgotten = [limit for module in modules() for limit in unlisted(module, PAGE)]
    assert forgotten == [], (
        "each `MOST…: Final` says what it bounds in a text below it, and python -m api.pages.limits docs/operations.md"
        " writes the table; what only bounds our own work begins with an underscore"
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('MOST_HATS: Final = 3\n"""Hats of a head."""', []),
        ('MOST_HATS: Final = 3\n"""Hats of two heads."""', ["room/hats.py:1 MOST_HATS"]),
        ("MOST_HATS: Final = 3", ["room/hats.py:1 MOST_HATS"]),
        ('MOST = 3\n"""Hats of a head."""', ["room/hats.py:1 MOST"]),
        ("_MOST_HATS = 3\nHATS: Final = 3", []),
    ],
)
def test_a_limit_that_is_not_listed_is_named(text: str, names: list[str]) -> None:
    assert list(unlisted(parsed("room/hats.py", text), "| Hats of a head. | 3 |")) == names


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks of limits"):
        rewritten("# Operations\n")
