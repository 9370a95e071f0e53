"""The contract of a store, writing: what a load leaves behind: once, whole, and countable."""

from pathlib import Path

import pytest

from graph.errors import InvalidValue
from graph.model.tombstone import Deletion
from graph.port.batch import Batch, Cursor, Record, Rejected
from graph.port.store import GraphStore
from graph.testing.records import (
    T0,
    account,
    acts,
    follow,
    keep,
    like,
    order,
    post,
)
from graph.testing.subject import StoreSubject


class WritingContract(StoreSubject):
    """What a load leaves behind: once, whole, and countable."""

    def test_what_is_loaded_lies_there(self, store: GraphStore) -> None:
        keep(store, account("x:1", handle="Ada"), post("1", "x:1", "hello"), follow("x:2", "x:1"), order("1", "x:1"))
        there = self.peek(store)
        assert there.accounts == {"x:1", "x:2"}
        assert there.texts == {"post:x:1": "hello"}
        assert there.interactions == {"interaction:x:2|FOLLOW|x:1"}
        assert there.transactions == {"transaction:crm:1"}

    def test_the_second_run_changes_nothing(self, store: GraphStore) -> None:
        records: list[Record] = [
            account("x:1", handle="ada"),
            post("1", "x:1", "a"),
            post("2", "x:2", "b", reply_to="1"),
        ]
        keep(store, *records)
        before, seq, snapshot = self.peek(store), store.view().seq(), store.view().snapshot()
        again = keep(store, *records)
        assert (again.read, again.written, again.unchanged) == (3, 0, 3)
        assert self.peek(store) == before
        assert store.view().seq() == seq
        assert store.view().snapshot().fingerprint == snapshot.fingerprint

    def test_the_report_adds_up(self, store: GraphStore) -> None:
        keep(store, Deletion(id="post:x:9", at=T0))
        with store.writer("s") as writer:
            written = writer.write(
                Batch(
                    [post("1", "x:1", "a"), post("1", "x:1", "a"), post("9", "x:1", "gone")],
                    [Rejected("f:3", "no id", "{}", None)],
                )
            )
        assert (written.read, written.written, written.unchanged, written.rejected, written.suppressed) == (
            4,
            1,
            1,
            1,
            1,
        )
        assert store.view().loads()[0].written == written

    def test_the_order_of_arrival_does_not_matter(self, tmp_path: Path) -> None:
        records: list[Record] = [
            post("2", "x:2", "@ada yes", reply_to="1", mentions=("x:@ada",)),
            follow("x:3", "x:@ada"),
            post("1", "x:1", "hello"),
            account("x:1", handle="Ada"),
            like("x:3", "post:x:2"),
        ]
        fingerprints = set()
        for turn, ordered in enumerate((records, records[::-1])):
            with self.make_store(tmp_path / str(turn)) as store:
                for record in ordered:
                    keep(store, record)
                assert acts(store) == {("x:2", "REPLY", "x:1"), ("x:3", "FOLLOW", "x:1"), ("x:3", "LIKE", "x:2")}
                fingerprints.add(store.view().snapshot().fingerprint)
        assert len(fingerprints) == 1

    def test_a_failing_batch_leaves_nothing(self, store: GraphStore) -> None:
        keep(store, account("x:1"))
        before = self.peek(store)
        writer = store.writer("s", "file")
        with pytest.raises(InvalidValue):
            writer.write(Batch([post("1", "x:1", "a"), post("2", "x:1", "b", at=T0.replace(tzinfo=None))]), Cursor(2))
        writer.close()
        assert self.peek(store) == before
        assert store.writer("s", "file").resumed_at == 0

    def test_an_interrupted_load_goes_on_where_it_was(self, store: GraphStore) -> None:
        first = store.writer("s", "file")
        first.write(Batch([post("1", "x:1", "a")]), Cursor(1))
        first.close()
        with store.writer("s", "file") as second:
            assert (second.resumed_at, second.load.id) == (1, first.load.id)
            second.write(Batch([post("2", "x:1", "b")]), Cursor(2))
        (load,) = store.view().loads()
        assert (load.position, load.written.read, load.counts.posts) == (2, 2, 2)
        assert load.finished_at is not None
        with store.writer("s", "file") as third:
            assert third.resumed_at == 0

    def test_rejected_records_are_kept_with_their_place_and_reason(self, store: GraphStore) -> None:
        with store.writer("s") as writer:
            writer.write(Batch([], [Rejected("f:1", "no id", "raw", "x:1"), Rejected("f:7", "bad time")]))
        letters = store.view().rejected()
        assert [(letter.at, letter.reason, letter.raw) for _, _, letter in letters] == [
            ("f:1", "no id", "raw"),
            ("f:7", "bad time", ""),
        ]
        assert [letter.at for _, _, letter in store.view().rejected(after=letters[0][0])] == ["f:7"]

    def test_counts_are_of_the_load(self, store: GraphStore) -> None:
        keep(store, post("0", "x:9", "before"))
        with store.writer("s") as writer:
            writer.write(Batch([post("1", "x:1", "a"), post("2", "x:2", "@x", reply_to="1", mentions=("x:1", "x:3"))]))
            writer.write(Batch([post("3", "x:2", "lost", reply_to="404"), follow("x:1", "x:2"), order("1", "crm:7")]))
        counts = store.view().loads()[0].counts
        assert (counts.accounts, counts.posts, counts.unknown_posts) == (4, 3, 1)
        assert (counts.interactions, counts.transactions) == (3, 1)  # a reply, a mention of x:3, a follow
