"""Erasing: who was erased is gone, stays away, and no lost key brings them back."""

import json
import os
from pathlib import Path

import pytest

from tests.api.command_line import answer_of, kith, refusal_of

PEOPLE = """id,network,handle,name,email
1,x,zarah_q,Zarah Quillfeather,zarah@quillfeather.example
2,x,bo,Bo,
3,x,cy,Cy,
"""
POSTS = """id,network,author,at,text,mentions
10,x,1,2026-05-01T09:00:00Z,my private porcupine,
11,x,2,2026-05-02T09:00:00Z,tea with @zarah_q,1
12,x,3,2026-05-03T09:00:00Z,just tea,
"""
ERASED = "id,at,reason\nx:1,2026-06-01T09:00:00Z,ERASED\n"


def load_all(folder: Path) -> None:
    """Load three people with a post each."""
    (folder / "people.csv").write_text(PEOPLE)
    (folder / "posts.csv").write_text(POSTS)
    (folder / "deletions.csv").write_text(ERASED)
    assert kith("load", "csv", "people.csv", "posts.csv").exit_code == 0


def state_of(folder: Path) -> Path:
    """The state folder of the store."""
    return Path(os.environ.get("KITH_STATE", folder / "kith.db.state"))


def verdict() -> dict[str, str]:
    """What doctor says of the tombstones."""
    rows = {row["check"]: row for row in kith_doctor()}
    return rows["tombstones"]


def kith_doctor() -> list[dict[str, str]]:
    """The rows of doctor, whatever it ended with."""
    rows: list[dict[str, str]] = json.loads(kith("doctor", "--json").stdout)["rows"]
    return rows


def test_with_another_key_nothing_is_written_and_everything_read(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_all(folder)
    assert kith("load", "csv", "deletions.csv").exit_code == 0
    assert verdict()["verdict"] == "ok"
    key = state_of(folder) / "tombstone.key"
    first = key.read_bytes()
    key.unlink()
    for command in (
        ("load", "csv", "people.csv"),
        ("us", "add", "x:2"),
        ("opt-out", "@bo"),
        ("watch", "add", "Tea", "--kind", "product", "--term", "tea"),
    ):
        said = refusal_of(*command)
        assert "tombstone.key" in said
        assert "KITH_TOMBSTONE_KEY" in said
    assert answer_of("person", "@bo")["name"] == "Bo", "reading goes on"
    assert kith("person", "x:1").exit_code == 1
    assert verdict()["verdict"] == "broken"
    assert "tombstone.key" in verdict()["mend"]
    monkeypatch.setenv("KITH_TOMBSTONE_KEY", first.hex())
    assert verdict()["verdict"] == "ok"
    assert answer_of("load", "csv", "people.csv", "posts.csv")["suppressed"] > 0
    assert kith("person", "x:1").exit_code == 1


def test_without_tombstones_another_key_becomes_the_key(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    load_all(folder)
    monkeypatch.setenv("KITH_TOMBSTONE_KEY", "ab" * 32)
    assert kith("load", "csv", "deletions.csv").exit_code == 0
    monkeypatch.delenv("KITH_TOMBSTONE_KEY")
    assert "another key" in refusal_of("load", "csv", "people.csv")
    file = folder / "key"
    file.write_text("ab" * 32 + "\n")
    monkeypatch.setenv("KITH_TOMBSTONE_KEY_FILE", str(file))
    assert answer_of("load", "csv", "people.csv")["suppressed"] > 0


def test_a_key_that_is_none_is_refused_without_repeating_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITH_TOMBSTONE_KEY", "swordfish")
    said = refusal_of("status")
    assert "KITH_TOMBSTONE_KEY: expected 64 hexadecimal digits" in said
    assert "swordfish" not in said


FAULTY = """id,network,handle,name,email,followers
1,x,zarah_q,Zarah Quillfeather,,many
,x,,Zarah Quillfeather,zarah@quillfeather.example,many
,x,@Zarah_Q,,,many
4,x,dee,Dee,,many
"""


def letters() -> list[str]:
    """The raw texts of the dead letters that are kept."""
    return [row["raw"] for row in answer_of("rejected")["rows"]]


def test_rejected_rows_of_who_was_erased_go_and_are_not_kept_again(folder: Path) -> None:
    load_all(folder)
    (folder / "faulty.csv").write_text(FAULTY + "5,x,eve,Eve,,7\n")
    assert answer_of("load", "csv", "--as", "people", "faulty.csv")["rejected_total"] == 4
    assert len(letters()) == 4
    assert kith("load", "csv", "deletions.csv").exit_code == 0
    assert ["Dee" in raw for raw in letters()] == [True]
    report = answer_of("load", "csv", "--as", "people", "faulty.csv")
    assert (report["rejected_total"], report["suppressed"]) == (1, 3)
    assert [letter["at"].rpartition(":")[2] for letter in report["rejected"]] == ["5"]
    assert report["read"] == report["written"] + report["unchanged"] + report["rejected_total"] + report["suppressed"]
    assert ["Dee" in raw for raw in letters()] == [True, True]


def test_rows_that_hold_an_everyday_word_stay_though_somebody_who_is_gone_was_called_so(folder: Path) -> None:
    (folder / "people.csv").write_text("id,network,handle,name\n77,x,kettle,Kettle\n")
    (folder / "posts.csv").write_text(
        "id,network,author,at,text\n1,x,2,never,a kettle is a kettle\n2,x,kettle,never,hi\n3,x,2,never,hi @kettle\n"
        "4,x,2,2026-05-01,tea\n"
    )
    assert answer_of("load", "csv", "people.csv", "posts.csv")["rejected_total"] == 3
    assert kith("erase", "x:77", "--yes").exit_code == 0
    assert [raw[:2] for raw in letters()] == ["1,"]
    assert answer_of("load", "csv", "posts.csv")["suppressed"] == 2
