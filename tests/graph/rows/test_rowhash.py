"""A content hash is over name and value of what a record states, in the order of names."""

from hashlib import blake2b
from typing import Any

import pytest

from graph.rows.rowhash import content_hash
from graph.rows.rows import blank_row
from graph.rows.table import CONTENT, Table

_AT = 1_767_225_600_000_000


def _halves_of(text: bytes) -> tuple[int, int]:
    digest = blake2b(text, digest_size=16).digest()
    return int.from_bytes(digest[:8], "big", signed=True), int.from_bytes(digest[8:], "big", signed=True)


def _post(**stated: Any) -> dict[str, Any]:
    return {**blank_row(Table.POSTS, "post:x:1"), **stated}


def test_what_is_hashed_can_be_written_down_by_hand() -> None:
    row = _post(text="Grüße", author="x:1", at=_AT, mentions=["x:3", "x:2"], likes=0)
    assert content_hash(Table.POSTS, "post:x:1", row) == _halves_of(
        '["posts","post:x:1",{"at":1767225600000000,"author":"x:1","likes":0,"mentions":["x:3","x:2"],"text":"Grüße"}]'.encode()
    )


def test_a_record_that_states_nothing_has_a_hash_of_its_own() -> None:
    assert content_hash(Table.POSTS, "post:x:1", _post()) == _halves_of(b'["posts","post:x:1",{}]')
    assert content_hash(Table.POSTS, "post:x:2", _post()) != content_hash(Table.POSTS, "post:x:1", _post())


@pytest.mark.parametrize("stated", [{"likes": 0}, {"text": ""}, {"likes": 3}, {"views": 3}, {"mentions": ["x:1"]}])
def test_zero_and_an_empty_text_are_stated_and_each_column_counts(stated: dict[str, Any]) -> None:
    others: list[dict[str, Any]] = [{"likes": 0}, {"text": ""}, {"likes": 3}, {"views": 3}, {"mentions": ["x:1"]}, {}]
    hashes = [content_hash(Table.POSTS, "post:x:1", _post(**other)) for other in others if other != stated]
    assert content_hash(Table.POSTS, "post:x:1", _post(**stated)) not in hashes


def test_what_the_store_keeps_itself_does_not_count() -> None:
    row = _post(text="a")
    kept = {"seq": 7, "source": "s", "load": "load:1", "stated_at": _AT, "said": "[]", "born": 3, "known": True}
    assert content_hash(Table.POSTS, "post:x:1", row | kept) == content_hash(Table.POSTS, "post:x:1", row)


@pytest.mark.parametrize("table", list(CONTENT))
def test_a_new_empty_column_changes_no_hash(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    row = dict.fromkeys(CONTENT[table], "stated")
    before = content_hash(table, "x:1", row)
    monkeypatch.setitem(CONTENT, table, ("aaa", *CONTENT[table], "zzz"))
    assert content_hash(table, "x:1", {**row, "aaa": None, "zzz": []}) == before
    assert content_hash(table, "x:1", {**row, "aaa": None, "zzz": "new"}) != before
