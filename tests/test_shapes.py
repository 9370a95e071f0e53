"""What is kept on disk has the shape that its version stands for; a shape that moves alone is found, and said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from api.workspace.findings_store import FindingsStore
from api.workspace.workspace import Workspace
from graph.model.moment import from_micros
from graph.rows.table import SHAPES, Table
from tests.api.village import village
from tests.shapes import Shape, complaints, findings_lines, read_committed, schema_lines, shapes_of


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with village(tmp_path_factory.mktemp("village")) as made:
        yield made


def test_every_shape_is_that_of_its_version(workspace: Workspace) -> None:
    assert "\n".join(complaints(read_committed(), shapes_of(workspace.state_folder))) == ""


def test_a_column_without_a_new_version_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_committed()["schema"]
    monkeypatch.setitem(SHAPES[Table.ACCOUNTS].columns, "pronouns", "text")
    now = Shape(before.version, tuple(sorted(schema_lines())))
    (sentence,) = complaints({"schema": before}, {"schema": now})
    assert sentence == (
        f"the shape of the schema moved and its version did not ({before.version}): add a Migration to MIGRATIONS in"
        " graph/stores/migrations.py, then run `python -m tests.shapes` to write shapes.toml anew. What moved:\n"
        "+ accounts.pronouns: text"
    )
    raised = replace(now, version=99)
    assert complaints({"schema": before}, {"schema": raised}) == [
        "the shape of the schema moved (version 99): run `python -m tests.shapes` to write shapes.toml anew"
    ]
    assert complaints({"schema": raised}, {"schema": raised}) == []


def test_a_measure_more_or_less_needs_no_new_version(workspace: Workspace, tmp_path: Path) -> None:
    """Findings without it are made anew by themselves: `test_findings_store`."""
    before = read_committed()["measures"]
    grown = replace(before, lines=(*before.lines, "charm: largest first; Smiles."))
    for former, now in ((before, grown), (grown, before)):
        (sentence,) = complaints({"measures": former}, {"measures": now})
        assert sentence.startswith(f"the shape of the measures moved (version {before.version}): run `python -m tests")
    findings = workspace.analysed().findings
    scores = {name: values for name, values in findings.scores.items() if name != "core"}
    FindingsStore(tmp_path).keep(replace(findings, scores=scores), from_micros(0))
    assert tuple(sorted(findings_lines(tmp_path))) == read_committed()["findings"].lines


def test_a_measure_that_is_worked_out_otherwise_is_found() -> None:
    before = read_committed()["measures"]
    now = replace(before, lines=tuple(line.replace("of ties towards", "of acts towards") for line in before.lines))
    (sentence,) = complaints({"measures": before}, {"measures": now})
    assert (
        f"moved and its version did not ({before.version}): raise VERSION in algorithms/analysis/findings" in sentence
    )
    assert "+ degree: largest first; The number of acts towards the person." in sentence


def test_an_array_of_another_type_is_found(workspace: Workspace, tmp_path: Path) -> None:
    before = read_committed()["findings"]
    findings = workspace.analysed().findings
    FindingsStore(tmp_path).keep(replace(findings, positions=findings.positions.astype(np.float64)), from_micros(0))
    now = Shape(before.version, tuple(sorted(findings_lines(tmp_path))))
    assert "+ positions: float64, 2 dimensions" in complaints({"findings": before}, {"findings": now})[0]
