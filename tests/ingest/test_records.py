"""The check that every record passes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from graph.model.account import Account
from graph.model.column import MENTIONS, PROSE, WORDS
from graph.model.interaction import Interaction, InteractionKind
from graph.model.post import Post
from graph.model.tombstone import Deletion
from graph.model.transaction import Transaction, TransactionStatus
from graph.port.batch import Record
from ingest.errors import RecordRejected
from ingest.records import account_of, checked

AT = datetime(2026, 1, 1, tzinfo=UTC)
ADA = Account(id="x:1", handle="ada")
POST = Post(id="post:x:20", author="x:1", at=AT, text="hi")
ACT = Interaction(id="interaction:x:1|LIKE|x:2||", actor="x:1", target="x:2", kind=InteractionKind.LIKE)
ORDER = Transaction(
    id="transaction:crm:7",
    account="x:1",
    kind="order",
    status=TransactionStatus.WON,
    amount=Decimal("12.50"),
    currency="EUR",
    at=AT,
)
GONE = Deletion(id="post:x:20", at=AT)


@pytest.mark.parametrize("record", [ADA, POST, ACT, ORDER, GONE])
def test_a_good_record_is_the_same_afterwards(record: Record) -> None:
    assert checked(record) is record


@pytest.mark.parametrize(
    ("break_it", "reason"),
    [
        (lambda: replace(ADA, id="ada"), "expected an account id"),
        (lambda: replace(ADA, id="post:x:1"), "expected an account id"),
        (lambda: replace(ADA, id="x:" + "1" * 5_000), "expected an id of at most"),
        (lambda: replace(ADA, id="x:1\n2"), "without control characters"),
        (lambda: replace(ADA, id="x:\ud800"), "without control characters"),
        (lambda: replace(ADA, handle="a" * (WORDS.most + 1)), "handle: expected at most 1,000 characters, got 1,001"),
        (lambda: replace(ADA, handle="a" * 1_000_000), "handle: expected at most"),
        (lambda: replace(ADA, followers=-1), "followers: expected a whole number from 0"),
        (lambda: replace(ADA, following=2**63), "following: expected a whole number from 0"),
        (lambda: replace(ADA, stated_at=AT.replace(tzinfo=None)), "stated_at: expected a moment with its time zone"),
        (lambda: replace(POST, id="x:20"), "expected an id like 'post:x:20'"),
        (lambda: replace(POST, author="ada"), "expected an account id"),
        (lambda: replace(POST, reply_to="20"), "expected an id like 'post:x:20'"),
        (lambda: replace(POST, text="a" * (PROSE.most + 1)), "text: expected at most"),
        (lambda: replace(POST, likes=2**63), "likes: expected a whole number"),
        (lambda: replace(POST, mentions=("bob",)), "expected an account id"),
        (
            lambda: replace(POST, at=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1)))),
            "at: expected a moment in the years 1 to 9999",
        ),
        (lambda: replace(ACT, target=None), "the account or the post that it goes to"),
        (lambda: replace(ACT, weight=0.0), "weight: expected a number above 0"),
        (lambda: replace(ACT, weight=float("nan")), "weight: expected a number above 0"),
        (lambda: replace(ACT, evidence=float("inf")), "weight: expected a number above 0"),
        (lambda: replace(ACT, id="interaction:"), "expected an id like"),
        (lambda: replace(ORDER, amount=Decimal("Infinity")), "expected an amount"),
        (lambda: replace(ORDER, amount=Decimal("1e99")), "expected an amount"),
        (lambda: replace(GONE, id="gone"), "expected an account id"),
        (lambda: replace(GONE, id="transaction:7"), "expected an id like"),
    ],
)
def test_what_is_wrong_is_said(break_it: Callable[[], Record], reason: str) -> None:
    with pytest.raises(RecordRejected) as caught:
        checked(break_it())
    assert reason in caught.value.reason
    assert len(caught.value.reason) < 200


def test_what_no_store_can_keep_is_taken_out_of_texts() -> None:
    cleaned = checked(replace(POST, text="a\x00b\ud83dc é"))
    assert isinstance(cleaned, Post)
    assert cleaned.text == "a\ufffdb\ufffdc é"
    account = checked(replace(ADA, name="A\x00da"))
    assert isinstance(account, Account)
    assert account.name == "A\ufffdda"


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime.max.replace(tzinfo=UTC)])
def test_the_first_and_the_last_moment_are_kept(moment: datetime) -> None:
    assert checked(replace(POST, at=moment)) == replace(POST, at=moment)


def test_whom_a_record_speaks_of() -> None:
    records = (ADA, POST, ACT, ORDER, GONE, Deletion(id="x:5", at=AT))
    assert [account_of(record) for record in records] == ["x:1", "x:1", "x:1", "x:1", None, "x:5"]


def test_a_post_with_too_many_mentions_is_kept_with_the_first_of_them() -> None:
    mentions = tuple(f"x:{number}" for number in range(MENTIONS.most + 5))
    post = checked(replace(POST, mentions=mentions))
    assert isinstance(post, Post)
    assert post.mentions == mentions[: MENTIONS.most]
