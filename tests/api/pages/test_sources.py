"""Usage and options of the sources in the page about them are written from the code."""

import re

import pytest

from api.pages.sources import rewritten
from ingest.registry import registrations
from tests.modules import ROOT

PAGE = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")


def test_the_page_is_what_the_code_says() -> None:
    assert rewritten(PAGE) == PAGE, "run: python -m api.pages.sources docs/sources.md"


def test_every_source_has_a_section_with_its_usage_and_options() -> None:
    for source in registrations():
        section = re.search(rf"^## [^\n]*`{source.name}`.*?(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
        assert section is not None, source.name
        for text in (*source.usage, *(option.meaning for option in source.options.values())):
            assert text in section[0], source.name


def test_what_is_out_of_date_is_written_anew_and_the_rest_is_left() -> None:
    old = PAGE.replace("| `--undirected` |", "| `--both-ways` |").replace("kith load x FILE.jsonl...\n", "")
    assert old != PAGE
    assert rewritten(old) == PAGE


def test_a_section_without_its_marks_is_refused() -> None:
    with pytest.raises(ValueError, match=r"expected the marks of usage of .* once"):
        rewritten("# Sources\n\n## Bluesky: `bluesky`\n")
