"""What is kept on disk has the shape that its version stands for; a shape that moves alone is found, and said."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from algorithms.analysis.findings import Findings
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
    raised = replace(now, version=before.version + 1)
    assert complaints({"schema": before}, {"schema": raised}) == [
        f"the schema has version {raised.version}: run `python -m tests.shapes` to write shapes.toml anew"
    ]
    assert complaints({"schema": raised}, {"schema": raised}) == []


def test_a_measure_without_a_new_version_is_found(workspace: Workspace, tmp_path: Path) -> None:
    before = read_committed()["findings"]
    FindingsStore(tmp_path).keep(_with_one_measure_more(workspace.analysed().findings), from_micros(0))
    now = Shape(before.version, tuple(sorted(findings_lines(tmp_path))))
    (sentence,) = complaints({"findings": before}, {"findings": now})
    assert "raise VERSION in algorithms/analysis/findings.py" in sentence
    assert "+ scores.charm: float64, 1 dimensions" in sentence


def test_an_array_of_another_type_is_found(workspace: Workspace, tmp_path: Path) -> None:
    before = read_committed()["findings"]
    findings = workspace.analysed().findings
    FindingsStore(tmp_path).keep(replace(findings, positions=findings.positions.astype(np.float64)), from_micros(0))
    now = Shape(before.version, tuple(sorted(findings_lines(tmp_path))))
    assert "+ positions: float64, 2 dimensions" in complaints({"findings": before}, {"findings": now})[0]


def _with_one_measure_more(findings: Findings) -> Findings:
    return replace(
        findings,
        scores={**findings.scores, "charm": findings.scores["degree"]},
        ranks={**findings.ranks, "charm": findings.ranks["degree"]},
    )
