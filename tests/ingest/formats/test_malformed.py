"""Input of every bad kind, through every source, into a store: nothing crashes, nothing is dropped in silence."""

import json
import random
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.model.post import Post
from graph.opening import open_store
from ingest.errors import SourceError
from ingest.loading.loading import load
from ingest.loading.report import LoadReport
from ingest.registry import open_source
from tests.ingest.fake_store import FakeStore
from tests.ingest.reading import write

MEGABYTE = "a" * 1_048_576

POSTS: dict[str, bytes | str] = {
    "half a record": b"x:1,x:1",
    "a field too many": b"x:2,x:1,2026-01-01,hi,3,4",
    "bytes that are no UTF-8": b"x:3,x:1,2026-01-01,caf\xe9,",
    "a handle of a megabyte": f"x:4,@{MEGABYTE},2026-01-01,hi,".encode(),
    "an id of a megabyte": f"x:{MEGABYTE},x:1,2026-01-01,hi,".encode(),
    "a text that is too long": f"x:5,x:1,2026-01-01,{MEGABYTE},".encode(),
    "a count that is no number": b"x:6,x:1,2026-01-01,hi,NaN",
    "a count of 2^63": b"x:7,x:1,2026-01-01,hi,9223372036854775808",
    "a negative count": b"x:8,x:1,2026-01-01,hi,-1",
    "a year before all years": b"x:9,x:1,0000-01-01,hi,",
    "a moment before all years": b"x:10,x:1,0001-01-01T00:00:00+01:00,hi,",
    "a moment after all years": b"x:11,x:1,9999-12-31T23:59:59-01:00,hi,",
    "a moment that is none": b"x:12,x:1,soon,hi,",
    "an id with a control character": b"x:1\x012,x:1,2026-01-01,hi,",
    "an empty id": b",x:1,2026-01-01,hi,",
    "a quote that is never closed": b'x:13,x:1,2026-01-01,"hi,',
}
"""Rows that must be rejected, each for its own reason."""

GOOD_POSTS: dict[str, bytes | str] = {
    "year 1": b"x:51,x:1,0001-01-01,hi,",
    "year 9999": b"x:52,x:1,9999-12-31T23:59:59.999999Z,hi,",
    "NUL": b"x:53,x:1,2026-01-01,a\x00b,",
    "the largest count": b"x:54,x:1,2026-01-01,hi,9223372036854775807",
    "a bare carriage return": b"x:55,x:1,2026-01-01,a\rb,",
    "signs of all planes": "x:56,x:1,2026-01-01,\u202e\ufdd0😀\U0010ffff,".encode(),
}


def loaded(tmp_path: Path, source: str, path: Path, options: Mapping[str, str] | None = None) -> LoadReport:
    """Load a file twice into a store of its own, and check what must hold of every load."""
    with open_store(f"sqlite:///{tmp_path / (path.name + '.db')}") as store:
        report = load(open_source(source, [path], options), store, batch_size=7)
        again = load(open_source(source, [path], options), store, batch_size=7)
        store.view().snapshot()
        dead = store.view().rejected(report.load)
    document = report.to_json()
    json.dumps(document)
    numbers = report.written
    assert numbers.read == numbers.written + numbers.unchanged + numbers.rejected + numbers.suppressed
    assert len(report.rejected) == numbers.rejected == len(dead)
    assert all(letter.at.startswith(path.name + ":") and letter.reason for letter in report.rejected)
    assert again.written.written == 0
    assert again.written.read == numbers.read
    return report


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_tables(tmp_path: Path, ending: bytes, mark: bytes) -> None:
    rows = [row if isinstance(row, bytes) else row.encode() for row in (*GOOD_POSTS.values(), *POSTS.values())]
    path = write(tmp_path, "posts.csv", mark + ending.join([b"id,author,at,text,likes", *rows]))
    report = loaded(tmp_path, "csv", path, {"--network": "x"})
    first_bad = len(GOOD_POSTS) + 2
    assert [letter.at for letter in report.rejected] == [f"posts.csv:{first_bad + n}" for n in range(len(POSTS))]
    assert report.counts.posts == len(GOOD_POSTS)


BAD_LINES = [
    b'{"data": {"id": "1", "te',
    b'{"data": {"id": "1", "text": "caf\xe9"}}',
    b'{"data": {"id": "1", "text": NaN}}',
    b'{"data": {"id": "1", "text": "hi", "public_metrics": {"like_count": 9223372036854775808}}}',
    b'{"data": {"id": "1", "text": "hi", "public_metrics": {"like_count": 1e999}}}',
    b'{"data": {"id": "1", "text": "hi", "public_metrics": {"like_count": 99999999999999999999999}}}',
    b'{"data": {"id": "1", "text": "hi", "created_at": "0000-01-01"}}',
    b'{"data": {"id": "1", "text": "hi", "created_at": "10000-01-01T00:00:00Z"}}',
    b'{"data": {"id": {}, "text": "hi"}}',
    json.dumps({"data": {"id": "1", "username": MEGABYTE, "name": "Ada"}}).encode(),
    json.dumps({"data": {"id": "1", "text": MEGABYTE}}).encode(),
    b"null",
    b"7",
    b'"words"',
    b"\x00\x01",
    b"[" * 100_000,
]
GOOD_LINES = [
    b'{"data": {"id": "51", "text": "a\\u0000b"}}',
    b'{"data": {"id": "52", "text": "a\\ud83db"}}',
    b'{"data": {"id": "53", "text": "hi", "created_at": "0001-01-01T00:00:00Z"}}',
    b'{"data": {"id": "54", "text": "hi", "created_at": "9999-12-31T23:59:59Z"}}',
    b'{"data": {"id": 55, "text": "hi", "public_metrics": {"like_count": 9223372036854775807}}}',
]


@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_json_lines(tmp_path: Path, ending: bytes, mark: bytes) -> None:
    path = write(tmp_path, "x.jsonl", mark + ending.join([*GOOD_LINES, *BAD_LINES]))
    report = loaded(tmp_path, "x", path)
    first_bad = len(GOOD_LINES) + 1
    assert [letter.at for letter in report.rejected] == [f"x.jsonl:{first_bad + n}" for n in range(len(BAD_LINES))]
    assert report.counts.posts == len(GOOD_LINES)


def test_lone_surrogates_and_nul_cost_a_sign_not_a_post(tmp_path: Path) -> None:
    store = FakeStore()
    load(open_source("x", [write(tmp_path, "x.jsonl", b"\n".join(GOOD_LINES[:2]))]), store)
    texts = [record.text for record in store.kept.values() if isinstance(record, Post)]
    assert texts == ["a\ufffdb", "a\ufffdb"]


def test_a_flood_of_bad_rows_is_counted_whole(tmp_path: Path) -> None:
    path = write(tmp_path, "people.csv", "id,followers\nx:1,1\n" + "x:2,many\n" * 12_000)
    store = FakeStore()
    document = load(open_source("csv", [path]), store, batch_size=1_000).to_json()
    assert document["rejected_total"] == 12_000 == len(store.rejected)
    assert len(document["rejected"]) == 10_000
    assert document["read"] == 12_001


FILES = {
    "csv": ("posts.csv", b'id,author,at,text,likes\nx:1,x:1,2026-01-01,"hi, @bob",3\nx:2,x:2,2026-01-02,ho,\n'),
    "edges": ("e.csv", b"from,to,weight,kind,at\na,b,1,LIKE,2026-01-01\nb,c,2,KNOWS,\n"),
    "x": ("x.jsonl", b'{"data": [{"id": "1", "author_id": "2", "text": "hi"}], "errors": [{"title": "t"}]}\n' * 2),
    "bluesky": (
        "b.jsonl",
        json.dumps(
            {
                "did": "did:plc:a",
                "time_us": 1_767_225_600_000_000,
                "kind": "commit",
                "commit": {
                    "operation": "create",
                    "collection": "app.bsky.feed.post",
                    "rkey": "1",
                    "record": {"text": "hi", "createdAt": "2026-01-01T00:00:00Z"},
                },
            }
        ).encode(),
    ),
}


@pytest.mark.parametrize("source", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32), damage=st.integers(1, 6))
def test_damage_anywhere_is_refused_or_rejected_never_a_crash(
    tmp_path: Path, source: str, seed: int, damage: int
) -> None:
    rng = random.Random(seed)
    name, content = FILES[source]
    broken = bytearray(content)
    for _ in range(damage):
        place = rng.randrange(len(broken))
        broken[place : place + rng.randrange(3)] = rng.choice(
            [b"", b'"', b"\xff", b"\r", b"\n", b"{", b"9" * 30, b"\x00"]
        )
    store = FakeStore()
    try:
        report = load(open_source(source, [write(tmp_path, name, bytes(broken))]), store, batch_size=2)
    except SourceError:
        assert store.kept == {}
    else:
        assert report.written.read == report.written.written + report.written.unchanged + report.written.rejected
