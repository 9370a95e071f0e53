"""Commands on what is loaded and decided, from end to end: forms, exit codes, and sentences instead of traces."""

import json
from pathlib import Path

import pytest

from tests.api.command_line import answer_of, csv_of, kith, load_three_people, refusal_of, rows_of, settle


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test has a working directory of its own, and no settings from outside."""
    settle(tmp_path, monkeypatch)


@pytest.fixture
def loaded(tmp_path: Path) -> Path:
    return load_three_people(tmp_path)


def test_a_load_reports_every_record_and_the_place_of_each_rejected_one(loaded: Path) -> None:
    report = answer_of("load", "csv", "people.csv", "posts.csv")
    assert report["source"] == "csv"
    assert report["read"] == 5
    assert (report["written"], report["unchanged"], report["suppressed"]) == (0, 4, 0)
    assert [letter["at"] for letter in report["rejected"]] == ["posts.csv:3"]
    assert "nonsense" in report["rejected"][0]["reason"]
    counts = {"accounts": 3, "posts": 1, "unknown_posts": 0, "interactions": 1, "transactions": 0}
    assert {name: report["counts"][name] for name in counts} == counts


def test_loads_are_listed_newest_first_and_can_be_undone(loaded: Path) -> None:
    (loaded / "more.csv").write_text("id,name\nx:3,Cy\n")
    assert kith("load", "csv", "more.csv", "--as", "people", "--name", "crm").exit_code == 0
    loads = rows_of("loads")
    assert [(load["id"], load["source"], load["rejected"]) for load in loads] == [
        ("load:2", "crm", 0),
        ("load:1", "csv", 1),
    ]
    assert kith("opt-out", "x:3").exit_code == 0
    undone = answer_of("unload", "2")
    assert undone["load"] == "load:2"
    assert undone["changed"] >= 1
    assert kith("opt-out", "x:3").exit_code == 1


def test_rejected_rows_come_with_their_raw_text_page_by_page(loaded: Path) -> None:
    (loaded / "bad.csv").write_text("id,name\nx:4,Di\n,\n,,,\n")
    assert kith("load", "csv", "bad.csv", "--as", "people").exit_code == 0
    first = answer_of("rejected", "--limit", "1")
    assert first["more"] is True
    rest = rows_of("rejected", "--after", str(first["rows"][0]["number"]))
    everything = rows_of("rejected")
    assert everything == first["rows"] + rest
    assert everything[0]["raw"] == "x:11,x:1,nonsense,hello,"
    assert "kith rejected --after" in kith("rejected", "--limit", "1").stdout
    assert rows_of("rejected", "load:1") == everything[:1]


def test_the_team_is_named_listed_and_taken_back(loaded: Path) -> None:
    assert "nobody is named" in kith("us", "list").stdout
    assert kith("us", "add", "@ada", "--brand").exit_code == 0
    team = rows_of("us", "add", "x:2")
    assert [(row["account"], row["relation"]) for row in team] == [("x:1", "BRAND"), ("x:2", "COLLEAGUE")]
    assert [row["account"] for row in rows_of("us", "remove", "x:1")] == ["x:2"]
    assert csv_of("us", "list")[0]["person"] == "person:x:2"


def test_a_judgement_joins_two_people_and_its_undoing_parts_them(loaded: Path) -> None:
    made = answer_of("judge", "x:2", "plaza:2", "--same", "--reason", "same picture")
    assert made["people"][0] == made["people"][1]
    assert (made["by"], made["reason"], made["withdrawn_at"]) == ("tess", "same picture", None)
    undone = answer_of("judge", "--undo", made["id"])
    assert undone["people"][0] != undone["people"][1]


def test_a_contradiction_names_the_chain(loaded: Path) -> None:
    assert kith("judge", "x:1", "x:2", "--same", "--reason", "r").exit_code == 0
    assert kith("judge", "x:2", "plaza:2", "--same", "--reason", "r").exit_code == 0
    assert "x:1 = x:2 = plaza:2" in refusal_of("judge", "x:1", "plaza:2", "--different", "--reason", "r")


def test_opting_out_is_a_flag_that_can_be_lifted(loaded: Path) -> None:
    assert answer_of("opt-out", "@ada")["opted_out"] is True
    assert answer_of("opt-out", "person:x:1", "--undo")["opted_out"] is False


def test_an_unknown_name_is_answered_with_those_that_come_near(loaded: Path) -> None:
    assert "did you mean @ada (x:1)?" in refusal_of("opt-out", "@adda")


def test_an_ambiguous_handle_is_answered_with_its_accounts(loaded: Path) -> None:
    refusal = refusal_of("opt-out", "@bob")
    assert "plaza:2" in refusal
    assert "x:2" in refusal


def test_half_a_line_is_rejected_inside_a_load_that_works(tmp_path: Path) -> None:
    whole = {"id": "1", "author_id": "7", "text": "hello", "created_at": "2026-01-01T00:00:00.000Z"}
    (tmp_path / "posts.jsonl").write_text(json.dumps(whole) + "\n" + json.dumps(whole)[:30] + "\n")
    result = kith("load", "x", "posts.jsonl", "--json")
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert [letter["at"] for letter in report["rejected"]] == ["posts.jsonl:2"]
    assert report["counts"]["posts"] == 1


def test_hostile_names_steer_no_terminal(loaded: Path) -> None:
    (loaded / "evil.csv").write_text('id,handle,name\nx:66,evil,"=cmd|\x1b[2J\x1b]0;owned\x07"\n')
    assert kith("load", "csv", "evil.csv", "--as", "people").exit_code == 0
    for form in ([], ["--csv"]):
        shown = kith("us", "add", "x:66", *form).stdout
        assert "\x1b" not in shown
        assert "\x07" not in shown
    assert csv_of("us", "list")[0]["name"].startswith("'=cmd")
