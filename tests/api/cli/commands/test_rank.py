"""`kith rank`: whom it leaves out, and how sure each rank is."""

from pathlib import Path

import pytest

from tests.api.command_line import answer_of, kith, rows_of, settle


@pytest.fixture(autouse=True)
def _there(demo_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(demo_folder, monkeypatch)
    monkeypatch.setenv("KITH_STORE", "sqlite:///demo.db")


def test_our_own_lead_no_list_of_influencers_unless_asked_for() -> None:
    ours = {row["person"] for row in rows_of("us", "list")}
    everybody, others = answer_of("rank", "--limit", "700", "--with-us"), answer_of("rank", "--limit", "700")
    assert everybody["rows"][0]["name"] == "Brightkettle"
    assert everybody["left_out"] == 0
    assert others["left_out"] == len(ours)
    shown = {row["person"]: row["rank"] for row in others["rows"]}
    assert shown == {row["person"]: row["rank"] for row in everybody["rows"] if row["person"] not in ours}
    table = kith("rank", "--limit", "3").stdout
    assert "left out as our own, with their ranks: Brightkettle (1)" in table
    assert "--with-us shows them" in table
    assert "left out" not in kith("rank", "--limit", "3", "--with-us").stdout
    assert "left out as our own" in kith("rank", "--from", "customers", "--limit", "3").stdout


def test_a_ranking_shows_how_sure_each_rank_is() -> None:
    for scope in ([], ["--about", "kettle"]):
        rows = rows_of("rank", "--measure", "pagerank", "--limit", "5", *scope)
        table = kith("rank", "--measure", "pagerank", "--limit", "5", *scope).stdout.splitlines()
        for row in rows:
            low, high = row["interval"]
            assert low <= row["rank"] <= high
            apart = {True: "no", False: "yes", None: "–"}[row["alike_with_next"]]
            assert any(line.split()[:3] == [f"{row['rank']:,}", f"{low:,}–{high:,}", apart] for line in table)
    unsure = kith("rank", "--measure", "betweenness", "--limit", "3").stdout
    assert "is worked out for degree, strength, pagerank, influence" in unsure
