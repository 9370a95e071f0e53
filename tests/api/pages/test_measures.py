"""The page about measures is written from the code."""

import pytest

from algorithms.centrality.registry import registered
from api.pages.measures import rewritten
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert rewritten(PAGE) == PAGE, "run: python -m api.pages.measures docs/measures.md"


def test_every_measure_says_all_there_is_to_say() -> None:
    for spec in registered():
        for text in (spec.label, spec.meaning, spec.lies, spec.formula, spec.paper, spec.cost, spec.oracle):
            assert text.strip(), spec.name
            assert text in PAGE, spec.name


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks of measures"):
        rewritten("# Measures\n")
