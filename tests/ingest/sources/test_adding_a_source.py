"""The source in docs/adding-a-source.md is one file, and that is all it takes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from graph.opening import open_store
from tests.fences import fences
from tests.modules import ROOT
from tests.patience import patience

FENCES = {fence.name: fence for fence in fences((ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8"))}
EXAMPLE = "ingest/sources/guestbook.py"


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the room `ingest` to which the example was added, and the book that it loads."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "ingest", folder / "ingest", ignore=shutil.ignore_patterns("__pycache__"))
    for name in (EXAMPLE, "book.txt"):
        (folder / name).write_text(FENCES[name].text, encoding="utf-8")
    return folder


def run(copy: Path, *arguments: str) -> str:
    """Run Python in the copy: its `ingest` comes before ours. Returns what it writes."""
    settings = {name: value for name, value in os.environ.items() if not name.startswith("KITH_")}
    settings["PYTHONPATH"] = os.pathsep.join([str(copy), str(ROOT)])
    command = [sys.executable, "-P", "-m", *arguments]
    result = subprocess.run(
        command, cwd=copy, env=settings, capture_output=True, text=True, timeout=patience(300), check=False
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_the_example_is_listed_with_its_options(copy: Path) -> None:
    rows = {row["name"]: row for row in json.loads(run(copy, "api", "sources", "--json"))["rows"]}
    assert set(rows) == {"bluesky", "csv", "demo", "edges", "guestbook", "x"}
    assert rows["guestbook"]["options"] == ["--house", "--anonymous"]
    (example, *_) = json.loads(run(copy, "api", "sources", "guestbook", "--json"))["rows"]
    assert example == {
        "option": "--house",
        "value": "NAME",
        "meaning": "The house in which the book lies; inn without it.",
    }


def test_the_example_loads(copy: Path) -> None:
    for command in FENCES[""].commands():
        run(copy, "api", *command.split()[1:])
    report = json.loads(run(copy, "api", "load", "guestbook", "book.txt", "--house", "mill", "--json"))
    assert (report["source"], report["written"], report["unchanged"]) == ("guestbook", 0, 2)
    assert report["rejected"] == [{"at": "book.txt:2", "reason": "expected number;name;text"}]
    with open_store(f"sqlite:///{copy / 'kith.db'}") as store:
        posts = store.view().posts(["post:mill:1", "post:mill:2"])
    assert [(post.author, post.text) for post in posts if post] == [
        ("mill:ada", "what a place"),
        ("mill:bob", "so long; bye"),
    ]


def test_the_example_gets_a_section_in_the_page_about_sources(copy: Path) -> None:
    page = copy / "sources.md"
    shutil.copy(ROOT / "docs" / "sources.md", page)
    run(copy, "api.pages.sources", str(page))
    section = page.read_text(encoding="utf-8").removeprefix((ROOT / "docs" / "sources.md").read_text(encoding="utf-8"))
    assert section.startswith("\n## `guestbook`\n\nGuest books: one entry a line, number;name;text.\n")
    assert "| `--house NAME` | The house in which the book lies; `inn` without it. |\n" in section
