"""The contract of a store, persons: who is one person with whom, and what people are to us."""

import pytest

from graph.errors import Conflict, InvalidValue, NotKnown
from graph.model.account import Relation
from graph.port.store import GraphStore
from graph.testing.records import (
    account,
    keep,
    order,
    partition,
)
from graph.testing.subject import StoreSubject


class PersonsContract(StoreSubject):
    """Who is one person with whom, and what people are to us."""

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
        decisions, view = store.decisions("eve"), store.view()
        former = view.resolve(["x:1", "y:1", "y:2"])
        one = decisions.judge("x:1", "y:1", same=True, reason="met them")
        decisions.judge("y:1", "y:2", same=True, reason="same photo", confidence=0.8)
        assert view.resolve(["x:1", "y:1", "y:2", *(f for f in former if f)]) == [former[0]] * 6
        assert self.peek(store).persons["y:2"] == former[0]
        decisions.withdraw(one.id)
        assert view.resolve(["x:1", "y:1", "y:2"]) == [former[0], former[1], former[1]]
        judgements = view.judgements(["x:1"])[0]
        assert [(j.by, j.reason, j.withdrawn_at is None) for j in judgements] == [("eve", "met them", False)]

    def test_a_judgement_against_a_chain_is_a_conflict_that_names_it(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"), account("z:1"))
        decisions = store.decisions("eve")
        decisions.judge("x:1", "y:1", same=True, reason="r")
        decisions.judge("y:1", "z:1", same=True, reason="r")
        with pytest.raises(Conflict) as caught:
            decisions.judge("z:1", "x:1", same=False, reason="r")
        assert caught.value.chain == ("z:1", "y:1", "x:1")
        assert len(partition(store, "x:1", "y:1", "z:1")) == 1

    def test_joining_what_is_judged_different_is_a_conflict(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("y:1"), account("z:1"))
        decisions = store.decisions("eve")
        decisions.judge("x:1", "z:1", same=False, reason="r")
        decisions.judge("x:1", "y:1", same=True, reason="r")
        with pytest.raises(Conflict, match="x:1 = y:1 = z:1"):
            decisions.judge("y:1", "z:1", same=True, reason="r")
        with pytest.raises(Conflict):
            decisions.judge("x:1", "z:1", same=True, reason="r")

    def test_a_judgement_parts_what_an_email_joined(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="a@example.org"), account("y:1", email="a@example.org"))
        judgement = store.decisions("eve").judge("x:1", "y:1", same=False, reason="two siblings")
        assert len(partition(store, "x:1", "y:1")) == 2
        keep(store, account("z:1", email="a@example.org"))
        assert len(partition(store, "x:1", "y:1", "z:1")) == 3
        store.decisions("eve").withdraw(judgement.id)
        assert len(partition(store, "x:1", "y:1", "z:1")) == 1

    def test_judgements_on_what_is_not_there_are_refused(self, store: GraphStore) -> None:
        keep(store, account("x:1"), account("x:2"))
        decisions = store.decisions("eve")
        with pytest.raises(NotKnown, match="x:404"):
            decisions.judge("x:1", "x:404", same=True, reason="r")
        with pytest.raises(InvalidValue, match="twice"):
            decisions.judge("x:1", "x:1", same=True, reason="r")
        with pytest.raises(InvalidValue, match="reason"):
            decisions.judge("x:1", "x:2", same=True, reason=" ")
        with pytest.raises(NotKnown):
            decisions.withdraw("judgement:404")

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
        store.decisions("eve").add_us(["x:1"], Relation.BRAND)
        expected = [Relation.BRAND, Relation.CONTACT, Relation.CUSTOMER, Relation.PROSPECT]
        names = ["x:1", "crm:1", "crm:2", "crm:3"]
        assert [p.relation for p in store.view().people(names) if p] == expected
        people = store.view().snapshot().people
        by_id = dict(zip(people.ids.to_pylist(), people.relation, strict=True))
        assert [tuple(Relation)[by_id[f"person:{name}"]] for name in names] == expected
        assert store.view().team() == {"x:1": Relation.BRAND}
        store.decisions("eve").add_us(["x:1"], Relation.UNKNOWN)
        assert store.view().team() == {}

    def test_opting_out_is_a_flag_on_the_person(self, store: GraphStore) -> None:
        keep(store, account("x:1", email="a@example.org"), account("y:1", email="a@example.org"), account("z:1"))
        assert store.decisions("eve").opt_out("y:1").opted_out
        assert [p.opted_out for p in store.view().people(["x:1", "z:1"]) if p] == [True, False]
        assert sum(store.view().snapshot().people.opted_out) == 1
        assert not store.decisions("eve").opt_out("x:1", opted_out=False).opted_out
