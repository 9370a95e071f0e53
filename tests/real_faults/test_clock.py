"""A clock that once stood ahead: what is loaded later counts as newer all the same, and a line says so."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graph.model.moment import to_micros
from tests.api.command_line import answer_of, kith

AHEAD = datetime(2090, 1, 1, tzinfo=UTC)


def load_named(folder: Path, name: str) -> None:
    (folder / "people.csv").write_text(f"id,network,handle,name\n1,x,ada,{name}\n")
    assert kith("load", "csv", "people.csv").exit_code == 0


def test_a_load_after_one_of_the_future_counts_as_newer(
    folder: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("graph.ledger.store.LedgerStore._now", lambda _: to_micros(AHEAD))
        load_named(folder, "Ada Former")
    assert not caplog.records
    for name in ("Ada Later", "Ada Latest"):
        load_named(folder, name)
        assert answer_of("person", "x:1")["name"] == name
    assert "2090-01-01" in caplog.text
    assert "set the clock that is wrong" in caplog.text
    newest, *_ = answer_of("loads")["rows"]
    assert newest["finished_at"] >= newest["started_at"]
