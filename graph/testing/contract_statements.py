"""The contract of a store, statements: what sources say: the newest shows, and all of it can be taken back."""

import pytest

from graph.errors import NotKnown, Refused
from graph.model.account import Account
from graph.port.batch import Batch
from graph.port.store import GraphStore
from graph.testing.records import (
    DAY,
    T0,
    account,
    keep,
    like,
    order,
    post,
)
from graph.testing.subject import StoreSubject


class StatementsContract(StoreSubject):
    """What sources say: the newest shows, and all of it can be taken back."""

    def test_the_newest_statement_shows_and_all_are_kept(self, store: GraphStore) -> None:
        keep(store, account("x:1", name="new", stated_at=T0 + DAY), source="a")
        keep(store, account("x:1", name="old", stated_at=T0), source="b")
        newest = store.view().accounts(["x:1"])[0]
        assert newest is not None
        assert newest.name == "new"
        statements = store.view().statements(["x:1"])[0]
        assert [(s.source, s.record.name) for s in statements if isinstance(s.record, Account)] == [
            ("a", "new"),
            ("b", "old"),
        ]
        assert store.view().sources_of(["x:1", "x:404"]) == [["a", "b"], []]

    def test_a_late_statement_does_not_overwrite_a_newer_one(self, store: GraphStore) -> None:
        keep(store, post("1", "x:1", "after the edit", stated_at=T0 + DAY))
        late = keep(store, post("1", "x:1", "before the edit", stated_at=T0))
        assert (late.written, late.unchanged) == (0, 1)
        assert self.peek(store).texts == {"post:x:1": "after the edit"}

    def test_unloading_brings_back_what_was_overwritten(self, store: GraphStore) -> None:
        keep(store, post("1", "x:1", "first"), post("2", "x:1", "stays"))
        before, fingerprint = self.peek(store), store.view().snapshot().fingerprint
        keep(store, post("1", "x:1", "second"), post("3", "x:3", "new", reply_to="1"), account("x:1", handle="ada"))
        newest = store.view().loads()[0].id
        assert store.decisions("eve").unload(newest) == 3
        assert self.peek(store) == before
        assert store.view().snapshot().fingerprint == fingerprint
        with pytest.raises(NotKnown):
            store.decisions("eve").unload(newest)

    def test_what_a_later_load_said_too_survives_an_unload(self, store: GraphStore) -> None:
        keep(store, post("1", "x:1", "both"), post("2", "x:1", "only the first"))
        first = store.view().loads()[0].id
        keep(store, post("1", "x:1", "both"))
        store.decisions("eve").unload(first)
        assert self.peek(store).texts == {"post:x:1": "both"}

    def test_unloading_everything_leaves_an_empty_store(self, store: GraphStore) -> None:
        empty = store.view().snapshot().fingerprint
        keep(
            store,
            post("1", "x:1", "a @b", mentions=("x:@b",), reply_to="0"),
            like("x:3", "post:x:7"),
            order("1", "x:5"),
        )
        store.decisions("eve").unload(store.view().loads()[0].id)
        there = self.peek(store)
        assert (there.accounts, there.posts, there.interactions, there.transactions) == (set(), set(), set(), set())
        assert store.view().snapshot().fingerprint == empty

    def test_a_sweep_removes_what_the_source_no_longer_has(self, store: GraphStore) -> None:
        posts = [post(str(i), "x:1", f"text {i}") for i in range(10)]
        keep(store, *posts)
        keep(store, post("7", "x:1", "text 7"), source="other")
        with store.writer("s") as writer:
            writer.write(Batch(posts[:8]))
            assert writer.sweep() == 2
        assert self.peek(store).known_posts == {f"post:x:{i}" for i in range(8)}
        with store.writer("s") as writer:
            writer.write(Batch(posts[:3]))
            with pytest.raises(Refused, match="5 of the 8"):
                writer.sweep()
            assert writer.sweep(yes=True) == 5
        assert self.peek(store).known_posts == {f"post:x:{i}" for i in (0, 1, 2, 7)}
