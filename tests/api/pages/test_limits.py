"""The table of limits is written from the code, and holds every limit."""

from types import ModuleType

import pytest

from api.auth import limits as of_callers
from api.graphql import limits as of_graphql
from api.http import limits as of_sockets
from api.pages.limits import limits_of, rewritten
from ingest import limits as of_input
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert rewritten(PAGE) == PAGE, "run: python -m api.pages.limits docs/operations.md"


@pytest.mark.parametrize("module", [of_callers, of_graphql, of_input, of_sockets])
def test_every_limit_is_in_it(module: ModuleType) -> None:
    texts = [text for text, _ in limits_of(module)]
    assert len(texts) == len([name for name in vars(module) if name.isupper()]), "each has a text below it"
    assert [text for text in texts if f"| {text} |" not in PAGE] == []


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks of limits"):
        rewritten("# Operations\n")
