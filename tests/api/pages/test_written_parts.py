"""Pages that are written from the code say what the code says."""

import pytest

from api.pages import neo4j_model as neo4j_page
from api.pages.written_parts import table, with_parts
from graph.model.account import Account
from graph.model.column import columns_of
from graph.model.post import Post
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "neo4j-model.md").read_text(encoding="utf-8")


def test_the_page_about_neo4j_is_what_the_code_says() -> None:
    assert neo4j_page.rewritten(PAGE) == PAGE, "run: python -m api.pages.neo4j_model docs/neo4j-model.md"


@pytest.mark.parametrize("record", [Account, Post])
def test_the_page_about_neo4j_has_every_column_with_its_help(record: type) -> None:
    part = PAGE.split(f"<!-- properties of {record.__name__}: ")[1].split("<!-- end of properties")[0]
    assert [c.name for c in columns_of(record) if f"| `{c.name}` | {c.help}" not in part] == []


def test_a_part_is_written_between_its_marks_and_nothing_else_is_touched() -> None:
    page = "a\n<!-- x: by hand -->\nold\n<!-- end of x -->\nb\n<!-- y: by hand -->\n<!-- end of y -->\n"
    written = with_parts(page, {"x": "new", "y": r"\1"})
    assert written == page.replace("old", "new").replace("<!-- end of y", "\\1\n<!-- end of y")
    assert with_parts(written, {"x": "new", "y": r"\1"}) == written


@pytest.mark.parametrize("page", ["", "<!-- x: a -->\n", "<!-- x: a -->\n<!-- end of x -->\n" * 2])
def test_marks_that_are_not_there_once_are_refused(page: str) -> None:
    with pytest.raises(ValueError, match="marks of x once in the page"):
        with_parts(page, {"x": "new"})


def test_a_bar_in_a_cell_does_not_end_it() -> None:
    assert table(("a", "b"), [("1|2", "3")]) == "| a | b |\n|---|---|\n| 1\\|2 | 3 |"
