"""What programs make of data on its way: JSON in other shapes, an older API, escaped texts, gone accounts, profiles."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.command_line import answer_of, kith, refusal_of

PAGE = {"data": [{"id": "1", "text": 'one { " ] two', "author_id": "2"}]}
OTHER = {"data": [{"id": "3", "text": "two\n[", "author_id": "2"}]}
NINE = "2026-05-01T09:00:00Z"


@pytest.mark.parametrize(
    "content",
    [
        json.dumps([PAGE, OTHER]),
        json.dumps([PAGE, OTHER], indent=2),
        "\ufeff" + json.dumps(PAGE, indent=1) + "\n" + json.dumps(OTHER, indent=1),
        "[" + json.dumps(PAGE) + ",\n" + json.dumps(OTHER) + "\n]\n",
        json.dumps(PAGE) + "\n" + json.dumps(OTHER),
        json.dumps({"data": PAGE["data"] + OTHER["data"]}, indent=4),
    ],
)
def test_arrays_and_documents_over_several_lines_are_read_like_lines(folder: Path, content: str) -> None:
    (folder / "x.json").write_text(content, encoding="utf-8")
    report = answer_of("load", "x", "x.json")
    assert (report["counts"]["posts"], report["rejected_total"]) == (2, 0)


def test_a_document_that_is_cut_off_is_rejected_with_its_line_and_the_others_are_read(folder: Path) -> None:
    (folder / "x.json").write_text(json.dumps([PAGE, OTHER], indent=2)[:-40])
    report = answer_of("load", "x", "x.json")
    assert report["counts"]["posts"] == 1
    (letter,) = report["rejected"]
    assert letter == {"at": "x.json:11", "reason": "the document has no end: the file is cut off"}


@pytest.mark.parametrize("torn", [1, 2, 5])
def test_torn_first_lines_cost_no_other(folder: Path, torn: int) -> None:
    inside_a_text = json.dumps(PAGE)[: json.dumps(PAGE).index('"text"') + 10] + "\n"
    (folder / "x.jsonl").write_text(torn * inside_a_text + json.dumps(OTHER) + "\n")
    report = answer_of("load", "x", "x.jsonl")
    assert (report["counts"]["posts"], report["rejected_total"]) == (1, torn)


@pytest.mark.parametrize(
    "document",
    [
        {"id": 1, "id_str": "1", "full_text": "hi", "user": {"screen_name": "ada"}},
        {"id": 1, "id_str": "1", "text": "hi", "user": {"id_str": "2", "screen_name": "ada"}},
        {"statuses": [{"id": 1, "id_str": "1", "text": "hi"}]},
        [{"id": 1, "id_str": "1", "text": "hi"}],
    ],
)
def test_the_former_api_of_x_is_refused_by_its_name(folder: Path, document: Any) -> None:
    (folder / "x.jsonl").write_text(json.dumps(document))
    assert "looks like X API v1.1" in refusal_of("load", "x", "x.jsonl")


def test_deleted_authors_are_nobody_and_threads_stay_whole(folder: Path) -> None:
    names = ["ann", "[deleted]", "[removed]", "bo", "[ Removed by Reddit ]"]
    rows = "".join(f"{number},{name},{number - 1 or ''},text {number}\n" for number, name in enumerate(names, start=1))
    (folder / "posts.csv").write_text("id,author,parent,text\n" + rows)
    mapping = ("--as", "posts", "--network", "reddit", "--map", "id=id,author_handle=author,reply_to=parent,text=text")
    report = answer_of("load", "csv", "posts.csv", *mapping)
    assert (report["counts"]["posts"], report["counts"]["accounts"], report["counts"]["unknown_posts"]) == (5, 2, 0)


def test_bare_handles_and_profiles_in_a_column_of_mentions_are_handles(folder: Path) -> None:
    header = "id,network,author,author_handle,at,text,mentions\n"
    rows = f'1,x,7,ada,{NINE},hi,"bo, @cy https://twitter.com/Dee x:8 9"\n2,x,8,eve,{NINE},hi,bo\n'
    (folder / "posts.csv").write_text(header + rows)
    report = answer_of("load", "csv", "posts.csv")
    assert report["counts"]["accounts"] == 6, "7 and 8, the handles bo, cy and dee, and 9"
    assert len(answer_of("person", "x:@bo")["ties_towards"]) == 2


def test_words_are_native_ids_where_the_authors_are_words(folder: Path) -> None:
    header = "id,network,author,at,text,mentions\n"
    (folder / "posts.csv").write_text(f"{header}1,plaza,ada,{NINE},hi,bo\n2,plaza,bo,{NINE},hi,\n")
    assert answer_of("load", "csv", "posts.csv")["counts"]["accounts"] == 2


def test_texts_ids_and_numbers_that_a_spreadsheet_escaped(folder: Path) -> None:
    texts = ("=@bo fine", "'+1 from me", "'= so it is", "it's fine", "= no formula")
    rows = "".join(f'"=""00{number}""",x,1,{NINE},{text}\n' for number, text in enumerate(texts))
    (folder / "posts.csv").write_text("id,network,author,at,text\n" + rows)
    assert answer_of("load", "csv", "posts.csv")["rejected_total"] == 0
    posts = {post["id"]: post["text"] for post in answer_of("person", "x:1")["posts"]}
    assert [posts[identifier] for identifier in sorted(posts)] == [
        "@bo fine",
        "+1 from me",
        "= so it is",
        "it's fine",
        "= no formula",
    ]
    assert "post:x:000" in posts


def test_decimal_commas(folder: Path) -> None:
    (folder / "edges.csv").write_text("from;to;weight\na;b;1,5\nb;c;0,125\nc;d;1.234,5\nd;e;1,234\n")
    report = answer_of("load", "edges", "edges.csv")
    assert [letter["at"] for letter in report["rejected"]] == ["edges.csv:5"]
    assert "expected a number, got '1,234'" in report["rejected"][0]["reason"]


def test_serial_days_are_read_where_a_column_holds_nothing_else(folder: Path) -> None:
    header = "id,network,author,at,text\n"
    (folder / "posts.csv").write_text(f"{header}1,x,1,46143.375,a\n2,x,1,,b\n3,x,1,46144,c\n")
    assert answer_of("load", "csv", "posts.csv")["rejected_total"] == 0
    moments = {post["at"] for post in answer_of("person", "x:1")["posts"]}
    assert moments == {"2026-05-01T09:00:00Z", None, "2026-05-02T00:00:00Z"}
    (folder / "posts-2.csv").write_text(f"{header}4,x,1,46143.375,a\n5,x,1,2026-05-01,b\n")
    assert [letter["at"] for letter in answer_of("load", "csv", "posts-2.csv")["rejected"]] == ["posts-2.csv:2"]


def test_ids_apart_by_a_blank_that_looks_the_same_are_one(folder: Path) -> None:
    (folder / "edges.csv").write_text("from,to\nNew York,x\nNew\u00a0York,x\n\u200bNew York,y\n", encoding="utf-8")
    assert answer_of("load", "edges", "edges.csv")["counts"]["accounts"] == 3
    rows = f"1,plaza:New\u00a0York,{NINE},a\npost:plaza:1,plaza:New York,{NINE},a\n2,plaza:New York\u00a0,{NINE},b\n"
    (folder / "posts.csv").write_text(f"id,author,at,text\n{rows}", encoding="utf-8")
    report = answer_of("load", "csv", "posts.csv", "--network", "plaza")
    assert (report["counts"]["accounts"], report["counts"]["posts"], report["rejected_total"]) == (1, 2, 0)
    assert answer_of("person", "plaza:New\u00a0York")["id"] == answer_of("person", "plaza:New York")["id"]


def test_a_column_of_moments_that_may_be_two_is_asked_about_once(folder: Path) -> None:
    rows = "".join(f"{day},x,1,0{day}/02/2026,text\n" for day in (1, 3, 4, 5))
    (folder / "posts.csv").write_text(f"id,network,author,at,text\n{rows}9,x,1,13/02/2026,text\n")
    output = " ".join(kith("load", "csv", "posts.csv").output.split())
    assert output.count("which is it?") == 1
    assert "more rows of posts.csv with that question: 3" in output
    report = answer_of("load", "csv", "posts.csv")
    assert (report["rejected_total"], len(report["rejected"])) == (4, 4), "nothing is lost in silence"
    assert answer_of("load", "csv", "posts.csv", "--date-format", "%d/%m/%Y")["rejected_total"] == 0
