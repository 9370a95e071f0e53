"""The source `x`: X API v2 as JSON lines. All posts and people are made up."""

import json
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.model.account import Account, PersonKind
from graph.model.post import Post
from graph.model.tombstone import Deletion, Reason
from ingest.errors import RecordRejected, SourceError
from ingest.registry import open_source
from ingest.sources.x.source import X, XOptions
from tests.ingest.reading import only, read, write

ADA = {
    "id": "1",
    "username": "ada",
    "name": "Ada Example",
    "verified": False,
    "url": "",
    "public_metrics": {"followers_count": 10, "following_count": 2, "tweet_count": 5, "listed_count": 0},
}
SHOP = {"id": "2", "username": "Shop", "name": "The Shop", "verified": True, "verified_type": "business"}
HELLO = {
    "id": "20",
    "author_id": "1",
    "text": "@Shop hello",
    "created_at": "2026-01-01T00:00:00.000Z",
    "lang": "en",
    "entities": {"mentions": [{"start": 0, "end": 5, "username": "Shop", "id": "2"}, {"username": "Nobody"}]},
    "public_metrics": {"retweet_count": 1, "reply_count": 2, "like_count": 3, "quote_count": 4, "impression_count": 5},
    "referenced_tweets": [{"type": "replied_to", "id": "19"}, {"type": "quoted", "id": "18"}],
}
RETRIEVED = {"retrieved_at": "2026-01-02T00:00:00+00:00"}
ASKED = datetime(2026, 1, 2, tzinfo=UTC)

ADA_ACCOUNT = Account(
    id="x:1",
    handle="ada",
    name="Ada Example",
    followers=10,
    following=2,
    verified=False,
    url="https://x.com/ada",
    stated_at=ASKED,
)
HELLO_POST = Post(
    id="post:x:20",
    author="x:1",
    at=datetime(2026, 1, 1, tzinfo=UTC),
    text="@Shop hello",
    reply_to="post:x:19",
    quote_of="post:x:18",
    mentions=("x:2", "x:@nobody"),
    language="en",
    url="https://x.com/i/web/status/20",
    likes=3,
    reposts=1,
    replies=2,
    quotes=4,
    views=5,
    stated_at=ASKED,
)


def lines(folder: Path, *documents: Any, name: str = "x.jsonl") -> Path:
    return write(folder, name, "".join(json.dumps(document) + "\n\n" for document in documents))


def test_a_page_with_what_it_includes(tmp_path: Path) -> None:
    repost = {
        "id": "21",
        "author_id": "2",
        "text": "RT @ada: hel…",
        "referenced_tweets": [{"type": "retweeted", "id": "20"}],
    }
    page = {"data": [repost], "includes": {"users": [ADA, SHOP], "tweets": [HELLO]}, "__twarc": RETRIEVED}
    records, reasons = read(X([lines(tmp_path, page)]))
    assert reasons == {}
    assert records[0] == ADA_ACCOUNT
    assert isinstance(records[1], Account)
    assert records[1].kind is PersonKind.ORGANISATION
    assert isinstance(records[2], Post)
    assert (records[2].author, records[2].repost_of, records[2].reply_to) == ("x:2", "post:x:20", None)
    assert records[3:] == [HELLO_POST]


def test_a_line_of_a_stream_and_a_bare_post(tmp_path: Path) -> None:
    stream = {"data": HELLO, "matching_rules": [{"id": 1}], "__twarc": RETRIEVED}
    assert only(X([lines(tmp_path, stream)])) == HELLO_POST
    bare = only(X([lines(tmp_path, {"id": 20, "text": "hi"})]))
    assert bare == Post(id="post:x:20", text="hi", url="https://x.com/i/web/status/20")


def test_a_flattened_post_carries_its_company(tmp_path: Path) -> None:
    parent = {"type": "replied_to", "id": "19", "text": "hm", "author_id": "2", "author": SHOP}
    flat = {**HELLO, "author": ADA, "referenced_tweets": [parent, {"type": "quoted", "id": "18"}], "__twarc": RETRIEVED}
    records, reasons = read(X([lines(tmp_path, flat)]))
    assert reasons == {}
    assert [record.id for record in records] == ["x:1", "x:2", "post:x:19", "post:x:20"]
    assert records[0] == ADA_ACCOUNT
    assert records[3] == HELLO_POST


def test_users_alone(tmp_path: Path) -> None:
    page = {"data": [ADA], "includes": {"tweets": [HELLO]}, "__twarc": RETRIEVED}
    assert read(X([lines(tmp_path, page)])) == ([ADA_ACCOUNT, HELLO_POST], {})
    assert only(X([lines(tmp_path, {**ADA, "__twarc": RETRIEVED})])) == ADA_ACCOUNT


def test_long_posts_are_whole_and_no_language_is_none(tmp_path: Path) -> None:
    post = only(X([lines(tmp_path, {**HELLO, "note_tweet": {"text": "hello " * 100}, "lang": "qme"})]))
    assert isinstance(post, Post)
    assert post.text == "hello " * 100
    assert post.language is None


def test_versions_of_an_edited_post_are_posts_of_their_own(tmp_path: Path) -> None:
    history = ["20", "22"]
    before = {"id": "20", "author_id": "1", "text": "helo", "edit_history_tweet_ids": history}
    after = {"id": "22", "author_id": "1", "text": "hello", "edit_history_tweet_ids": history}
    records, _ = read(X([lines(tmp_path, {"data": [after], "includes": {"tweets": [before]}})]))
    assert [(r.id, r.text) for r in records if isinstance(r, Post)] == [("post:x:22", "hello"), ("post:x:20", "helo")]


COMPLIANCE = [
    {"id": "30", "action": "delete", "created_at": "2026-01-01T00:00:00Z", "redacted_at": "2026-01-02T00:00:00Z"},
    {"id": "31", "action": "delete", "created_at": "2026-01-01T00:00:00Z", "reason": "protected"},
    {"id": "32", "action": "delete", "reason": "scrub_geo"},
]


def test_compliance_files_delete_posts(tmp_path: Path) -> None:
    path = lines(tmp_path, *COMPLIANCE, name="tweets_compliance.jsonl")
    os.utime(path, (ASKED.timestamp() + 60, ASKED.timestamp() + 60))
    records, reasons = read(X([path]))
    assert records == [
        Deletion(id="post:x:30", at=ASKED, reason=Reason.SOURCE_DELETED),
        Deletion(id="post:x:31", at=ASKED.replace(minute=1), reason=Reason.PROTECTED),
    ]
    assert list(reasons) == ["tweets_compliance.jsonl:5"]


def test_compliance_files_about_users_are_told_by_name_or_by_the_command(tmp_path: Path) -> None:
    by_name = lines(tmp_path, COMPLIANCE[0], name="users_compliance.jsonl")
    by_command = lines(tmp_path, COMPLIANCE[0], name="gone.jsonl")
    expected = Deletion(id="x:30", at=ASKED, reason=Reason.SOURCE_DELETED)
    assert only(X([by_name])) == expected
    assert only(X([by_command], XOptions(kind="users"))) == expected
    with pytest.raises(SourceError, match="expected --as to be one of tweets, users, got 'lists'"):
        open_source("x", [by_name], {"--as": "lists"})


def test_what_x_does_not_give_out_is_rejected_with_its_own_word(tmp_path: Path) -> None:
    errors = [
        {"title": "Not Found Error", "detail": "Could not find tweet: [9].", "resource_type": "tweet", "value": "9"},
        {
            "title": "Forbidden",
            "detail": "User has been suspended: [77].",
            "resource_type": "user",
            "resource_id": "77",
            "parameter": "entities.mentions.username",
        },
        {"title": "Forbidden", "resource_type": "user", "resource_id": "78", "parameter": "ids"},
    ]
    source = X([lines(tmp_path, {"data": [HELLO], "errors": errors})])
    flaws = []
    for raw in source.fetch():
        try:
            list(source.translate(raw))
        except RecordRejected as flaw:
            flaws.append((flaw.reason, flaw.account))
    assert flaws == [
        ("X says Not Found Error: Could not find tweet: [9].", None),
        ("X says Forbidden: User has been suspended: [77].", "x:@77"),
        ("X says Forbidden: no detail", "x:78"),
    ]


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ({"data": [{"end": "e", "start": "s", "tweet_count": 3}], "meta": {}}, "got counts of posts (1)"),
        ({"data": [{"id": "1", "name": "n", "member_count": 3, "owner_id": "2"}]}, "got lists of users (1)"),
        ({"meta": {"result_count": 0}}, "got objects with meta"),
        ({"data": []}, "holds no post and no user"),
        ({"title": "ConnectionException", "detail": "too many connections"}, "X says ConnectionException"),
        ([1, 2], "expected objects, got an array without any"),
        ({"data": [{**HELLO, "text": 5}]}, "text: expected a text, got 5"),
        ({"data": [{**HELLO, "id": "abc"}]}, "id: expected an id of X"),
        ({"data": [{**HELLO, "author_id": True}]}, "author_id: expected an id of X"),
        ({"data": [{**HELLO, "public_metrics": []}]}, "public_metrics: expected an object"),
        ({"data": [{**HELLO, "entities": {"mentions": 7}}]}, "mentions: expected a list of objects"),
        ({"data": [{**HELLO, "created_at": "soon"}]}, "expected a moment"),
        ({"data": [{**HELLO, "public_metrics": {"like_count": 2**63}}]}, "likes: expected a whole number"),
        ({"data": [{**HELLO, "public_metrics": {"like_count": -1}}]}, "likes: expected a whole number"),
        ({"data": [{**HELLO, "public_metrics": {"like_count": 2.5}}]}, "like_count: expected a whole number"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_reason(tmp_path: Path, document: Any, reason: str) -> None:
    records, reasons = read(X([lines(tmp_path, document)]))
    assert records == []
    assert list(reasons) == ["x.jsonl:1"]
    assert reason in reasons["x.jsonl:1"]


def test_half_a_line_and_an_empty_file(tmp_path: Path) -> None:
    half = write(tmp_path, "half.jsonl", json.dumps({"data": HELLO}) + '\n{"data": {"id": "1", "te')
    empty = write(tmp_path, "empty.json", "\n")
    records, reasons = read(X([half, empty]))
    assert [record.id for record in records] == ["post:x:20"]
    assert reasons["half.jsonl:2"].startswith("the line is no JSON")
    assert reasons["empty.json:1"] == "the file is empty: expected X API v2 responses, one JSON document a line"


def test_deep_nesting_is_no_trouble(tmp_path: Path) -> None:
    deep: Any = {**HELLO}
    for number in range(100):
        deep = {**HELLO, "id": str(100 + number), "referenced_tweets": [{**deep, "type": "quoted"}]}
    records, _ = read(X([lines(tmp_path, deep), write(tmp_path, "y.jsonl", "[" * 200_000)]))
    assert records[-1].id == "post:x:199"
