"""The exercise: a column more is one line in the declaration of its record, and the rest of the house follows."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.modules import ROOMS, ROOT, modules
from tests.patience import patience

BEFORE = "    stated_at: Annotated["
BOOKMARKS = '    bookmarks: Annotated[int | None, Column("how many have kept it for later", limit=COUNT)] = None\n'

PROGRAM = """
import json, sys
from pathlib import Path

from api.pages import neo4j_model as neo4j_page
from api.pages import sources as sources_page
from graph.opening import open_store
from graph.rows.table import Table
from graph.testing.row_strategies import rows_of
from hypothesis import find
from ingest.errors import RecordRejected
from ingest.records import checked
from ingest.loading.loading import load
from ingest.registry import open_source
from dataclasses import replace

folder, pages = Path(sys.argv[1]), Path(sys.argv[2])
with open_store(f"sqlite:///{folder / 'kith.db'}", state=folder / "state") as store:
    files = ("posts.csv", "posts.csv", "posts-later.csv")
    reports = [load(open_source("csv", [folder / file]), store) for file in files]
    post, other = store.view().posts(["post:x:20", "post:x:21"])
    snapshot = store.view().snapshot()


def refusal(record):
    try:
        return str(checked(record))
    except RecordRejected as flaw:
        return flaw.reason


print(json.dumps({
    "written": [report.written.written for report in reports],
    "read_back": [post.bookmarks, other.bookmarks],
    "refusal": refusal(replace(post, bookmarks=-1)),
    "strategy": find(rows_of(Table.POSTS), lambda row: row["bookmarks"] is not None)["bookmarks"],
    "snapshot": snapshot.posts.ids.to_pylist(),
    "sources": sources_page.rewritten((pages / "sources.md").read_text()),
    "neo4j": neo4j_page.rewritten((pages / "neo4j-model.md").read_text()),
}))
"""


def test_a_column_more_is_one_line(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for room in ROOMS:
        shutil.copytree(ROOT / room, tree / room, ignore=shutil.ignore_patterns("__pycache__", "static"))
    declaration = tree / "graph" / "model" / "post.py"
    text = declaration.read_text(encoding="utf-8")
    assert text.count(BEFORE) == 1
    declaration.write_text(text.replace(BEFORE, BOOKMARKS + BEFORE), encoding="utf-8")
    for file, count in (("posts.csv", 7), ("posts-later.csv", 8)):
        lines = ["id,author,text,bookmarks", f"x:20,x:1,hi,{count}", "x:21,x:1,ho,"]
        (tmp_path / file).write_text("\n".join(lines), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path), str(ROOT / "docs")],
        cwd=tree,
        env={"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=patience(300),
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert answer["written"] == [2, 0, 1], "the hash of what is stated tells seven bookmarks from eight"
    assert answer["read_back"] == [8, None]
    assert answer["refusal"] == f"bookmarks: expected a whole number from 0 to {2**63 - 1}, got '-1'"
    assert isinstance(answer["strategy"], int)
    assert answer["snapshot"] == ["post:x:20", "post:x:21"]
    for page in ("sources", "neo4j"):
        assert "\n| `bookmarks` | how many have kept it for later |\n" in answer[page]


def test_a_count_of_posts_is_named_in_few_files() -> None:
    """Where a column stands by name because something is done with it, and not only carried."""
    named = {
        module.path
        for module in modules()
        if re.search(r"""["'.]quotes\b|\bquotes[:=]""", module.text)
        and not module.path.startswith(("ingest/sources/", "ingest/demo/"))  # where counts come from
    }
    assert named == {"graph/model/post.py", "graph/snapshot/freeze.py", "api/graphql/schema/post.py"}
