"""The source in docs/adding-a-source.md is one file, and that is all it takes."""

import json
from pathlib import Path

from graph.opening import open_store
from tests.copied_tree import BY_HAND, WRITTEN, CopiedTree, differences
from tests.fences import fences
from tests.modules import ROOT

FENCES = {fence.name: fence for fence in fences((ROOT / "docs" / "adding-a-source.md").read_text(encoding="utf-8"))}
EXAMPLE = "ingest/sources/guestbook.py"

PROGRAM = """
import json, os, sys
from pathlib import Path

from typer.testing import CliRunner

from api.cli.command import app
from api.pages import sources

page = Path("docs/sources.md")
page.write_text(sources.rewritten(page.read_text()))
os.chdir(sys.argv[1])
answers = []
for command in json.loads(sys.argv[2]):
    result = CliRunner().invoke(app, command, prog_name="kith")
    assert result.exit_code == 0, result.output
    answers.append(result.stdout)
print(json.dumps(answers))
"""


def test_the_example_changes_what_the_page_says_and_loads(tmp_path: Path) -> None:
    """The copy lists the source with its options, loads the book, and writes its section of the page."""
    tree, work = CopiedTree(tmp_path / "tree"), tmp_path / "work"
    tree.add(EXAMPLE, FENCES[EXAMPLE].text)
    assert differences(tree.changed(), BY_HAND["source"]) == []
    work.mkdir()
    (work / "book.txt").write_text(FENCES["book.txt"].text, encoding="utf-8")
    of_the_page = [command.split()[1:] for command in FENCES[""].commands()]
    again = ["load", "guestbook", "book.txt", "--house", "mill", "--json"]
    commands = [["sources", "--json"], ["sources", "guestbook", "--json"], *of_the_page, again]
    listing, options, *_, report = tree.run(PROGRAM, work, json.dumps(commands))
    assert differences(tree.changed(), BY_HAND["source"] + WRITTEN["source"]) == []

    rows = {row["name"]: row for row in json.loads(listing)["rows"]}
    assert set(rows) == {"bluesky", "csv", "demo", "edges", "guestbook", "x"}
    assert rows["guestbook"]["options"] == ["--house", "--anonymous"]
    assert json.loads(options)["rows"][0] == {
        "option": "--house",
        "value": "NAME",
        "meaning": "The house in which the book lies; inn without it.",
    }

    answer = json.loads(report)
    assert (answer["source"], answer["written"], answer["unchanged"]) == ("guestbook", 0, 2)
    assert answer["rejected"] == [{"at": "book.txt:2", "reason": "expected number;name;text"}]
    with open_store(f"sqlite:///{work / 'kith.db'}") as store:
        posts = store.view().posts(["post:mill:1", "post:mill:2"])
    assert [(post.author, post.text) for post in posts if post] == [
        ("mill:ada", "what a place"),
        ("mill:bob", "so long; bye"),
    ]

    page = Path("docs/sources.md")
    section = (tmp_path / "tree" / page).read_text("utf-8").removeprefix((ROOT / page).read_text("utf-8"))
    assert section.startswith("\n## `guestbook`\n\nGuest books: one entry a line, number;name;text.\n")
    assert "| `--house NAME` | The house in which the book lies; `inn` without it. |\n" in section
