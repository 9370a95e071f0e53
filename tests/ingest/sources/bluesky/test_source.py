"""The source `bluesky`: Jetstream events as JSON lines. All posts and people are made up."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from graph.model.account import Account
from graph.model.interaction import Interaction, InteractionKind
from graph.model.post import Post
from graph.model.tombstone import Deletion, Reason
from graph.opening import open_store
from ingest.loading.loading import load
from ingest.sources.bluesky.source import Bluesky
from tests.ingest.reading import only, read, write

ADA, BOB = "did:plc:ada", "did:web:bob.example.org"
SEEN = 1_767_225_600_000_000
SEEN_AT = datetime(2026, 1, 1, tzinfo=UTC)
CREATED = "2025-12-31T23:59:59.000Z"
CREATED_AT = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)
POST, LIKE, REPOST, FOLLOW = (
    "app.bsky.feed.post",
    "app.bsky.feed.like",
    "app.bsky.feed.repost",
    "app.bsky.graph.follow",
)


def commit(collection: str, key: str, record: Any = None, *, did: str = ADA, at: int = SEEN, **more: Any) -> Any:
    operation = "delete" if record is None else "create"
    told = {"rev": "3k", "operation": operation, "collection": collection, "rkey": key, **more}
    if record is not None:
        told["record"] = {"$type": collection, "createdAt": CREATED, **record}
    return {"did": did, "time_us": at, "kind": "commit", "commit": told}


def account(active: bool, status: str | None = None, *, did: str = ADA, at: int = SEEN) -> Any:
    told = {"active": active, "did": did, "seq": 1, "time": CREATED} | ({"status": status} if status else {})
    return {"did": did, "time_us": at, "kind": "account", "account": told}


def uri(did: str, collection: str, key: str) -> str:
    return f"at://{did}/{collection}/{key}"


def lines(folder: Path, *events: Any, name: str = "events.jsonl") -> Path:
    return write(folder, name, "".join(json.dumps(event) + "\n" for event in events))


def test_a_post(tmp_path: Path) -> None:
    mention = {"features": [{"$type": "app.bsky.richtext.facet#mention", "did": BOB}], "index": {}}
    link = {"features": [{"$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"}], "index": {}}
    record = {
        "text": "hi @bob.example.org",
        "langs": ["pt-BR", "en"],
        "facets": [mention, link, mention],
        "reply": {"root": {"uri": uri(BOB, POST, "1")}, "parent": {"uri": uri(BOB, POST, "2"), "cid": "c"}},
        "embed": {"$type": "app.bsky.embed.record", "record": {"cid": "c", "uri": uri(BOB, POST, "3")}},
    }
    assert only(Bluesky([lines(tmp_path, commit(POST, "4", record))])) == Post(
        id=f"post:bluesky:{uri(ADA, POST, '4')}",
        author=f"bluesky:{ADA}",
        at=CREATED_AT,
        text="hi @bob.example.org",
        reply_to=f"post:bluesky:{uri(BOB, POST, '2')}",
        reply_to_author=f"bluesky:{BOB}",
        quote_of=f"post:bluesky:{uri(BOB, POST, '3')}",
        mentions=(f"bluesky:{BOB}",),
        language="pt",
        url=f"https://bsky.app/profile/{ADA}/post/4",
        stated_at=SEEN_AT,
    )


def test_quotes_beside_pictures_and_embeds_that_are_no_posts(tmp_path: Path) -> None:
    beside = {
        "$type": "app.bsky.embed.recordWithMedia",
        "record": {"record": {"uri": uri(BOB, POST, "3")}},
        "media": {},
    }
    feed = {"$type": "app.bsky.embed.record", "record": {"uri": uri(BOB, "app.bsky.feed.generator", "3")}}
    page = {"$type": "app.bsky.embed.external", "external": {"uri": "https://example.org"}}
    events = [commit(POST, str(n), {"text": "", "embed": embed}) for n, embed in enumerate((beside, feed, page))]
    records, reasons = read(Bluesky([lines(tmp_path, *events)]))
    assert reasons == {}
    quotes = [record.quote_of for record in records if isinstance(record, Post)]
    assert quotes == [f"post:bluesky:{uri(BOB, POST, '3')}", None, None]


@pytest.mark.parametrize("created", ["9999-01-01T00:00:00Z", "yesterday"])
def test_clocks_of_others_are_not_trusted(tmp_path: Path, created: str) -> None:
    post = only(Bluesky([lines(tmp_path, commit(POST, "4", {"text": "", "createdAt": created}))]))
    assert isinstance(post, Post)
    assert post.at == SEEN_AT


@pytest.mark.parametrize(("collection", "kind"), [(LIKE, InteractionKind.LIKE), (REPOST, InteractionKind.REPOST)])
def test_acts_on_posts(tmp_path: Path, collection: str, kind: InteractionKind) -> None:
    event = commit(collection, "5", {"subject": {"uri": uri(BOB, POST, "2"), "cid": "c"}})
    assert only(Bluesky([lines(tmp_path, event)])) == Interaction(
        id=f"interaction:bluesky:{uri(ADA, collection, '5')}",
        actor=f"bluesky:{ADA}",
        target=f"bluesky:{BOB}",
        kind=kind,
        at=CREATED_AT,
        post=f"post:bluesky:{uri(BOB, POST, '2')}",
        stated_at=SEEN_AT,
    )


def test_a_follow(tmp_path: Path) -> None:
    follow = only(Bluesky([lines(tmp_path, commit(FOLLOW, "6", {"subject": BOB}))]))
    assert isinstance(follow, Interaction)
    assert (follow.kind, follow.target, follow.post) == (InteractionKind.FOLLOW, f"bluesky:{BOB}", None)


@pytest.mark.parametrize("collection", [POST, LIKE, REPOST, FOLLOW])
def test_a_delete_names_what_its_create_made(tmp_path: Path, collection: str) -> None:
    record = (
        {"text": ""}
        if collection == POST
        else {"subject": BOB if collection == FOLLOW else {"uri": uri(BOB, POST, "2")}}
    )
    events = [commit(collection, "7", record), commit(collection, "7")]
    made, gone = read(Bluesky([lines(tmp_path, *events)]))[0]
    assert gone == Deletion(id=made.id, at=SEEN_AT)


def test_account_events(tmp_path: Path) -> None:
    statuses = ["deleted", "takendown", "suspended", "deactivated", None]
    events = [account(True), *(account(False, status) for status in statuses), account(False, "throttled")]
    records, reasons = read(Bluesky([lines(tmp_path, *events)]))
    assert records == [
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, returned=True),
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, reason=Reason.SOURCE_DELETED),
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, reason=Reason.SUSPENDED),
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, reason=Reason.SUSPENDED),
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, reason=Reason.DEACTIVATED),
        Deletion(id=f"bluesky:{ADA}", at=SEEN_AT, reason=Reason.DEACTIVATED),
    ]
    assert reasons == {"events.jsonl:7": "not used: an account event with the status 'throttled'"}


def test_handles(tmp_path: Path) -> None:
    told = {"did": ADA, "time_us": SEEN, "kind": "identity", "identity": {"did": ADA, "handle": "ada.example.org"}}
    untold = {"did": ADA, "time_us": SEEN, "kind": "identity", "identity": {"did": ADA}}
    records, reasons = read(Bluesky([lines(tmp_path, told, untold)]))
    assert records == [
        Account(
            id=f"bluesky:{ADA}",
            handle="ada.example.org",
            url=f"https://bsky.app/profile/{ADA}",
            stated_at=SEEN_AT,
        )
    ]
    assert "without a handle" in reasons["events.jsonl:2"]


@pytest.mark.parametrize(
    ("event", "reason"),
    [
        (commit("app.bsky.graph.block", "1", {"subject": BOB}), "not used: app.bsky.graph.block"),
        (commit(POST, "a/b", {"text": ""}), "expected an address"),
        (commit(POST, "1", {"text": 5}), "text: expected a text"),
        (commit(POST, "1", {"text": ""}, operation="rename"), "operation: expected create, update or delete"),
        (commit(LIKE, "1", {"subject": {"uri": "https://example.org"}}), "expected an address"),
        (commit(LIKE, "1", {}), "uri: expected a text"),
        (commit(FOLLOW, "1", {"subject": "bob"}), "subject: expected an id like"),
        (commit(POST, "1", {"text": ""}, did="bob"), "did: expected an id like"),
        (commit(POST, "1", {"text": ""}, at=10**30), "time_us"),
        ({"did": ADA, "kind": "commit"}, "time_us: expected microseconds"),
        ({"did": ADA, "time_us": SEEN, "kind": "hello"}, "kind: expected commit, identity or account"),
        ({"kind": "commit"}, "did: expected a text, got nothing"),
        ([], "expected objects, got an array without any"),
    ],
)
def test_what_cannot_be_used_is_rejected_with_its_reason(tmp_path: Path, event: Any, reason: str) -> None:
    records, reasons = read(Bluesky([lines(tmp_path, event)]))
    assert records == []
    assert reason in reasons["events.jsonl:1"]


def test_events_in_order_and_a_delete_that_comes_first(tmp_path: Path) -> None:
    """Create, update and delete of posts, and an account that goes and comes back, in a store."""
    second = 1_000_000
    likes = {"subject": {"uri": uri(ADA, POST, "1")}}
    path = lines(
        tmp_path,
        commit(POST, "1", {"text": "helo"}),
        commit(POST, "1", {"text": "hello"}, operation="update", at=SEEN + second),
        commit(POST, "2", {"text": "gone"}),
        commit(POST, "2", at=SEEN + second),
        commit(LIKE, "3", at=SEEN + second, did=BOB),
        commit(LIKE, "3", likes, did=BOB),
        commit(LIKE, "4", likes, did=BOB),
        account(False, "deactivated", did=BOB, at=SEEN + second),
    )
    back = lines(tmp_path, account(True, did=BOB, at=SEEN + 2 * second), name="back.jsonl")
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}") as store:
        report = load(Bluesky([path]), store, batch_size=3)
        posts = store.view().posts([f"post:bluesky:{uri(ADA, POST, key)}" for key in "12"])
        assert posts[0] is not None
        assert posts[0].text == "hello"
        assert posts[1] is None
        assert report.written.rejected == 0
        assert report.written.suppressed == 1  # the like that was deleted before it came
        assert store.view().snapshot().interactions.actor.size == 0  # the other is by someone who is hidden
        load(Bluesky([back]), store)
        assert store.view().snapshot().interactions.actor.size == 1
