"""Replies to posts that nobody delivered count where the source names who is answered."""

import json
import math
from pathlib import Path
from typing import Any

from tests.api.command_line import answer_of, kith

NINE = "2026-05-01T09:00:00Z"
REPLY = 1.0
SCALE = 5.0


def strength(one: str, other: str) -> float:
    (path, *_) = answer_of("path", one, other, "--half-life", "none")["paths"]
    return float(path["hops"][0]["strength"])


def expected(evidence: float) -> float:
    """Strength of a tie that is not returned, by its definition."""
    return 1 - math.exp(-evidence / SCALE)


def load(folder: Path, source: str, name: str, content: str, *options: str) -> dict[str, Any]:
    (folder / name).write_text(content)
    report = answer_of("load", source, name, *options)
    assert report["rejected_total"] == 0
    counts: dict[str, Any] = report["counts"]
    return counts


def test_tables_name_who_is_answered_by_id_or_handle(folder: Path) -> None:
    header = "id,network,author,at,text,reply_to,reply_to_author,reply_to_handle\n"
    rows = [f"1,x,1,{NINE},@ada hi,90,,ada", f"2,x,2,{NINE},hi,91,9,", f"3,x,3,{NINE},hi,92,,", f"4,x,4,{NINE},a,,9,"]
    counts = load(folder, "csv", "posts.csv", header + "\n".join([*rows, f"5,x,5,{NINE},self,93,5,"]) + "\n")
    assert (counts["interactions"], counts["unknown_posts"]) == (3, 4), (
        "a mention of who is answered is no act of its own"
    )
    for one, other in (("x:1", "x:@ada"), ("x:2", "x:9"), ("x:4", "x:9")):
        assert math.isclose(strength(one, other), expected(REPLY), rel_tol=1e-5)
    # Once the post is delivered its own author counts, and the reply still counts once.
    load(folder, "csv", "posts-2.csv", f"id,network,author,at,text\n91,x,7,{NINE},the root\n")
    assert math.isclose(strength("x:2", "x:7"), expected(REPLY), rel_tol=1e-5)
    assert answer_of("path", "x:2", "x:9")["paths"] == []


def test_x_and_bluesky_name_who_is_answered(folder: Path) -> None:
    reply: dict[str, Any] = {
        "id": "5",
        "text": "@ada hi",
        "author_id": "2",
        "created_at": NINE,
        "in_reply_to_user_id": "7",
    }
    reply |= {"referenced_tweets": [{"type": "replied_to", "id": "4"}]}
    reply |= {"entities": {"mentions": [{"username": "ada", "id": "7"}]}}
    assert load(folder, "x", "x.jsonl", json.dumps({"data": [reply]}))["interactions"] == 1
    assert math.isclose(strength("x:2", "x:7"), expected(REPLY), rel_tol=1e-5)
    parent = {"parent": {"uri": "at://did:plc:bo/app.bsky.feed.post/1"}}
    record = {"text": "hi", "createdAt": NINE, "reply": parent}
    commit = {"operation": "create", "collection": "app.bsky.feed.post", "rkey": "2", "record": record}
    event = {"did": "did:plc:ada", "time_us": 1_777_626_000_000_000, "kind": "commit", "commit": commit}
    assert load(folder, "bluesky", "b.jsonl", json.dumps(event))["interactions"] == 1
    assert math.isclose(strength("bluesky:did:plc:ada", "bluesky:did:plc:bo"), expected(REPLY), rel_tol=1e-5)


def test_who_is_answered_may_be_erased_and_the_reply_stays(folder: Path) -> None:
    rows = f"id,network,author,at,text,reply_to,reply_to_author\n1,x,1,{NINE},hi,90,9\n2,x,1,{NINE},ho,91,8\n"
    load(folder, "csv", "posts.csv", rows)
    assert kith("erase", "x:9", "--yes").exit_code == 0
    assert answer_of("status")["accounts"] == 2
    assert len(answer_of("person", "x:1")["posts"]) == 2
    assert answer_of("load", "csv", "posts.csv")["written"] == 0
    assert kith("person", "x:9").exit_code == 1
