"""Lines, quotes and encodings as different programs write them, several of them in one file."""

import json
from pathlib import Path
from typing import Any

from tests.api.command_line import answer_of

HEADER = "id,network,author,at,text\n"
NINE = "2026-05-01T09:00:00Z"


def texts(folder: Path, content: str | bytes, *, rejected: int = 0) -> dict[str, Any]:
    """Load posts by x:1 and return their texts by native id."""
    (folder / "posts.csv").write_bytes(content.encode() if isinstance(content, str) else content)
    report = answer_of("load", "csv", "posts.csv")
    assert (report["rejected_total"], len(report["rejected"])) == (rejected, rejected)
    return {post["id"].rpartition(":")[2]: post["text"] for post in answer_of("person", "x:1")["posts"]}


def test_lines_that_end_otherwise_than_the_others_are_records_of_their_own(folder: Path) -> None:
    rows = [f'1,x,1,{NINE},"line\nfeed"\r\n', f"2,x,1,{NINE},two\n", f"3,x,1,{NINE},three\r\n"]
    content = HEADER.replace("\n", "\r\n") + "".join(rows)
    assert texts(folder, content) == {"1": "line\nfeed", "2": "two", "3": "three"}


def test_quotes_escaped_by_backslashes_are_read_and_a_backslash_at_the_end_is_text(folder: Path) -> None:
    rows = [rf'1,x,1,{NINE},"he said \"hi, there\" to me"', rf'2,x,1,{NINE},"\"hi\""', rf'3,x,1,{NINE},"C:\dir\"']
    assert texts(folder, HEADER + "\n".join(rows)) == {"1": 'he said "hi, there" to me', "2": '"hi"', "3": "C:\\dir\\"}


def test_half_a_character_costs_a_sign_and_another_encoding_says_what_to_do(folder: Path) -> None:
    rows = [f"1,x,1,{NINE},a".encode() + b"\xed\xa0\xbd b", f"2,x,1,{NINE},caf".encode() + b"\xe9"]
    (folder / "posts.csv").write_bytes(HEADER.encode() + b"\n".join(rows))
    report = answer_of("load", "csv", "posts.csv")
    assert report["counts"]["posts"] == 1
    assert "no UTF-8 (0xe9); save the file as UTF-8" in report["rejected"][0]["reason"]
    assert answer_of("person", "x:1")["posts"][0]["text"] == "a\ufffd b"


def test_a_number_that_is_none_costs_its_post_not_its_page(folder: Path) -> None:
    posts = [
        {"id": "1", "text": "a", "author_id": "2", "public_metrics": {"like_count": float("nan")}},
        {"id": "2", "text": "b", "author_id": "2", "public_metrics": {"like_count": 10**400}},
        {"id": "3", "text": "c", "author_id": "2", "score": float("inf")},
    ]
    (folder / "x.jsonl").write_text(json.dumps({"data": posts}))
    report = answer_of("load", "x", "x.jsonl")
    assert (report["counts"]["posts"], report["read"]) == (1, 3)
    reasons = [letter["reason"].partition(":")[0] for letter in report["rejected"]]
    assert reasons == ["like_count", "likes"], "as X calls it while it is no whole number, and as Kith does after"


def test_lines_of_old_macs_are_lines_of_every_source(folder: Path) -> None:
    (folder / "edges.csv").write_bytes(b"from,to\rada,bo\r# no edge\rbo,cy\r")
    assert answer_of("load", "edges", "edges.csv")["counts"]["interactions"] == 2
    posts = [json.dumps({"data": {"id": str(n), "text": "a", "author_id": "2"}}) for n in (1, 2, 3)]
    (folder / "x.jsonl").write_text("\r".join(posts), newline="")
    assert answer_of("load", "x", "x.jsonl")["counts"]["posts"] == 3
