"""The list of measures is written from the files that they stand in."""

from api.pages.measure_names import written
from tests.modules import ROOT

PATH = "algorithms/centrality/measures.py"


def test_the_list_is_what_the_files_say() -> None:
    assert written() == (ROOT / PATH).read_text(encoding="utf-8"), f"run: python -m api.pages.measure_names {PATH}"
