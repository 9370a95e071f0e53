"""The contract of a store, deletion: what is deleted stays deleted, in whatever order events arrive."""

from datetime import timedelta
from pathlib import Path

import pytest

from graph.errors import NotKnown
from graph.model.tombstone import Deletion, Reason
from graph.port.batch import Record
from graph.port.store import GraphStore
from graph.testing.records import (
    DAY,
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


class DeletionContract(StoreSubject):
    """What is deleted stays deleted, in whatever order events arrive."""

    def test_a_deletion_that_arrives_first_holds(self, tmp_path: Path) -> None:
        records: list[Record] = [
            post("1", "x:1", "gone", stated_at=T0),
            post("2", "x:2", "yes", reply_to="1", stated_at=T0),
            like("x:3", "post:x:1", target="x:1"),
            Deletion(id="post:x:1", at=T0 + DAY),
        ]
        fingerprints = set()
        for turn, ordered in enumerate((records, records[::-1])):
            with self.make_store(tmp_path / str(turn)) as store:
                for record in ordered:
                    keep(store, record)
                there = self.peek(store)
                assert (there.posts, there.tombstones) == ({"post:x:2"}, 1)
                assert acts(store) == {("x:3", "LIKE", "x:1")}
                fingerprints.add(store.view().snapshot().fingerprint)
        assert len(fingerprints) == 1

    @pytest.mark.parametrize("reason", [Reason.ERASED, Reason.OPTED_OUT])
    def test_who_asked_to_be_erased_is_erased_whatever_was_heard_since(self, store: GraphStore, reason: Reason) -> None:
        keep(store, account("x:1", handle="ada", stated_at=T0 + DAY), post("1", "x:1", "a", stated_at=T0 + DAY))
        keep(store, Deletion(id="x:1", at=T0 + 2 * DAY, reason=Reason.SUSPENDED))
        keep(store, Deletion(id="x:1", at=T0, reason=reason))
        assert store.view().accounts(["x:1"]) == [None]
        assert keep(store, account("x:1", handle="ada", stated_at=T0 + 9 * DAY)).suppressed == 1
        keep(store, account("x:2", handle="bo"))
        later = Deletion(id="x:2", at=T0 + DAY, reason=Reason.SUSPENDED)
        keep(store, Deletion(id="x:2", at=T0, reason=reason), later)
        assert keep(store, Deletion(id="x:2", at=T0 + 2 * DAY, returned=True)).unchanged == 1

    def test_only_a_newer_event_lifts_a_tombstone(self, store: GraphStore) -> None:
        keep(store, Deletion(id="post:x:1", at=T0))
        assert keep(store, post("1", "x:1", "an export without times")).suppressed == 1
        assert keep(store, post("1", "x:1", "older", stated_at=T0 - DAY)).suppressed == 1
        assert keep(store, post("1", "x:1", "again", stated_at=T0 + DAY)).written == 1
        assert keep(store, Deletion(id="post:x:1", at=T0)).unchanged == 1
        assert self.peek(store).texts == {"post:x:1": "again"}

    def test_an_account_that_is_deactivated_is_hidden_until_it_returns(self, store: GraphStore) -> None:
        keep(store, account("x:1", handle="ada"), post("1", "x:1", "a"), post("2", "x:2", "b", reply_to="1"))
        before = store.view().snapshot().fingerprint
        keep(store, Deletion(id="x:1", at=T0, reason=Reason.DEACTIVATED))
        view = store.view()
        assert (view.accounts(["x:1"]), view.posts(["post:x:1"]), view.resolve(["@ada"])) == ([None], [None], [None])
        assert acts(store) == set()
        keep(store, Deletion(id="x:1", at=T0 + DAY, returned=True))
        assert acts(store) == {("x:2", "REPLY", "x:1")}
        assert view.snapshot().fingerprint == before
        keep(store, Deletion(id="x:1", at=T0 + timedelta(hours=1), reason=Reason.DEACTIVATED))
        assert acts(store) == {("x:2", "REPLY", "x:1")}

    def test_a_deleted_account_goes_with_all_that_is_its_own(self, store: GraphStore) -> None:
        keep(store, account("x:1", stated_at=T0), post("1", "x:1", "a"), like("x:1", "post:x:2"), order("1", "x:1"))
        keep(store, post("2", "x:2", "@one", reply_to="1", mentions=("x:1",)), follow("x:2", "x:1"))
        keep(store, Deletion(id="x:1", at=T0 + DAY))
        there = self.peek(store)
        assert (there.accounts, there.posts) == ({"x:2"}, {"post:x:2"})
        assert (there.interactions, there.transactions) == (set(), set())
        assert keep(store, follow("x:2", "x:1"), post("3", "x:1", "back")).suppressed == 2

    def test_what_a_decision_erases_never_comes_back_either(self, store: GraphStore) -> None:
        keep(
            store,
            account("x:1", handle="ada"),
            account("x:2"),
            post("1", "x:1", "a"),
            like("x:1", "post:x:2", target="x:2"),
        )
        gone = store.decisions("t").erase("@ada")
        assert (gone.account, gone.posts, gone.interactions, gone.reason) == ("x:1", 1, 1, "erased")
        assert keep(store, account("x:1", stated_at=T0 + 9 * DAY)).suppressed == 1
        assert self.peek(store).accounts == {"x:2"}
        with pytest.raises(NotKnown):
            store.decisions("t").erase("x:1")

    def test_what_is_erased_never_comes_back(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="a@example.org"), account("y:1", email="a@example.org"), post("1", "x:1", "a"))
        writer = store.writer("s")
        (erasure,) = writer.erase(["x:1"])
        writer.close()
        assert (erasure.account, erasure.posts) == ("x:1", 1)
        again = keep(store, account("x:1", stated_at=T0 + 9 * DAY), post("1", "x:1", "a", stated_at=T0 + 9 * DAY))
        assert again.suppressed == 2
        assert self.peek(store).accounts == {"y:1"}
        assert store.view().resolve(["x:1", "y:1"]) == [None, "person:y:1"]
