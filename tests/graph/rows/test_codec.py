"""Codecs: a record, its row by the meaning of each column, and the record again."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidValue
from graph.model.account import Account, PersonKind, Relation
from graph.model.column import COUNT, Column, columns_of, content_columns
from graph.model.interaction import Interaction, InteractionKind
from graph.model.judgement import Judgement
from graph.model.post import Post
from graph.model.transaction import Transaction, TransactionStatus
from graph.model.watch import Watch, WatchKind
from graph.rows.codec import decoder, encoder
from graph.rows.rows import content_of, to_account, to_post, to_transaction
from graph.rows.table import RECORDS, SHAPES

SECOND = datetime(1970, 1, 1, 1, 0, 1, tzinfo=timezone(timedelta(hours=1)))  # one second after the epoch


@pytest.mark.parametrize(
    ("record", "row"),
    [
        (
            Account(id="x:1", handle="ada", kind=PersonKind.HUMAN, followers=3, verified=False),
            {
                "handle": "ada", "name": None, "kind": "HUMAN", "email": None, "company": None, "relation": "UNKNOWN",
                "followers": 3, "following": None, "verified": False, "url": None,
            },
        ),
        (
            Post(id="post:x:1", author="x:1", at=SECOND, text="hi", mentions=("x:3", "x:2", "x:3"), quotes=0),
            {
                "author": "x:1", "at": 1_000_000, "text": "hi", "reply_to": None, "reply_to_author": None,
                "repost_of": None, "quote_of": None,
                "mentions": ["x:3", "x:2"], "language": None, "url": None, "likes": None, "reposts": None,
                "replies": None, "quotes": 0, "views": None,
            },
        ),
        (
            Interaction(
                id="interaction:1", actor="x:1", target=None, kind=InteractionKind.LIKE, post="post:x:1", weight=2
            ),
            {
                "actor": "x:1", "target": None, "kind": "LIKE", "at": None, "post": "post:x:1", "weight": 2.0,
                "evidence": None,
            },
        ),
        (
            Transaction(
                id="transaction:crm:1", account="x:1", kind="order", status=TransactionStatus.WON,
                amount=Decimal("1E+2"), currency="EUR", at=SECOND,
            ),
            {
                "account": "x:1", "kind": "order", "status": "WON", "amount": "100", "currency": "EUR", "at": 1_000_000,
            },
        ),
    ],
)  # fmt: skip
def test_what_a_record_states_is_in_its_row(record: Any, row: dict[str, Any]) -> None:
    content = content_of(record)
    assert content == row
    assert list(content) == list(row)
    assert {name: type(value) for name, value in content.items()} == {name: type(v) for name, v in row.items()}


def test_a_row_that_lacks_a_column_has_what_a_record_has_without_it() -> None:
    assert to_post({"id": "post:x:1"}) == Post(id="post:x:1")
    bare = to_account({"id": "x:1", "handle": None})
    assert (bare.kind, bare.relation, bare.known) == (PersonKind.UNKNOWN, Relation.UNKNOWN, True)
    with pytest.raises(KeyError, match="amount"):
        to_transaction({"id": "t", "account": "x:1", "kind": "order", "status": "WON", "currency": "EUR", "at": 0})


def test_a_provisional_account_shows_the_handle_in_its_id() -> None:
    assert to_account({"id": "x:@ada", "handle": None}).handle == "ada"
    assert to_account({"id": "x:@ada", "handle": "Ada"}).handle == "Ada"
    assert to_account({"id": "x:1", "handle": ""}).handle is None


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(InvalidValue, match="time zone"):
        content_of(Post(id="post:x:1", at=datetime(2026, 1, 1)))  # noqa: DTZ001


MOMENTS = st.datetimes(timezones=st.just(UTC))
BY_TYPE: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=5),
    int: st.integers(0, 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    datetime: MOMENTS,
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=2),
    tuple: st.lists(st.text(max_size=3), unique=True, max_size=3).map(tuple),
    PersonKind: st.sampled_from(PersonKind),
    Relation: st.sampled_from(Relation),
    InteractionKind: st.sampled_from(InteractionKind),
    TransactionStatus: st.sampled_from(TransactionStatus),
    WatchKind: st.sampled_from(WatchKind),
}


def any_of(record: type) -> st.SearchStrategy[Any]:
    values = {
        column.name: st.none() | BY_TYPE[column.values] if column.optional else BY_TYPE[column.values]
        for column in content_columns(record)
    }
    return st.builds(record, id=st.text(max_size=5), **values)


@pytest.mark.parametrize("record", [*RECORDS.values(), Judgement, Watch])
@given(data=st.data())
def test_what_was_stated_comes_back(record: type, data: st.DataObject) -> None:
    stated = data.draw(any_of(record))
    assert decoder(record)({"id": stated.id, **encoder(record)(stated)}) == stated


def test_every_field_declares_its_column_in_a_phrase_of_its_own() -> None:
    for record in (*RECORDS.values(), Judgement, Watch):
        phrases = [column.help for column in columns_of(record)]
        assert all(phrase and not phrase.endswith(".") for phrase in phrases)
        assert len(set(phrases)) == len(phrases)
    with pytest.raises(TypeError, match=r"Bare\.id to be Annotated"):
        columns_of(Bare)


@dataclass(frozen=True)
class Bare:
    id: str


@dataclass(frozen=True, kw_only=True)
class Note:
    id: Annotated[str, Column("the note")]
    mood: Annotated[PersonKind | None, Column("how it was meant")] = None
    stars: Annotated[int | None, Column("how many stars", limit=COUNT)] = None


def test_words_of_a_list_may_be_missing() -> None:
    note = Note(id="1", mood=PersonKind.HUMAN)
    assert encoder(Note)(note) == {"mood": "HUMAN", "stars": None}
    assert encoder(Note)(replace(note, mood=None)) == {"mood": None, "stars": None}
    assert decoder(Note)({"id": "1", "mood": "HUMAN"}) == note
    assert decoder(Note)({"id": "1", "mood": None}) == replace(note, mood=None)


def test_rows_hold_every_declared_column_in_its_type() -> None:
    for table, record in RECORDS.items():
        columns = SHAPES[table].columns
        assert [c.name for c in columns_of(record) if columns.get(c.name) != c.type] == []
