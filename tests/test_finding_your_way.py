"""The page that says where a change goes: how many files each takes, and the exercises, done on a copy.

A column: `tests/test_adding_a_column.py`. A source: `tests/ingest/sources/test_adding_a_source.py`. A measure:
`tests/algorithms/test_measure_contract.py`. A store: `MemoryRowStore` in `tests/graph/rows/test_row_store.py`. Here: a
field of GraphQL.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fences import fences
from tests.modules import ROOT
from tests.patience import patience

PAGE = (ROOT / "docs" / "finding-your-way.md").read_text(encoding="utf-8")
FILES = {fence.name: fence.text.split() for fence in fences(PAGE) if fence.language == "files"}
ACCEPTED = "How much came of it, in words."
EXERCISES = (
    "tests/test_adding_a_column.py",
    "tests/ingest/sources/test_adding_a_source.py",
    "tests/algorithms/test_measure_contract.py",
    "tests/graph/rows/test_row_store.py",
)


def test_each_thing_takes_as_few_files_as_the_page_says() -> None:
    counts = {name: len(files) for name, files in FILES.items()}
    assert counts == {"measure": 1, "source": 1, "field": 1, "column": 2, "store": 2, "page": 2}


@pytest.mark.parametrize("name", FILES)
def test_the_files_are_where_the_page_says(name: str) -> None:
    for file in FILES[name]:
        pattern = re.sub(r"\b[A-Z]{4,}\b", "*", file)
        assert list(ROOT.glob(pattern)), f"there is nothing like {file}"


@pytest.mark.parametrize("file", EXERCISES)
def test_the_other_exercises_are_there(file: str) -> None:
    assert re.search(r"def test_|class Test", (ROOT / file).read_text(encoding="utf-8"))


def schema_of(tree: Path) -> str:
    """What `kith schema` prints with the `api` of a tree."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    settings["PYTHONPATH"] = os.pathsep.join([str(tree), str(ROOT)])
    command = [sys.executable, "-P", "-m", "api", "schema"]
    ran = subprocess.run(
        command, cwd=tree, env=settings, capture_output=True, text=True, check=False, timeout=patience(120)
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def test_a_field_of_plain_data_is_one_place_in_one_file(tmp_path: Path) -> None:
    """A sentence more in an answer, told to clients with its description, and to no other file."""
    shutil.copytree(ROOT / "api", tmp_path / "api", ignore=shutil.ignore_patterns("__pycache__"))
    file = tmp_path / "api" / "answers" / "overview.py"
    text = file.read_text(encoding="utf-8")
    text = text.replace("    people: HowMany\n", f'    accepted: str\n    """{ACCEPTED}"""\n    people: HowMany\n', 1)
    text = text.replace("    return Overview(\n", '    return Overview(\n        accepted="all of it",\n', 1)
    file.write_text(text, encoding="utf-8")
    committed = (ROOT / "api" / "schema.graphql").read_text(encoding="utf-8")
    lines = set(schema_of(tmp_path).splitlines()) - set(committed.splitlines())
    assert lines == {"  accepted: String!", f'  """{ACCEPTED}"""'}
