"""Keeping fresh: whoever analyses, everybody takes what was kept, also while more and more is written."""

import multiprocessing

import pytest
from filelock import FileLock

from algorithms.analysis.measure import Measure
from api.workspace.refresh import LOCK, Refresher, analyse_apart
from api.workspace.workspace import Workspace
from graph.errors import StoreUnavailable
from graph.model.account import Account
from graph.port.batch import Batch
from tests.patience import patience


def test_of_two_who_would_analyse_at_once_one_computes(own_village: Workspace) -> None:
    own_village.decisions().opt_out("x:1")  # what was analysed is old now
    other = multiprocessing.get_context("spawn").Process(target=analyse_apart, args=(own_village.settings,))
    with FileLock(own_village.state_folder / LOCK):
        other.start()
        own_village.analyse()
        computed_at = own_village.analysis().computed_at
        other.join(timeout=patience(5))
        assert other.is_alive()
    other.join(timeout=patience(120))
    assert other.exitcode == 0
    with Workspace(own_village.settings, create=False) as fresh:
        assert fresh.analysis().findings_or_none is not None
        assert fresh.analysis().computed_at == computed_at


def written(workspace: Workspace, account: str) -> None:
    with workspace.store.writer("later") as writer:
        writer.write(Batch([Account(id=account, handle=account.partition(":")[2])]))


def people(workspace: Workspace) -> int:
    result = workspace.current
    assert result is not None
    assert result.findings_or_none is not None
    return len(result.snapshot.people.ids)


def test_findings_are_taken_over_also_when_more_was_written_meanwhile(own_village: Workspace) -> None:
    before = people(own_village)
    for round_ in range(3):
        written(own_village, f"x:70{round_}")
        analyse_apart(own_village.settings)
        written(own_village, f"x:80{round_}")  # before anybody has looked
        newest = own_village.refresh()
        assert newest.findings_or_none is None
        assert people(own_village) == before + 2 * round_ + 1
        assert own_village.refresh().findings_or_none is None
        assert people(own_village) == before + 2 * round_ + 1, "never back to what is older"


def test_a_server_that_starts_while_more_is_written_answers_from_the_last_findings(own_village: Workspace) -> None:
    before = people(own_village)
    written(own_village, "x:700")
    with Workspace(own_village.settings, create=False) as fresh:
        assert len(fresh.analysis().findings.order(Measure.INFLUENCE)) > 0  # not NotReady
        assert people(fresh) == before


def test_what_was_erased_is_cleared_away_once_and_not_before(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[bool] = []
    forget = own_village.forget_erased

    def counted() -> bool:
        times.append(forget())
        return times[-1]

    monkeypatch.setattr(own_village, "forget_erased", counted)
    refresher = Refresher(own_village)
    refresher._forget_erased()
    assert times == [], "nobody was erased"
    own_village.decisions().erase("x:2")
    refresher._forget_erased()
    refresher._forget_erased()
    assert times == [True]
    assert not own_village.store.is_unscrubbed()
    own_village.decisions().erase("x:10")
    refresher._forget_erased()
    assert times == [True, True], "the next one does not wait"


def test_where_others_are_in_the_way_it_is_cleared_away_later(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[bool] = []

    def in_the_way() -> bool:
        times.append(False)  # others read just now
        return times[-1]

    monkeypatch.setattr(own_village, "forget_erased", in_the_way)
    own_village.decisions().erase("x:2")
    refresher = Refresher(own_village)
    for _ in range(3):
        refresher._forget_erased()
    assert times == [False], "not at each look"
    refresher._scrub_at = 0.0  # some minutes later
    refresher._forget_erased()
    assert times == [False, False]


def test_a_disk_without_room_is_said_and_keeps_no_answer_stale(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full() -> bool:
        raise StoreUnavailable("make room for the file twice, and repeat this")

    own_village.decisions().erase("x:2")
    with monkeypatch.context() as patch:
        patch.setattr(own_village, "forget_erased", full)
        refresher = Refresher(own_village)
        refresher._forget_erased()
    assert "make room" in caplog.text
    refresher._scrub_at = 0.0
    refresher._forget_erased()
    assert not own_village.store.is_unscrubbed()
