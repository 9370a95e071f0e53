"""Findings of another version, and broken ones, are passed over: they are computed again."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from api.workspace.findings_store import FindingsStore
from graph.model.moment import from_micros
from tests.api.village import village


def _changed(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        document = json.loads((folder / "findings.json").read_text())
        change(document)
        (folder / "findings.json").write_text(json.dumps(document))
        (folder / "seal.json").unlink()  # as if a version before seals had written it

    return write


def _lacking_arrays(document: dict[str, Any]) -> None:
    """As if it named a measure of which it holds nothing."""
    document["meta"]["measures"].append("charm")


@pytest.mark.parametrize(
    "change",
    [
        _changed(lambda document: document.update(format=99)),
        _changed(lambda document: document["meta"].update(version=3)),
        _changed(lambda document: document["meta"].update(version=99)),
        _changed(lambda document: document["meta"].pop("version")),
        _changed(lambda document: document.pop("meta")),
        _changed(lambda document: document.update(meta=None)),
        _changed(lambda document: document["meta"].pop("lineage")),
        _changed(lambda document: document["meta"].update(parameters="{}")),
        _changed(lambda document: document["arrays"].pop()),
        _changed(lambda document: document["arrays"].append("more")),
        _changed(_lacking_arrays),
        lambda folder: (folder / "findings.json").write_text("[]"),
        lambda folder: (folder / "findings.json").write_text("null"),
        lambda folder: (folder / "findings.json").write_text("{"),
        lambda folder: (folder / "findings.json").unlink(),
        lambda folder: (folder / "0.npy").write_bytes(b""),
        lambda folder: (folder / "0.npy").unlink(),
    ],
)
def test_they_are_passed_over_and_the_former_ones_go_on(
    change: Callable[[Path], object], tmp_path: Path, own_findings: Any
) -> None:
    store = FindingsStore(tmp_path)
    store.keep(own_findings, from_micros(0), "former")
    store.keep(own_findings, from_micros(1), "newer")
    change(tmp_path / "newer")
    assert store.load("newer") is None
    former = store.latest()
    assert former is not None
    assert former.fingerprint == own_findings.fingerprint


@pytest.fixture(scope="module")
def own_findings(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with village(tmp_path_factory.mktemp("village")) as workspace:
        return workspace.analysed().findings


def test_findings_of_another_version_are_computed_again(tmp_path: Path) -> None:
    with village(tmp_path) as workspace:
        before = workspace.analysed().findings
        (kept,) = (workspace.state_folder / "findings").iterdir()
    _changed(lambda document: document["meta"].update(version=3))(kept)
    with village(tmp_path, analysed=False) as workspace:
        assert workspace.refresh().findings_or_none is None
        assert workspace.analysed().findings.snapshot == before.snapshot
        assert workspace.refresh().findings_or_none is not None


def _forget_core(document: dict[str, Any]) -> None:
    """As a Kith wrote it that did not know this measure."""
    document["meta"]["measures"].remove("core")
    del document["meta"]["steps"]["core"]
    document["arrays"] = [name.replace(".core", ".former") for name in document["arrays"]]


def test_findings_without_a_measure_that_has_come_since_are_made_anew_and_gone_on_from(tmp_path: Path) -> None:
    with village(tmp_path) as workspace:
        before = workspace.analysed().findings
        (kept,) = (workspace.state_folder / "findings").iterdir()
    _changed(_forget_core)(kept)
    former = FindingsStore(kept.parent).latest()
    assert former is not None
    assert former.scores.keys() == before.scores.keys() - {"core"}
    with village(tmp_path, analysed=False) as workspace:
        assert workspace.refresh().findings_or_none is None
        findings = workspace.analysed().findings
        assert findings.scores["core"].tolist() == before.scores["core"].tolist()
        assert findings.steps == before.steps
        assert workspace.refresh().findings_or_none is not None
    with village(tmp_path, analysed=False) as workspace:
        assert workspace.refresh().findings_or_none is not None, "they stand in the place of the former ones"
