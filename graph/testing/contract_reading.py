"""The contract of a store, reading: what is read is what was written, also frozen."""

from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import NotKnown
from graph.model.account import Relation
from graph.model.moment import to_micros
from graph.model.tombstone import Deletion, Reason
from graph.model.watch import Watch, WatchKind
from graph.port.store import GraphStore
from graph.port.views import GraphView
from graph.testing.records import (
    T0,
    account,
    keep,
    post,
)
from graph.testing.subject import StoreSubject


class ReadingContract(StoreSubject):
    """What is read is what was written, also frozen."""

    def test_answers_come_in_the_order_asked(self, store: GraphStore) -> None:
        keep(store, account("x:1", name="one"), account("x:2", name="two"), post("1", "x:1", "a"))
        view = store.view()
        assert [a.name if a else None for a in view.accounts(["x:2", "x:404", "x:1", "x:2"])] == [
            "two",
            None,
            "one",
            "two",
        ]
        assert [p.name if p else None for p in view.people(["x:2", "person:x:1", "x:404"])] == ["two", "one", None]
        assert [p is not None for p in view.posts(["post:x:404", "post:x:1"])] == [False, True]
        assert view.transactions(["x:404", "x:1"]) == [[], []]

    def test_moments_and_texts_come_back_exactly(self, store: GraphStore) -> None:
        moment = T0.replace(year=1911, microsecond=123_457)
        text = "a\r\nb\rc '); DROP TABLE posts; -- \U0001f469‍\U0001f469‍\U0001f467 عمر é {$x} " + "x" * 100_000
        keep(store, post("1", "x:1", text, at=moment))
        row = store.view().posts(["post:x:1"])[0]
        assert row is not None
        assert (row.text, row.at) == (text, moment)
        assert store.view().snapshot().posts.at.tolist() == [to_micros(moment)]

    def test_a_snapshot_refreshed_by_changes_equals_a_fresh_one(self, store: GraphStore, tmp_path: Path) -> None:
        view = store.view()
        keep(store, account("x:1", handle="ada"), post("1", "x:1", "a"), post("2", "x:2", "b", reply_to="1"))
        former = view.snapshot()
        assert view.snapshot(former) is former
        keep(store, post("3", "x:3", "c", quote_of="2"), post("1", "x:1", "edited"), Deletion(id="post:x:2", at=T0))
        refreshed = view.snapshot(former)
        fresh = self.make_again(store, tmp_path / "elsewhere").view().snapshot()
        assert refreshed.key == fresh.key != former.key
        assert refreshed.posts.ids.to_pylist() == fresh.posts.ids.to_pylist() == ["post:x:1", "post:x:3"]
        assert refreshed.posts.texts.to_pylist() == ["edited", "c"]
        assert refreshed.interactions.actor.tolist() == fresh.interactions.actor.tolist() == []

    def test_judging_changes_people_and_not_the_fingerprint(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"))
        before = store.view().snapshot()
        judgement = store.decisions("eve").judge("x:1", "y:1", same=True, reason="r")
        joined = store.view().snapshot(before)
        assert joined.fingerprint == before.fingerprint
        assert (before.people.ids.to_pylist(), joined.people.ids.to_pylist()) == (
            ["person:x:1", "person:y:1"],
            ["person:x:1"],
        )
        store.decisions("eve").withdraw(judgement.id)
        assert store.view().snapshot(joined).key == before.key

    def test_watches_are_kept(self, store: GraphStore) -> None:
        watch = Watch(
            id="watch:1", name="Kettle", kind=WatchKind.PRODUCT, terms=("kettle", "tea 'pot'"), accounts=("x:1",)
        )
        assert store.decisions("eve").save_watch(watch) == watch
        assert store.view().watches() == [watch]
        assert store.decisions("eve").delete_watch("watch:1") == "watch:1"
        assert store.view().watches() == []
        with pytest.raises(NotKnown):
            store.decisions("eve").delete_watch("watch:1")

    def test_arrivals_are_what_was_delivered_after_a_number_first_come_first(self, store: GraphStore) -> None:
        view = store.view()
        keep(store, account("x:1", handle="ada"), post("1", "x:1", "a"), post("2", "x:2", "b", reply_to="7"))
        former = view.seq()
        assert [*map(self._of(view), (0, former))] == [["1", "2"], []]
        keep(store, post("1", "x:1", "edited"), post("4", "x:@ada", "d", repost_of="1"), post("3", "x:3", "c"))
        later = view.arrivals(former)
        assert (later.seq, self._of(view)(former)) == (view.seq(), ["4", "3"])  # an edit is no arrival
        assert later.posts.posts.ids.to_pylist() == ["post:x:1", "post:x:3", "post:x:4"]  # what one refers to as well
        assert later.posts.accounts.ids.to_pylist() == ["x:1", "x:3"]  # a handle is the account that bears it
        keep(store, post("7", "x:5", "late"))  # was referred to, and is delivered now
        assert self._of(view)(later.seq) == ["7"]
        assert view.born(["post:x:4", "post:x:404"]) == [int(later.born[0]), None]

    def test_arrivals_come_in_parts_and_none_is_lost_between(self, store: GraphStore) -> None:
        keep(store, *(post(str(number), "x:1", "a") for number in (5, 3, 9, 1)))
        seen, after = [], 0
        for _ in range(3):
            part = store.view().arrivals(after, most=2)
            seen += [part.posts.posts.ids[int(row)].as_py() for row in part.rows]
            after = part.seq
        assert seen == ["post:x:5", "post:x:3", "post:x:9", "post:x:1"]
        assert after == store.view().seq()

    def test_a_post_that_is_hidden_or_unloaded_does_not_arrive(self, store: GraphStore) -> None:
        keep(store, post("1", "x:1", "a"), post("2", "x:2", "b"))
        keep(store, Deletion(id="x:1", at=T0, reason=Reason.SUSPENDED))
        assert self._of(store.view())(0) == ["2"]
        store.decisions("a").unload(store.view().loads()[-1].id)
        assert self._of(store.view())(0) == []

    def test_every_commit_changes_a_number_that_stands_still_otherwise(self, store: GraphStore, tmp_path: Path) -> None:
        other = self.make_again(store, tmp_path / "elsewhere")
        keep(store, post("1", "x:1", "a"))
        seen = [store.commits()]
        store.view().snapshot()
        assert store.commits() == seen[0]
        keep(store, post("2", "x:1", "b"))
        seen.append(store.commits())
        other.decisions("a").save_watch(Watch(id="watch:1", name="Tea", kind=WatchKind.BRAND, terms=("tea",)))
        seen.append(store.commits())
        store.decisions("a").add_us(["x:1"], Relation.BRAND)
        seen.append(store.commits())
        assert len(set(seen)) == len(seen)

    @staticmethod
    def _of(view: GraphView) -> Callable[[int], list[str]]:
        """Native ids of what arrived after a number."""

        def arrived(after: int) -> list[str]:
            arrivals = view.arrivals(after)
            return [arrivals.posts.posts.ids[int(row)].as_py().removeprefix("post:x:") for row in arrivals.rows]

        return arrived
