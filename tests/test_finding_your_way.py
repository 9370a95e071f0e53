"""The page that says where a change goes: how many files each takes, and exercises, each done on a copy of the tree.

A field, a measure and a view of the page stand here; a column in `tests/test_adding_a_column.py`, a source in
`tests/ingest/sources/test_adding_a_source.py`. A store is `MemoryRowStore` in `tests/graph/rows/test_row_store.py`.
"""

from pathlib import Path
from typing import Final

import pytest

from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.copied_tree import BY_HAND, WRITTEN, CopiedTree, differences, stands_for, tracked
from tests.graph.stores.released.world import HERE
from tests.graph.stores.released.writing import Released
from tests.modules import ROOT

EXERCISES: Final = {
    "field": "tests/test_finding_your_way.py::test_a_field_of_plain_data",
    "measure": "tests/test_finding_your_way.py::test_a_measure",
    "column": "tests/test_adding_a_column.py::test_a_column",
    "source": "tests/ingest/sources/test_adding_a_source.py::test_the_example_changes",
    "store": "tests/graph/rows/test_row_store.py::class Test",
    "page": "tests/test_finding_your_way.py::test_a_view_of_the_page",
}

WRITE_SCHEMA: Final = """
from pathlib import Path

from typer.testing import CliRunner

from api.cli.command import app


def write_schema():
    Path("api/schema.graphql").write_text(CliRunner().invoke(app, ["schema"]).stdout)
"""


def test_each_thing_takes_as_few_files_as_the_page_says() -> None:
    counts = {name: len([file for file in files if not file.startswith("tests/")]) for name, files in BY_HAND.items()}
    assert counts == {"measure": 1, "source": 1, "field": 1, "column": 2, "store": 2, "page": 2}


@pytest.mark.parametrize("name", BY_HAND)
def test_the_files_are_where_the_page_says(name: str) -> None:
    for file in (*BY_HAND[name], *WRITTEN.get(name, ())):
        assert any(stands_for(file, there) for there in tracked()), f"there is nothing like {file}"


@pytest.mark.parametrize("name", BY_HAND)
def test_each_thing_has_its_exercise(name: str) -> None:
    file, _, test = EXERCISES[name].partition("::")
    assert ("def " + test if test.startswith("test") else test) in (ROOT / file).read_text(encoding="utf-8")


def test_a_changed_file_that_the_page_does_not_name_is_told() -> None:
    files = ["graph/model/RECORD.py", "graph/opening.py"]
    assert differences({"graph/model/post.py", "graph/opening.py"}, files) == []
    assert differences({"graph/model/deep/post.py"}, files) == [
        "graph/model/deep/post.py changed",
        "graph/model/RECORD.py did not",
        "graph/opening.py did not",
    ]


def test_a_copy_tells_what_is_changed_new_and_gone(tmp_path: Path) -> None:
    tree = CopiedTree(tmp_path)
    assert tree.changed() == set()
    tree.add("graph/model/hat.py", "")
    tree.put_before("graph/opening.py", "def open_store(", "HATS = 3\n")
    (tmp_path / "README.md").unlink()
    assert tree.changed() == {"graph/model/hat.py", "graph/opening.py", "README.md"}


ACCEPTED: Final = "How much came of it, in words."


def test_a_field_of_plain_data(tmp_path: Path) -> None:
    """A sentence more in an answer, told to clients with its description."""
    tree = CopiedTree(tmp_path)
    file = "api/answers/overview.py"
    tree.put_before(file, "    people: HowMany\n", f'    accepted: str\n    """{ACCEPTED}"""\n')
    tree.put_before(file, "        ties=analysis.ties.count,", '        accepted="all of it",\n')
    assert differences(tree.changed(), BY_HAND["field"]) == []
    tree.run(f"{WRITE_SCHEMA}\nwrite_schema()\nprint(0)")
    assert differences(tree.changed(), BY_HAND["field"] + WRITTEN["field"]) == []
    before, after = (
        (folder / "api" / "schema.graphql").read_text(encoding="utf-8").splitlines() for folder in (ROOT, tmp_path)
    )
    assert set(after) - set(before) == {"  accepted: String!", f'  """{ACCEPTED}"""'}


CONTACTS: Final = '''"""Contacts: with how many people somebody has a tie."""

from typing import Final

import numpy as np

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties


def contacts(ties: Ties) -> Scores:
    """Count the people with whom each person has a tie in either direction.

    >>> from tests.worlds import WORLDS
    >>> contacts(WORLDS["chain"].ties()).values.tolist()
    [1.0, 2.0, 2.0, 2.0, 1.0]
    """
    sources, targets = ties.sources().astype(np.int64), ties.indices.astype(np.int64)
    pairs = np.unique(np.concatenate([sources * ties.people + targets, targets * ties.people + sources]))
    return Scores(np.bincount(pairs // max(ties.people, 1), minlength=ties.people).astype(np.float64))


MEASURE: Final = MeasureSpec(
    name="contacts",
    order=15,
    label="Contacts",
    meaning="How many people pay attention to this person or get attention from them.",
    lies="One like makes a contact, as a friendship does.",
    formula="The number of people tied to the person in either direction.",
    paper="Wasserman and Faust (1994), *Social Network Analysis*.",
    cost="m log m.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: contacts(on.ties),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_contacts.py::test_contacts_equal_networkx",
)
'''

CONTACTS_TEST: Final = '''"""Contacts against networkx."""

from algorithms.centrality.contacts import contacts
from tests.worlds import WORLDS, network_of


def test_contacts_equal_networkx() -> None:
    for world in WORLDS.values():
        network = network_of(world.ties()).to_undirected()
        assert contacts(world.ties()).values.tolist() == [network.degree(row) for row in range(world.people)]
'''

MEASURE_PROGRAM: Final = (
    """
import sys
from importlib import invalidate_caches
from pathlib import Path

from api.pages import measure_names

Path("algorithms/centrality/measures.py").write_text(measure_names.written())
for name in [name for name in sys.modules if name.partition(".")[0] in {"algorithms", "api", "graph"}]:
    del sys.modules[name]  # what comes now is a process of its own, to which numpy is at hand
invalidate_caches()

import json

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people
from algorithms.centrality.registry import specs
from algorithms.parameters import DEFAULTS
from algorithms.ties.strength import build_ties
from api.pages import measures
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests import shapes

forgotten = shapes.complaints(shapes.read_committed(), shapes.read_committed() | shapes.declared_shapes())
refused = shapes.main(declared=True)
left = shapes.complaints(shapes.read_committed(), shapes.read_committed() | shapes.declared_shapes())
page = Path("docs/measures.md")
page.write_text(measures.rewritten(page.read_text()))
"""
    + WRITE_SCHEMA
    + """
write_schema()

from tests.algorithms.centrality.test_contacts import test_contacts_equal_networkx
from tests.algorithms.measure_contract import CLAUSES

test_contacts_equal_networkx()
for clause in CLAUSES:
    clause(specs()[Measure.CONTACTS])
with Workspace(read_settings(store=sys.argv[1], state=Path(sys.argv[2]), actor="tess")) as workspace:
    kept = workspace.refresh().findings_or_none
    snapshot = workspace.view().snapshot()
    inputs = MeasureInputs(snapshot, build_ties(snapshot, DEFAULTS), DEFAULTS)
    values = measure_people({Measure.CONTACTS}, inputs).scores[Measure.CONTACTS].values
    answer = dict(zip(snapshot.people.ids.to_pylist(), values.tolist()))
print(json.dumps([forgotten, refused, left, kept is None, answer]))
"""
)


def test_a_measure(tmp_path: Path) -> None:
    """A measure with its test: it keeps to the contract, and what was kept without it is made anew."""
    released, store, state = Released(HERE / "v0_1_0"), tmp_path / "kith.db", tmp_path / "state"
    released.write_sqlite(store)
    released.write_state(state)
    with Workspace(read_settings(store=f"sqlite:///{store}", state=state, actor="tess")) as workspace:
        workspace.analyse()  # with the measures of today, whatever Kith had released
    with Workspace(read_settings(store=f"sqlite:///{store}", state=state, actor="tess")) as workspace:
        assert workspace.refresh().findings_or_none is not None, "without the change they are read"
    tree = CopiedTree(tmp_path / "tree")
    tree.add("algorithms/centrality/contacts.py", CONTACTS)
    tree.add("tests/algorithms/centrality/test_contacts.py", CONTACTS_TEST)
    assert differences(tree.changed(), BY_HAND["measure"]) == []
    forgotten, refused, left, made_anew, answer = tree.run(MEASURE_PROGRAM, f"sqlite:///{store}", state)
    (sentence,) = forgotten
    assert "the shape of the measures moved" in sentence
    assert "run `python -m tests.shapes`" in sentence
    assert (refused, left, made_anew) == (0, [], True)
    # To Ada: Ben, Gus and Eve, and she pays attention to nobody. Gus: his quote of hers, and he follows the brand.
    assert (answer["person:x:1"], answer["person:x:7"]) == (3, 2)
    assert differences(tree.changed(), BY_HAND["measure"] + WRITTEN["measure"]) == []


SECTION: Final = """  <section aria-labelledby="bridge">
    <h2 id="bridge">Who joins two circles</h2>
    <ul id="bridges"></ul>
  </section>

"""
VIEW: Final = """const BRIDGES = `query Bridges {
  localBridges { bridges(first: 5) { one { name } other { name } } }
}`;

function showBridges(rows) {
  byId("bridges").replaceChildren(...rows.map(({ one, other }) => element("li", {}, `${one.name} and ${other.name}`)));
}

"""
VIEW_PROGRAM: Final = """
import json

from tests.api.http import test_page as page


def is_refused(check, *arguments):
    try:
        check(*arguments)
    except AssertionError:
        return True
    return False


print(json.dumps({
    "elements": is_refused(page.test_every_element_the_script_looks_for_is_there),
    "queries": any(is_refused(page.test_the_queries_of_the_page_fit_the_schema, query) for query in page.QUERIES),
    "all queries": is_refused(page.test_all_queries_were_found),
    "policy": is_refused(page.test_nothing_in_the_page_breaks_its_own_policy),
    "markup": is_refused(page.test_untrusted_text_never_becomes_markup),
}))
"""
NOT_REFUSED: Final = dict.fromkeys(("elements", "queries", "all queries", "policy", "markup"), False)


def _with_view(folder: Path, view: str) -> CopiedTree:
    tree = CopiedTree(folder)
    script = "api/http/static/page.js"
    tree.put_before(script, "const KINDS = {", view)
    call = "    showBridges((await data(BRIDGES)).localBridges.bridges);\n"
    tree.put_before(script, '    byId("found").hidden = false;\n', call)
    return tree


def test_a_view_of_the_page(tmp_path: Path) -> None:
    """A section more with a question of its own: what it lacks, or asks for in vain, is told."""
    tree = _with_view(tmp_path / "wrong", VIEW.replace("other {", "otter {"))
    assert tree.run(VIEW_PROGRAM) == NOT_REFUSED | {"elements": True, "queries": True}
    assert differences(tree.changed(), BY_HAND["page"]) == ["api/http/static/index.html did not"]
    tree = _with_view(tmp_path / "right", VIEW)
    tree.put_before("api/http/static/index.html", '  <section aria-labelledby="ask">\n', SECTION)
    assert tree.run(VIEW_PROGRAM) == NOT_REFUSED
    assert differences(tree.changed(), BY_HAND["page"]) == []
