"""The exercise: a column more is one line in the declaration of its record, a migration, and the rest follows."""

import re
from pathlib import Path

from graph.stores.migrations import SCHEMA_VERSION
from tests.copied_tree import BY_HAND, WRITTEN, CopiedTree, differences
from tests.graph.stores.released.world import HERE
from tests.graph.stores.released.writing import Released
from tests.modules import modules

DECLARATION = "graph/model/post.py"
BEFORE = "    stated_at: Annotated["
BOOKMARKS = '    bookmarks: Annotated[int | None, Column("how many have kept it for later", limit=COUNT)] = None\n'

MIGRATIONS = "graph/stores/migrations.py"
END = ')\n"""Schema 1 is the first.'
MIGRATION = f'    Migration({SCHEMA_VERSION + 1}, "posts know how many have kept them"),\n'

PROGRAM = """
import json, sys
from dataclasses import replace
from pathlib import Path

from api.pages import neo4j_model, sources
from api.settings import read_settings
from api.workspace.workspace import Workspace
from graph.opening import open_store
from graph.rows.table import Table
from graph.testing.row_strategies import rows_of
from hypothesis import find
from ingest.errors import RecordRejected
from ingest.loading.loading import load
from ingest.records import checked
from ingest.registry import open_source
from tests import shapes

folder, older, state = map(Path, sys.argv[1:])
with Workspace(read_settings(store=f"sqlite:///{older}", state=state, actor="tess")) as workspace:
    older_store = {
        "schema": workspace.view().state().schema,
        "fingerprint": workspace.view().snapshot().fingerprint,
        "hits": workspace.view().posts_with(["copper kettle"]),
        "read_back": [post.bookmarks for post in workspace.view().posts(["post:x:100"])],
    }
    load(open_source("csv", [folder / "posts-kettle.csv"]), workspace.store)
    older_store["loaded"] = [post.bookmarks for post in workspace.view().posts(["post:x:100"])]
with open_store(f"sqlite:///{folder / 'new.db'}", state=folder / "new") as store:
    files = ("posts.csv", "posts.csv", "posts-later.csv")
    reports = [load(open_source("csv", [folder / file]), store) for file in files]
    post, other = store.view().posts(["post:x:20", "post:x:21"])
    snapshot = store.view().snapshot()


def refusal(record):
    try:
        return str(checked(record))
    except RecordRejected as flaw:
        return flaw.reason


def moved(**facts):
    before, now = shapes.read_committed(), shapes.declared_shapes()
    return shapes.complaints(before, before | {"schema": replace(now["schema"], **facts)})


unraised, forgotten = moved(version=shapes.read_committed()["schema"].version), moved()
refused = shapes.main(declared=True)
for page, writer in (("sources", sources), ("neo4j-model", neo4j_model)):
    path = Path(f"docs/{page}.md")
    path.write_text(writer.rewritten(path.read_text()))
print(json.dumps({
    "older": older_store,
    "written": [report.written.written for report in reports],
    "read_back": [post.bookmarks, other.bookmarks],
    "refusal": refusal(replace(post, bookmarks=-1)),
    "strategy": find(rows_of(Table.POSTS), lambda row: row["bookmarks"] is not None)["bookmarks"],
    "snapshot": snapshot.posts.ids.to_pylist(),
    "shapes": [unraised, forgotten, refused, moved()],
}))
"""


def test_a_column(tmp_path: Path) -> None:
    """Posts with a number more: new stores hold it, and one of the version before opens, answers and takes it."""
    tree, folder = CopiedTree(tmp_path / "tree"), tmp_path / "tree"
    tree.put_before(DECLARATION, BEFORE, BOOKMARKS)
    tree.put_before(MIGRATIONS, END, MIGRATION)
    assert differences(tree.changed(), BY_HAND["column"]) == []
    older = Released(HERE / "v0_1_0")
    older.write_sqlite(tmp_path / "kith.db")
    older.write_state(tmp_path / "state")
    rows = {"posts": ("x:20,x:1,hi,7", "x:21,x:1,ho,"), "posts-later": ("x:20,x:1,hi,8", "x:21,x:1,ho,")}
    for file, lines in {**rows, "posts-kettle": ("x:100,x:1,The copper kettle sings,9",)}.items():
        text = "\n".join(["id,author,text,bookmarks", *lines])
        (tmp_path / f"{file}.csv").write_text(text, encoding="utf-8")
    answer = tree.run(PROGRAM, tmp_path, tmp_path / "kith.db", tmp_path / "state")
    assert answer["older"] == {
        "schema": SCHEMA_VERSION + 1,
        "fingerprint": older.kept["snapshot"]["meta"]["fingerprint"],
        "hits": [["post:x:100", "post:x:101", "post:x:103"]],
        "read_back": [None],
        "loaded": [9],
    }
    assert answer["written"] == [2, 0, 1], "the hash of what is stated tells seven bookmarks from eight"
    assert answer["read_back"] == [8, None]
    assert answer["refusal"] == f"bookmarks: expected a whole number from 0 to {2**63 - 1}, got '-1'"
    assert isinstance(answer["strategy"], int)
    assert answer["snapshot"] == ["post:x:20", "post:x:21"]
    (unraised,), (forgotten,), refused, left = answer["shapes"]
    assert "its version did not" in unraised
    assert "add a Migration to MIGRATIONS in graph/stores/migrations.py" in unraised
    assert "run `python -m tests.shapes`" in forgotten
    assert (refused, left) == (0, [])
    assert differences(tree.changed(), BY_HAND["column"] + WRITTEN["column"]) == []
    for page in ("docs/sources.md", "docs/neo4j-model.md"):
        assert "\n| `bookmarks` | how many have kept it for later |\n" in (folder / page).read_text(encoding="utf-8")


def test_a_count_of_posts_is_named_in_few_files() -> None:
    """Where a column stands by name because something is done with it, and not only carried."""
    named = {
        module.path
        for module in modules()
        if re.search(r"""["'.]quotes\b|\bquotes[:=]""", module.text)
        and not module.path.startswith(("ingest/sources/", "ingest/demo/"))  # where counts come from
    }
    assert named == {"graph/model/post.py", "graph/snapshot/freeze.py", "api/graphql/schema/post.py"}
