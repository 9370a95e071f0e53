"""The contract of a store, as a test class: a subject supplies `make_store` and `peek`, and nothing else."""

from abc import ABC, abstractmethod
from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from graph.account import Account, Relation
from graph.batch import Batch, Cursor, Record, Rejected
from graph.errors import Ambiguous, Conflict, NotKnown, Refused, Unacceptable
from graph.interaction import InteractionKind
from graph.moment import to_micros
from graph.port import GraphStore
from graph.testing.records import (
    DAY,
    T0,
    account,
    acts,
    follow,
    keep,
    like,
    order,
    partition,
    post,
)
from graph.tombstone import Deletion, Reason
from graph.watch import Watch, WatchKind


@dataclass(frozen=True, slots=True)
class Peek:
    """What lies in a store, seen without the store: the truth that reading and writing are both held against.

    `accounts` and `posts` are ids of rows, known or not; `known_posts` those that were delivered; `interactions` are
    ids; `persons` gives each account's person; `texts` the text of each known post; `tombstones` counts.
    """

    accounts: Set[str]
    posts: Set[str]
    known_posts: Set[str]
    interactions: Set[str]
    transactions: Set[str]
    persons: dict[str, str]
    texts: dict[str, str | None]
    tombstones: int


class StoreContract(ABC):
    """Every clause a store must keep; one test a clause."""

    @abstractmethod
    def make_store(self, folder: Path) -> GraphStore:
        """Make an empty store that keeps its files under a folder; with another folder it is another store."""

    @abstractmethod
    def peek(self, store: GraphStore) -> Peek:
        """Look into the store without going through it."""

    @abstractmethod
    def make_again(self, store: GraphStore, state: Path) -> GraphStore:
        """Open the same store once more, with an empty state folder."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> GraphStore:
        """Give each test an empty store."""
        return self.make_store(tmp_path)

    # -- writing ----------------------------------------------------------------------------------------------------

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
        with pytest.raises(Unacceptable):
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
        kept = store.view().rejected()
        assert [(letter.at, letter.reason, letter.raw) for _, _, letter in kept] == [
            ("f:1", "no id", "raw"),
            ("f:7", "bad time", ""),
        ]
        assert [letter.at for _, _, letter in store.view().rejected(after=kept[0][0])] == ["f:7"]

    def test_counts_are_of_the_load(self, store: GraphStore) -> None:
        keep(store, post("0", "x:9", "before"))
        with store.writer("s") as writer:
            writer.write(Batch([post("1", "x:1", "a"), post("2", "x:2", "@x", reply_to="1", mentions=("x:1", "x:3"))]))
            writer.write(Batch([post("3", "x:2", "lost", reply_to="404"), follow("x:1", "x:2"), order("1", "crm:7")]))
        counts = store.view().loads()[0].counts
        assert (counts.accounts, counts.posts, counts.unknown_posts) == (4, 3, 1)
        assert (counts.interactions, counts.transactions) == (3, 1)  # a reply, a mention of x:3, a follow

    # -- what follows from posts ------------------------------------------------------------------------------------

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

    # -- handles ----------------------------------------------------------------------------------------------------

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

    # -- people -----------------------------------------------------------------------------------------------------

    def test_an_exact_email_joins_by_itself(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="Ada@Example.org"), account("crm:7", email="ada@example.org "))
        assert partition(store, "x:1", "crm:7") == {frozenset({"x:1", "crm:7"})}
        (judgement,) = store.view().judgements(["x:1"])[0]
        assert (judgement.same, judgement.confidence, "e-mail" in judgement.reason) == (True, 1.0, True)

    def test_shared_mailboxes_and_crowded_ones_join_nobody(self, store: GraphStore) -> None:
        crowd = [account(f"x:{i}", email="one@example.org") for i in range(6)]
        keep(store, *crowd[:5])
        assert len(partition(store, *(a.id for a in crowd[:5]))) == 1
        keep(store, crowd[5])
        assert len(partition(store, *(a.id for a in crowd))) == 6
        keep(store, account("y:1", email="info@example.org"), account("y:2", email="info@example.org"))
        assert len(partition(store, "y:1", "y:2")) == 2

    def test_a_judgement_joins_and_its_undoing_restores_the_former_people(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"), account("y:2"))
        desk, view = store.desk("eve"), store.view()
        former = view.resolve(["x:1", "y:1", "y:2"])
        one = desk.judge("x:1", "y:1", same=True, reason="met them")
        desk.judge("y:1", "y:2", same=True, reason="same photo", confidence=0.8)
        assert view.resolve(["x:1", "y:1", "y:2", *(f for f in former if f)]) == [former[0]] * 6
        assert self.peek(store).persons["y:2"] == former[0]
        desk.withdraw(one.id)
        assert view.resolve(["x:1", "y:1", "y:2"]) == [former[0], former[1], former[1]]
        kept = view.judgements(["x:1"])[0]
        assert [(j.by, j.reason, j.withdrawn_at is None) for j in kept] == [("eve", "met them", False)]

    def test_a_judgement_against_a_chain_is_a_conflict_that_names_it(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"), account("z:1"))
        desk = store.desk("eve")
        desk.judge("x:1", "y:1", same=True, reason="r")
        desk.judge("y:1", "z:1", same=True, reason="r")
        with pytest.raises(Conflict) as caught:
            desk.judge("z:1", "x:1", same=False, reason="r")
        assert caught.value.chain == ("z:1", "y:1", "x:1")
        assert len(partition(store, "x:1", "y:1", "z:1")) == 1

    def test_joining_what_is_judged_different_is_a_conflict(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"), account("z:1"))
        desk = store.desk("eve")
        desk.judge("x:1", "z:1", same=False, reason="r")
        desk.judge("x:1", "y:1", same=True, reason="r")
        with pytest.raises(Conflict, match="x:1 = y:1 = z:1"):
            desk.judge("y:1", "z:1", same=True, reason="r")
        with pytest.raises(Conflict):
            desk.judge("x:1", "z:1", same=True, reason="r")

    def test_a_judgement_parts_what_an_email_joined(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="a@example.org"), account("y:1", email="a@example.org"))
        judgement = store.desk("eve").judge("x:1", "y:1", same=False, reason="two siblings")
        assert len(partition(store, "x:1", "y:1")) == 2
        keep(store, account("z:1", email="a@example.org"))
        assert len(partition(store, "x:1", "y:1", "z:1")) == 3
        store.desk("eve").withdraw(judgement.id)
        assert len(partition(store, "x:1", "y:1", "z:1")) == 1

    def test_judgements_on_what_is_not_there_are_refused(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("x:2"))
        desk = store.desk("eve")
        with pytest.raises(NotKnown, match="x:404"):
            desk.judge("x:1", "x:404", same=True, reason="r")
        with pytest.raises(Unacceptable, match="twice"):
            desk.judge("x:1", "x:1", same=True, reason="r")
        with pytest.raises(Unacceptable, match="reason"):
            desk.judge("x:1", "x:2", same=True, reason=" ")
        with pytest.raises(NotKnown):
            desk.withdraw("judgement:404")

    def test_relation_comes_from_team_crm_and_transactions(self, store: GraphStore) -> None:
        keep(
            store,
            account("x:1"),
            account("crm:1", relation=Relation.CONTACT),
            account("crm:2"),
            account("crm:3"),
            order("1", "crm:2"),
            order("2", "crm:3", status="OPEN"),
        )
        store.desk("eve").add_us(["x:1"], Relation.BRAND)
        expected = [Relation.BRAND, Relation.CONTACT, Relation.CUSTOMER, Relation.PROSPECT]
        names = ["x:1", "crm:1", "crm:2", "crm:3"]
        assert [p.relation for p in store.view().people(names) if p] == expected
        people = store.view().snapshot().people
        by_id = dict(zip(people.ids.to_pylist(), people.relation, strict=True))
        assert [tuple(Relation)[by_id[f"person:{name}"]] for name in names] == expected
        assert store.view().team() == {"x:1": Relation.BRAND}
        store.desk("eve").add_us(["x:1"], Relation.UNKNOWN)
        assert store.view().team() == {}

    def test_opting_out_is_a_flag_on_the_person(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="a@example.org"), account("y:1", email="a@example.org"), account("z:1"))
        assert store.desk("eve").opt_out("y:1").opted_out
        assert [p.opted_out for p in store.view().people(["x:1", "z:1"]) if p] == [True, False]
        assert sum(store.view().snapshot().people.opted_out) == 1
        assert not store.desk("eve").opt_out("x:1", opted_out=False).opted_out

    # -- statements -------------------------------------------------------------------------------------------------

    def test_the_newest_statement_shows_and_all_are_kept(self, store: GraphStore) -> None:
        keep(store, account("x:1", name="new", stated_at=T0 + DAY), source="a")
        keep(store, account("x:1", name="old", stated_at=T0), source="b")
        shown = store.view().accounts(["x:1"])[0]
        assert shown is not None
        assert shown.name == "new"
        said = store.view().statements(["x:1"])[0]
        assert [(s.source, s.record.name) for s in said if isinstance(s.record, Account)] == [
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
        assert store.desk("eve").unload(newest) == 3
        assert self.peek(store) == before
        assert store.view().snapshot().fingerprint == fingerprint
        with pytest.raises(NotKnown):
            store.desk("eve").unload(newest)

    def test_what_a_later_load_said_too_survives_an_unload(self, store: GraphStore) -> None:
        keep(store, post("1", "x:1", "both"), post("2", "x:1", "only the first"))
        first = store.view().loads()[0].id
        keep(store, post("1", "x:1", "both"))
        store.desk("eve").unload(first)
        assert self.peek(store).texts == {"post:x:1": "both"}

    def test_unloading_everything_leaves_an_empty_store(self, store: GraphStore) -> None:
        empty = store.view().snapshot().fingerprint
        keep(
            store,
            post("1", "x:1", "a @b", mentions=("x:@b",), reply_to="0"),
            like("x:3", "post:x:7"),
            order("1", "x:5"),
        )
        store.desk("eve").unload(store.view().loads()[0].id)
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

    # -- deletion ---------------------------------------------------------------------------------------------------

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

    def test_only_a_newer_event_lifts_a_tombstone(self, store: GraphStore) -> None:
        keep(store, Deletion(id="post:x:1", at=T0))
        assert keep(store, post("1", "x:1", "an export without times")).suppressed == 1
        assert keep(store, post("1", "x:1", "older", stated_at=T0 - DAY)).suppressed == 1
        assert keep(store, post("1", "x:1", "again", stated_at=T0 + DAY)).written == 1
        assert keep(store, Deletion(id="post:x:1", at=T0)).unchanged == 1
        assert self.peek(store).texts == {"post:x:1": "again"}

    def test_an_account_that_is_deactivated_is_hidden_until_it_returns(self, store: GraphStore) -> None:
        keep(store, account("x:1", handle="ada"), post("1", "x:1", "a"), post("2", "x:2", "b", reply_to="1"))
        shown = store.view().snapshot().fingerprint
        keep(store, Deletion(id="x:1", at=T0, reason=Reason.DEACTIVATED))
        view = store.view()
        assert (view.accounts(["x:1"]), view.posts(["post:x:1"]), view.resolve(["@ada"])) == ([None], [None], [None])
        assert acts(store) == set()
        keep(store, Deletion(id="x:1", at=T0 + DAY, returned=True))
        assert acts(store) == {("x:2", "REPLY", "x:1")}
        assert view.snapshot().fingerprint == shown
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

    # -- reading ----------------------------------------------------------------------------------------------------

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
        found = store.view().posts(["post:x:1"])[0]
        assert found is not None
        assert (found.text, found.at) == (text, moment)
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
        judgement = store.desk("eve").judge("x:1", "y:1", same=True, reason="r")
        joined = store.view().snapshot(before)
        assert joined.fingerprint == before.fingerprint
        assert (before.people.ids.to_pylist(), joined.people.ids.to_pylist()) == (
            ["person:x:1", "person:y:1"],
            ["person:x:1"],
        )
        store.desk("eve").withdraw(judgement.id)
        assert store.view().snapshot(joined).key == before.key

    def test_watches_are_kept(self, store: GraphStore) -> None:
        watch = Watch(
            id="watch:1", name="Kettle", kind=WatchKind.PRODUCT, terms=("kettle", "tea 'pot'"), accounts=("x:1",)
        )
        assert store.desk("eve").save_watch(watch) == watch
        assert store.view().watches() == [watch]
        assert store.desk("eve").delete_watch("watch:1") == "watch:1"
        assert store.view().watches() == []
        with pytest.raises(NotKnown):
            store.desk("eve").delete_watch("watch:1")
