"""The contract of a store, acts: what follows from posts, and whom a handle stands for."""

import pytest

from graph.errors import Ambiguous
from graph.model.interaction import InteractionKind
from graph.port.store import GraphStore
from graph.testing.records import (
    DAY,
    T0,
    account,
    acts,
    follow,
    keep,
    like,
    partition,
    post,
)
from graph.testing.subject import StoreSubject


class ActsContract(StoreSubject):
    """What follows from posts, and whom a handle stands for."""

    def test_one_act_counts_once(self, store: GraphStore) -> None:
        keep(
            store,
            account("x:1", handle="ada"),
            post("1", "x:1", "hello"),
            post("2", "x:2", "@ada hi @bob", reply_to="1", mentions=("x:@ada", "x:@bob", "x:@bob")),
            post("3", "x:3", "RT @ada: hello", repost_of="1", mentions=("x:@ada",)),
            post("4", "x:1", "me again @ada", reply_to="1", mentions=("x:1",)),
            like("x:2", "post:x:1", target="x:1", kind=InteractionKind.REPLY, name="row"),
            like("x:2", "post:x:2", target="x:1", kind=InteractionKind.REPLY, name="own"),
        )
        assert acts(store, count=True) == {
            ("x:2", "REPLY", "x:1", 1),
            ("x:2", "MENTION", "x:@bob", 1),
            ("x:3", "REPOST", "x:1", 1),
        }

    def test_posts_never_delivered_are_unknown(self, store: GraphStore) -> None:
        keep(store, post("2", "x:2", "yes", reply_to="404"))
        assert self.peek(store).known_posts == {"post:x:2"}
        unknown = store.view().posts(["post:x:404"])[0]
        assert unknown is not None
        assert (unknown.known, unknown.author, unknown.text) == (False, None, None)

    def test_a_handle_finds_its_account_when_the_id_comes(self, store: GraphStore) -> None:
        keep(store, post("1", "x:2", "@ADA", mentions=("x:@ada",)))
        assert acts(store) == {("x:2", "MENTION", "x:@ada")}
        keep(store, account("x:1", handle="Ada"))
        assert acts(store) == {("x:2", "MENTION", "x:1")}
        by_handle, by_id = store.view().accounts(["x:@ada", "x:1"])
        assert by_handle is not None
        assert by_handle == by_id
        assert partition(store, "x:1", "x:@ada", "x:2") == {frozenset({"x:1", "x:@ada"}), frozenset({"x:2"})}

    def test_a_handle_that_moved_belongs_to_whom_it_was_last_seen_with(self, store: GraphStore) -> None:
        keep(store, follow("x:9", "x:@ada"), account("x:1", handle="ada", stated_at=T0))
        keep(store, account("x:2", handle="ada", stated_at=T0 + DAY), source="b")
        assert acts(store) == {("x:9", "FOLLOW", "x:2")}

    def test_people_are_found_by_any_name(self, store: GraphStore) -> None:
        keep(store, account("x:1", handle="Ada"), account("y:1", handle="bob"), account("x:2", handle="BOB"))
        view = store.view()
        person = view.resolve(["x:1"])[0]
        assert person is not None
        assert view.resolve(["@ADA", person, "x:404", "@nobody"]) == [person, person, None, None]
        with pytest.raises(Ambiguous) as caught:
            view.resolve(["@bob"])
        assert caught.value.candidates == ("x:2", "y:1")
        assert view.resolve(["@bob"], network="y") == view.resolve(["y:1"])
        assert view.resolve(["y:@Bob", "x:@bob"]) == view.resolve(["y:1", "x:2"])
        assert view.resolve(["y:@ada", "z:@ada", "x:@", "x:@ "]) == [None] * 4
