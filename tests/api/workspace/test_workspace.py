"""The workspace: one reading at a time, findings kept by fingerprint, and nothing computed twice."""

from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from api.errors import NotReady
from api.workspace.findings_store import FindingsStore
from api.workspace.workspace import Workspace
from graph.errors import StoreUnavailable
from graph.model.account import Account
from graph.port.batch import Batch
from tests.api.village import settings_in, village


def add_somebody(workspace: Workspace, account: str) -> None:
    with workspace.store.writer("later") as writer:
        writer.write(Batch([Account(id=account, handle=account.partition(":")[2])]))


def test_nothing_is_ready_before_it_is_analysed(tmp_path: Path) -> None:
    with village(tmp_path, analysed=False) as workspace:
        analysis = workspace.analysis()
        assert analysis.findings_or_none is None
        assert analysis.ties.count == 11  # ties need no findings
        with pytest.raises(NotReady, match="kith analyse"):
            _ = analysis.findings
        assert workspace.is_behind()


def test_a_store_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with Workspace(settings_in(tmp_path), create=False) as workspace, pytest.raises(StoreUnavailable):
        _ = workspace.store
    assert not (tmp_path / "village.db").exists()


def test_findings_are_computed_once_and_found_by_another_process(own_village: Workspace) -> None:
    stages: list[str] = []
    own_village.analyse(lambda stage, _: stages.append(stage))
    assert stages == []
    with Workspace(own_village.settings) as other:
        kept, own = other.analysis(), own_village.analysis()
        assert kept.findings_or_none is not None
        assert kept.fingerprint == own.fingerprint
        assert kept.computed_at == own.computed_at
        assert kept.findings.order("influence").tolist() == own.findings.order("influence").tolist()
        assert isinstance(kept.findings.positions.base, np.memmap)
        for field in fields(kept.findings.ties):
            assert np.array_equal(getattr(kept.findings.ties, field.name), getattr(own.findings.ties, field.name))


def test_other_parameters_have_findings_of_their_own(own_village: Workspace) -> None:
    with Workspace(own_village.settings.model_copy(update={"half_life_days": 7.0})) as other:
        assert other.analysis().findings_or_none is None
        assert other.analysed().fingerprint != own_village.analysis().fingerprint


def test_the_reading_stays_the_same_while_nothing_changes(own_village: Workspace) -> None:
    before = own_village.analysis()
    assert not own_village.is_behind()
    assert own_village.refresh().fingerprint == before.fingerprint
    assert own_village.refresh().rows is not None
    assert own_village.analysis().findings is before.findings


def test_answers_stay_with_the_former_findings_until_there_are_new_ones(own_village: Workspace) -> None:
    before = own_village.analysis()
    add_somebody(own_village, "x:77")
    assert own_village.is_behind()
    newest = own_village.refresh()
    assert newest.findings_or_none is None
    assert newest.rows.person("person:x:77") is not None
    assert own_village.analysis() is before
    after = own_village.analysed()
    assert after is own_village.analysis()
    assert after.fingerprint != before.fingerprint
    assert not own_village.is_behind()


def test_a_change_that_changes_no_content_keeps_the_findings(own_village: Workspace) -> None:
    before = own_village.analysis()
    made = own_village.decisions().judge("x:7", "crm:9", same=True, reason="the same man")
    own_village.decisions().withdraw(made.id)
    assert own_village.is_behind()
    after = own_village.refresh()
    assert after.findings.fingerprint == before.findings.fingerprint
    assert not own_village.is_behind()


def test_former_readings_are_kept_for_pages_that_go_on(own_village: Workspace) -> None:
    before = own_village.analysis()
    add_somebody(own_village, "x:77")
    own_village.analysed()
    assert own_village.former(before.fingerprint) is before
    assert own_village.former("never heard of") is None
    for number in range(4):
        add_somebody(own_village, f"x:8{number}")
        own_village.analysed()
    assert own_village.former(before.fingerprint) is None


def test_only_the_last_few_findings_stay_on_disk(own_village: Workspace) -> None:
    store = FindingsStore(own_village.state_folder / "findings")
    first = own_village.analysis().fingerprint
    for number in range(4):
        add_somebody(own_village, f"x:8{number}")
        own_village.analysed()
    assert store.load(first) is None
    latest = store.latest()
    assert latest is not None
    assert latest.fingerprint == own_village.analysis().fingerprint
    assert len(list((own_village.state_folder / "findings").iterdir())) == 4


@pytest.mark.parametrize("harm", ["no json", "other format", "an array is gone", "an array is cut"])
def test_findings_that_cannot_be_read_are_computed_again(own_village: Workspace, harm: str) -> None:
    findings = own_village.analysis().findings
    folder = own_village.state_folder / "findings" / findings.fingerprint
    match harm:
        case "no json":
            (folder / "findings.json").write_text("{")
        case "other format":
            (folder / "findings.json").write_text('{"format": 0}')
        case "an array is gone":
            (folder / "0.npy").unlink()
        case "an array is cut":
            (folder / "0.npy").write_bytes((folder / "0.npy").read_bytes()[:40])
    with Workspace(own_village.settings) as other:
        assert other.analysis().findings_or_none is None
        assert other.analysed().fingerprint == findings.fingerprint


def test_keeping_the_same_findings_twice_leaves_one(own_village: Workspace) -> None:
    folder = own_village.state_folder / "findings"
    result = own_village.analysis().findings
    FindingsStore(folder).keep(result, datetime(2026, 1, 1, tzinfo=UTC))
    kept = FindingsStore(folder).load(result.fingerprint)
    assert kept is not None
    assert kept[1] == datetime(2026, 1, 1, tzinfo=UTC)
    assert [path.name for path in folder.iterdir()] == [result.fingerprint]


def test_an_empty_store_has_empty_findings_that_are_kept(tmp_path: Path) -> None:
    with Workspace(settings_in(tmp_path)) as workspace:
        assert workspace.analysed().findings.ties.people == 0
        with Workspace(workspace.settings) as other:
            assert other.analysis().findings.communities.count == 0


def test_what_is_loaded_while_it_is_analysed_waits_for_the_next_time(own_village: Workspace) -> None:
    add_somebody(own_village, "x:77")

    def loading(stage: str, _: float) -> None:
        if stage == "communities":
            add_somebody(own_village, "x:78")

    analysis = own_village.analysed(loading)
    assert own_village.analysis() is analysis
    assert analysis.rows.person("person:x:77") is not None
    assert analysis.rows.person("person:x:78") is None
    assert analysis.findings.ties.people == len(analysis.snapshot.people.ids)
    assert own_village.is_behind()
