"""Loading: batches, cursors, rejected pieces, going on where a killed load was, and the report."""

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest

from graph.model.account import Account
from graph.model.post import Post
from graph.opening import open_store
from graph.port.batch import Record
from ingest.errors import RecordRejected, SourceError
from ingest.limits import MAX_RAW
from ingest.loading.loading import load
from ingest.source import MentionOnlyAccount, Raw, Source, Translated
from ingest.sources.plain_csv import Csv
from tests.ingest.fake_store import FakeStore, Killed
from tests.ingest.reading import write


class Lines(Source):
    """A source of words: `bad` is unfit, `two` gives two records, `half` one and a flaw, `by:NAME` names an author."""

    name: ClassVar[str] = "lines"

    def __init__(self, *words: str) -> None:
        self.words = words
        self.translated: list[str] = []

    def input_key(self) -> str:
        return " ".join(self.words)

    def fetch(self) -> Iterator[Raw]:
        for number, word in enumerate(self.words, start=1):
            yield Raw(f"words:{number}", (number, word), word)

    def translate(self, raw: Raw) -> Iterator[Translated]:
        number, word = raw.value
        self.translated.append(word)
        if word == "bad":
            raise RecordRejected("it is bad", "x:9")
        if word == "wrong":
            yield Account(id=f"x:{number}", followers=-1)
            return
        if word.startswith("by:"):
            yield MentionOnlyAccount(Account(id="x:@" + word[3:]))
        yield Post(id=f"post:x:{number}", author="x:1", text=word)
        if word == "two":
            yield Account(id=f"x:{number}")
        if word == "half":
            raise RecordRejected("the second half is bad")


def everything(store: FakeStore) -> tuple[dict[str, Record], list[tuple[str, str]]]:
    return store.kept, [(letter.at, letter.reason) for letter in store.rejected]


def test_every_piece_is_written_or_rejected_with_its_place() -> None:
    store = FakeStore()
    report = load(Lines("a", "bad", "two", "half", "wrong"), store)
    assert set(store.kept) == {"post:x:1", "post:x:3", "x:3", "post:x:4"}
    assert [(letter.at, letter.reason, letter.raw, letter.account) for letter in store.rejected] == [
        ("words:2", "it is bad", "bad", "x:9"),
        ("words:4", "the second half is bad", "half", None),
        ("words:5", "followers: expected a whole number from 0 to 9223372036854775807, got '-1'", "wrong", "x:5"),
    ]
    document = report.to_json()
    assert document["read"] == 7
    assert document["read"] == document["written"] + document["unchanged"] + document["rejected_total"]
    assert [letter["at"] for letter in document["rejected"]] == ["words:2", "words:4", "words:5"]
    assert document["source"] == "lines"
    assert set(document["counts"]) == {"accounts", "posts", "unknown_posts", "interactions", "transactions"}


def test_batches_move_the_cursor_past_whole_pieces() -> None:
    store = FakeStore()
    load(Lines("a", "two", "bad", "b", "c"), store, batch_size=2)
    assert store.batches == [(3, 2), (2, 4), (1, 5)]


def test_a_repeated_load_changes_nothing() -> None:
    store = FakeStore()
    load(Lines("a", "bad", "two"), store)
    report = load(Lines("a", "bad", "two"), store).to_json()
    assert (report["written"], report["unchanged"], report["rejected_total"]) == (0, 3, 1)


@pytest.mark.parametrize("breaks_at", range(6))
def test_a_killed_load_goes_on_where_it_was(breaks_at: int) -> None:
    words = ("by:ada", "bad", "two", "by:ada", "half", "b", "by:bob")
    whole, killed = FakeStore(), FakeStore()
    load(Lines(*words), whole, batch_size=2)
    killed.breaks_at = breaks_at
    try:
        load(Lines(*words), killed, batch_size=2)
    except Killed:
        assert killed.finished == []
        killed.breaks_at = None
        report = load(Lines(*words), killed, batch_size=2)
        assert report.resumed_at == (killed.batches[breaks_at - 1][1] if breaks_at else 0)
        assert [letter.at for letter in report.rejected] == ["words:2", "words:5"]
    assert everything(killed) == everything(whole)
    assert killed.batches == whole.batches


def test_accounts_named_in_passing_are_written_once_a_load() -> None:
    store = FakeStore()
    report = load(Lines("by:ada", "by:ada", "by:bob"), store, batch_size=1)
    assert report.written.read == 5
    assert {"x:@ada", "x:@bob"} <= set(store.kept)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [((), "there is nothing to load"), (("bad",), "words:1: it is bad"), (("bad", "wrong"), r"\(2 looked at\)")],
)
def test_an_input_in_which_nothing_is_usable_is_refused_and_writes_nothing(
    words: tuple[str, ...], sentence: str
) -> None:
    store = FakeStore()
    with pytest.raises(SourceError, match=sentence):
        load(Lines(*words), store)
    assert store.unfinished == {}
    assert store.finished == []


def test_a_rejected_text_is_kept_up_to_a_bound() -> None:
    store = FakeStore()

    class Long(Lines):
        def translate(self, raw: Raw) -> Iterator[Translated]:
            if raw.value[1] != "a":
                raise RecordRejected("reason " * 1_000)
            yield from super().translate(raw)

    load(Long("a", "\x00\ud800" + "b" * 10 * MAX_RAW), store)
    (letter,) = store.rejected
    assert len(letter.raw) == MAX_RAW
    assert letter.raw.startswith("\ufffd\ufffdb")
    assert len(letter.reason) == 500


def test_a_sweep_comes_after_all_batches_and_only_when_asked_for() -> None:
    store = FakeStore()
    load(Lines("a"), store)
    assert store.swept == []
    load(Lines("a"), store, sweep=True, yes=True)
    assert store.swept == [True]


def test_progress_is_told_after_every_batch() -> None:
    told: list[tuple[int, int | None, int]] = []

    class Note:
        def moved(self, read_bytes: int, size_bytes: int | None, records: int) -> None:
            told.append((read_bytes, size_bytes, records))

    load(Lines("a", "b", "bad"), FakeStore(), batch_size=2, progress=Note())
    assert told == [(0, None, 2), (0, None, 3)]


def test_a_batch_has_a_size() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        load(Lines("a"), FakeStore(), batch_size=0)


def test_the_whole_way_into_a_store(tmp_path: Path) -> None:
    write(tmp_path, "people.csv", "id,handle\nx:1,ada\nx:2,bob\n")
    write(tmp_path, "posts.csv", "id,author,text,reply_to\nx:20,x:1,hi,\nx:21,x:2,ho,20\nx:22,x:2,?,99\nx:23,,\n")
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}") as store:
        first = load(Csv([tmp_path]), store).to_json()
        fingerprint = store.view().snapshot().fingerprint
        second = load(Csv([tmp_path]), store).to_json()
        assert store.view().snapshot().fingerprint == fingerprint
        dead = store.view().rejected(first["load"])
    assert (first["read"], first["written"], first["rejected_total"]) == (6, 5, 1)
    assert (second["read"], second["written"], second["unchanged"]) == (6, 0, 5)
    assert first["rejected"] == [{"at": "posts.csv:5", "reason": "expected 4 fields as in the header, got 3"}]
    assert [(letter.at, letter.raw) for _, _, letter in dead] == [("posts.csv:5", "x:23,,")]
    assert first["counts"] == {
        "accounts": 2,
        "posts": 3,
        "unknown_posts": 1,
        "interactions": 1,
        "transactions": 0,
    }


def test_a_sweep_removes_what_the_source_no_longer_has(tmp_path: Path) -> None:
    rows = [f"x:{number},person{number}\n" for number in range(10)]
    path = write(tmp_path, "people.csv", "id,handle\n" + "".join(rows))
    with open_store(f"sqlite:///{tmp_path / 'kith.db'}") as store:
        load(Csv([path]), store)
        write(tmp_path, "people.csv", "id,handle\n" + "".join(rows[1:]))
        assert load(Csv([path]), store, sweep=True).removed == 1
        assert store.view().accounts(["x:0", "x:1"])[0] is None
