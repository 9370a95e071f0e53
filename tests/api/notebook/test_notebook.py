"""The notebook of docs/: what it shows is what it gives."""

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tests.api.notebook.executed import NOTEBOOK, executed


def test_the_notebook_shows_what_it_gives(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    committed: Any = nbformat.read(NOTEBOOK, as_version=4)  # type: ignore[no-untyped-call]
    assert any(cell.get("outputs") for cell in committed.cells), "run: python -m tests.api.notebook.executed"
    assert list(_shown(executed(demo_folder))) == list(_shown(committed)), "run: python -m tests.api.notebook.executed"


def _shown(notebook: Any) -> Any:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            assert output["output_type"] == "execute_result", output
            yield cell["source"], output["data"]["text/plain"]
