"""The desk: what people decide, on any shelf."""

import math
import uuid
from collections.abc import Callable, Sequence
from typing import Any

from typing_extensions import override

from graph.errors import Conflict, NotKnown, Unacceptable
from graph.ledger.erasing import erase_accounts
from graph.ledger.finding import find_accounts
from graph.ledger.people import Kin, kin_of, regroup
from graph.ledger.unit_of_work import Draft
from graph.ledger.unloading import unload
from graph.ledger.view import LedgerView
from graph.model.account import Relation
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.tombstone import Reason
from graph.model.watch import Watch
from graph.port.batch import Erasure
from graph.port.store import GraphDesk
from graph.rows.row_store import ReadShelf, Shelf, WriteShelf
from graph.rows.rows import to_judgement
from graph.rows.table import Table


class LedgerDesk(GraphDesk):
    """Decisions in somebody's name, kept on a shelf; see `GraphDesk`."""

    def __init__(self, shelf: Shelf, key: bytes, actor: str, now: Callable[[], int]) -> None:
        self._shelf = shelf
        self._key = key
        self._actor = actor
        self._now = now

    @override
    def judge(self, left: str, right: str, *, same: bool, reason: str, confidence: float = 1.0) -> Judgement:
        if not reason.strip():
            raise Unacceptable("expected a reason for the judgement, got an empty text")
        if not (math.isfinite(confidence) and 0.0 <= confidence <= 1.0):
            raise Unacceptable(f"expected a confidence from 0 to 1, got {confidence}")
        return self._shelf.write(lambda shelf: self._judge(shelf, left, right, same, reason.strip(), confidence))

    def _judge(self, shelf: WriteShelf, left: str, right: str, same: bool, reason: str, confidence: float) -> Judgement:
        ends = [_known(shelf, name)["id"] for name in (left, right)]
        if ends[0] == ends[1]:
            raise Unacceptable(f"expected two accounts, got {ends[0]} twice")
        draft = Draft(shelf)
        kin = kin_of(draft, ends)
        standing = _standing(shelf, ends[0], ends[1])
        if standing is not None:
            if bool(standing["same"]) == same:
                return to_judgement(standing)
            raise Conflict(
                f"{standing['id']} says the opposite of {ends[0]} and {ends[1]}; withdraw it first", (ends[0], ends[1])
            )
        _check(kin, ends[0], ends[1], same)
        row = {
            "id": f"judgement:{uuid.uuid4().hex[:12]}",
            "left": ends[0],
            "right": ends[1],
            "same": same,
            "confidence": float(confidence),
            "reason": reason,
            "by": self._actor,
            "at": self._now(),
            "withdrawn_at": None,
        }
        shelf.put(Table.JUDGEMENTS, [row])
        regroup(draft, kin.accounts)
        draft.write()
        return to_judgement(row)

    @override
    def withdraw(self, judgement: str) -> Judgement:
        return self._shelf.write(lambda shelf: self._withdraw(shelf, judgement))

    def _withdraw(self, shelf: WriteShelf, judgement: str) -> Judgement:
        row = shelf.get(Table.JUDGEMENTS, [judgement]).get(judgement)
        if row is None:
            raise NotKnown(f"there is no judgement {judgement!r}; `kith person` shows a person's judgements")
        if row["withdrawn_at"] is None:
            draft = Draft(shelf)
            kin = kin_of(draft, [row["left"], row["right"]])
            row["withdrawn_at"] = self._now()
            shelf.put(Table.JUDGEMENTS, [row])
            regroup(draft, kin.accounts)
            draft.write()
        return to_judgement(row)

    @override
    def add_us(self, accounts: Sequence[str], relation: Relation) -> list[str]:
        if relation not in {Relation.BRAND, Relation.COLLEAGUE, Relation.UNKNOWN}:
            raise Unacceptable(f"expected BRAND, COLLEAGUE or UNKNOWN, got {relation}")
        return self._shelf.write(lambda shelf: self._add_us(shelf, accounts, relation))

    def _add_us(self, shelf: WriteShelf, accounts: Sequence[str], relation: Relation) -> list[str]:
        rows = [_known(shelf, name) for name in accounts]
        ids = [str(row["id"]) for row in rows]
        if relation is Relation.UNKNOWN:
            shelf.delete(Table.TEAM, ids)
        else:
            at = self._now()
            shelf.put(Table.TEAM, [{"id": i, "relation": relation.value, "by": self._actor, "at": at} for i in ids])
        draft = Draft(shelf)
        for row in draft.get(Table.ACCOUNTS, ids).values():
            draft.put(Table.ACCOUNTS, row)  # takes a new number, so that snapshots see the change
        draft.write()
        return ids

    @override
    def opt_out(self, person: str, *, opted_out: bool = True) -> Person:
        identifier = self._shelf.write(lambda shelf: self._opt_out(shelf, person, opted_out))
        found = LedgerView(self._shelf).people([identifier])[0]
        if found is None:
            raise NotKnown(f"there is no person {person!r}")
        return found

    def _opt_out(self, shelf: WriteShelf, person: str, opted_out: bool) -> str:
        row = _known(shelf, person)
        draft = Draft(shelf)
        for member in draft.find(Table.ACCOUNTS, "person", [row["person"]]):
            if bool(member["opted_out"]) != opted_out:
                member["opted_out"] = opted_out
                draft.put(Table.ACCOUNTS, member)
        draft.write()
        return str(row["person"])

    @override
    def save_watch(self, watch: Watch) -> Watch:
        row: dict[str, Any] = {"id": watch.id, "name": watch.name, "kind": watch.kind.value}
        for name in ("terms", "hashtags", "excludes", "languages", "accounts"):
            row[name] = list(getattr(watch, name))
        self._shelf.write(lambda shelf: shelf.put(Table.WATCHES, [row]))
        return watch

    @override
    def delete_watch(self, watch: str) -> str:
        self._shelf.write(lambda shelf: _delete_watch(shelf, watch))
        return watch

    @override
    def erase(self, account: str) -> Erasure:
        return self._shelf.write(lambda shelf: self._erase(shelf, account))

    def _erase(self, shelf: WriteShelf, account: str) -> Erasure:
        return erase_accounts(shelf, self._key, [_known(shelf, account)["id"]], Reason.ERASED, self._now())[0]

    @override
    def unload(self, load: str) -> int:
        return unload(self._shelf, self._key, load)


def _delete_watch(shelf: WriteShelf, watch: str) -> None:
    if not shelf.get(Table.WATCHES, [watch], ["id"]):
        raise NotKnown(f"there is no watch {watch!r}")
    shelf.delete(Table.WATCHES, [watch])


def _known(shelf: ReadShelf, name: str) -> dict[str, Any]:
    row = find_accounts(shelf, [name])[0]
    if row is None:
        raise NotKnown(f"there is no account {name!r}; expected an id like x:44196397 or a handle like @name")
    return row


def _standing(shelf: ReadShelf, left: str, right: str) -> dict[str, Any] | None:
    for column, other in (("left", "right"), ("right", "left")):
        for row in shelf.find(Table.JUDGEMENTS, column, [left]):
            if row[other] == right and row["withdrawn_at"] is None:
                return row
    return None


def _check(kin: Kin, left: str, right: str, same: bool) -> None:
    """Refuse a judgement that contradicts a chain of others, and name the chain."""
    if same:
        kin.same.append((left, right))
    else:
        kin.different.append((left, right))
    classes = kin.classes()
    for one, other in kin.different:
        if classes.together(one, other):
            chain = classes.chain(one, other)
            raise Conflict(
                f"{one} and {other} are judged different, but this makes them one: {' = '.join(chain)}"
                if same
                else f"{one} and {other} are one person by {' = '.join(chain)}; withdraw a judgement on that way",
                chain,
            )
    (kin.same if same else kin.different).pop()
