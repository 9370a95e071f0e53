"""The page about measures is written from the code."""

import pytest

from algorithms.centrality.definitions import DEFINITIONS, Measure
from api.measures_page import rewritten
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "measures.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert rewritten(PAGE) == PAGE, "run: python -m api.measures_page docs/measures.md"


def test_every_measure_says_all_there_is_to_say() -> None:
    for measure in Measure:
        definition = DEFINITIONS[measure]
        for text in (definition.label, definition.meaning, definition.lies, definition.formula, definition.paper):
            assert text.strip(), measure
            assert text in PAGE, measure


def test_a_page_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match="marks of measures"):
        rewritten("# Measures\n")
