"""What a load leaves out is said: in the report, with its place and with what to do."""

import json
from pathlib import Path

from tests.api.command_line import answer_of, kith, refusal_of

NINE = "2026-05-01T09:00:00Z"


def test_mentions_beyond_the_first_thousand_are_said(folder: Path) -> None:
    many = " ".join(f"@u{number}" for number in range(1_203))
    rows = [f"{n},x,1,{NINE},{many if n == 2 else 'hi @bo'}\n" for n in (1, 2, 3)]
    (folder / "posts.csv").write_text("id,network,author,at,text\n" + "".join(rows))
    report = answer_of("load", "csv", "posts.csv")
    assert report["counts"]["interactions"] == 1_002
    assert report["warnings"] == ["posts that name more than 1,000 accounts are kept with the first 1,000: posts.csv:3"]


def test_what_lies_beside_in_a_folder_is_named(folder: Path) -> None:
    data = folder / "data"
    data.mkdir()
    (data / "people.csv").write_text("id,network,handle\n1,x,ada\n")
    (data / "people.xlsx").write_bytes(b"PK\x03\x04")
    (data / "older").mkdir()
    (data / ".hidden").write_text("")
    (warning,) = answer_of("load", "csv", "data")["warnings"]
    assert warning == "not read in data, since no file ending in .csv or .tsv or .txt: older, people.xlsx"


def test_files_of_a_mastodon_archive_are_recognised(folder: Path) -> None:
    context = "https://www.w3.org/ns/activitystreams"
    for name in ("outbox.json", "actor.json", "likes.json"):
        (folder / name).write_text(json.dumps({"@context": context, "id": name, "type": "OrderedCollection"}, indent=2))
        for source in ("csv", "x", "bluesky", "edges"):
            assert f"{name} is of a Mastodon archive" in refusal_of("load", source, name)
    (folder / "following_accounts.csv").write_text("Account address,Show boosts\nada@a.example,true\nbo@b.example,\n")
    advice = refusal_of("load", "csv", "following_accounts.csv")
    assert "--as people --network mastodon --map 'handle=Account address'" in advice
    mapping = ("--as", "people", "--network", "mastodon", "--map", "handle=Account address")
    assert answer_of("load", "csv", "following_accounts.csv", *mapping)["counts"]["accounts"] == 2


def test_questions_beyond_what_a_report_lists_are_at_least_so_many(folder: Path) -> None:
    rows = [f"{n},x,1,{'0102' if n % 2 else '2026-05-01'},text\n" for n in range(200)]
    rows = [row.replace("0102", "01/02/2026") for row in rows]
    (folder / "posts.csv").write_text("id,network,author,at,text\n" + "".join(rows))
    output = " ".join(kith("load", "csv", "posts.csv").output.split())
    assert "more rows of posts.csv with that question: 99" in output


def test_lists_in_a_column_of_mentions_are_read_or_refused(folder: Path) -> None:
    cells = ["['bo', 'cy']", '[{"start": 0, "username": "bo", "id": "8"}]', '[{"screen_name": "dee"}]', "[]", "[1, {}"]
    rows = "".join(f'{n},x,7,{NINE},hi,"{cell.replace(chr(34), chr(34) * 2)}"\n' for n, cell in enumerate(cells))
    (folder / "posts.csv").write_text("id,network,author,at,text,mentions\n" + rows)
    report = answer_of("load", "csv", "posts.csv")
    assert [letter["at"] for letter in report["rejected"]] == ["posts.csv:6"]
    assert "mentions: expected names between commas" in report["rejected"][0]["reason"]
    assert report["counts"]["accounts"] == 5, "7, the handles bo, cy and dee, and 8"
