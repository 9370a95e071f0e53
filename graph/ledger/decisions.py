"""The pen of decisions: what people decide, on any row store."""

import math
import uuid
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from typing_extensions import override

from graph.errors import Conflict, InvalidValue, NotKnown
from graph.ledger.erasing import erase_accounts, erase_person
from graph.ledger.finding import find_accounts
from graph.ledger.people import Kin, kin_of, regroup
from graph.ledger.unit_of_work import UnitOfWork
from graph.ledger.unloading import unload
from graph.ledger.views.view import LedgerView
from graph.model.account import Relation
from graph.model.judgement import Judgement
from graph.model.person import Person
from graph.model.tombstone import Reason
from graph.model.watch import Watch
from graph.port.batch import Erasure, PersonErasure
from graph.port.decisions import GraphDecisions
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.rows import to_judgement, watch_content
from graph.rows.table import Table


class LedgerDecisions(GraphDecisions):
    """Decisions in somebody's name, kept on a row store; see `GraphDecisions`."""

    def __init__(self, row_store: RowStore, key: bytes, actor: str, now: Callable[[], int]) -> None:
        self._row_store = row_store
        self._key = key
        self._actor = actor
        self._now = now

    @override
    def judge(self, left: str, right: str, *, same: bool, reason: str, confidence: float = 1.0) -> Judgement:
        if not reason.strip():
            raise InvalidValue("expected a reason for the judgement, got an empty text")
        if not (math.isfinite(confidence) and 0.0 <= confidence <= 1.0):
            raise InvalidValue(f"expected a confidence from 0 to 1, got {confidence}")
        return self._row_store.write(lambda writer: self._judge(writer, left, right, same, reason.strip(), confidence))

    def _judge(self, writer: RowWriter, left: str, right: str, same: bool, reason: str, confidence: float) -> Judgement:
        ends = [_known(writer, name)["id"] for name in (left, right)]
        if ends[0] == ends[1]:
            raise InvalidValue(f"expected two accounts, got {ends[0]} twice")
        unit = UnitOfWork(writer)
        linkage = kin_of(unit, ends)
        standing = _standing(writer, ends[0], ends[1])
        if standing is not None:
            if bool(standing["same"]) == same:
                return to_judgement(standing)
            raise Conflict(
                f"{standing['id']} says the opposite of {ends[0]} and {ends[1]}; withdraw it first", (ends[0], ends[1])
            )
        _check(linkage, ends[0], ends[1], same)
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
        writer.put(Table.JUDGEMENTS, [row])
        regroup(unit, linkage.accounts)
        unit.write()
        return to_judgement(row)

    @override
    def withdraw(self, judgement: str) -> Judgement:
        return self._row_store.write(lambda writer: self._withdraw(writer, judgement))

    def _withdraw(self, writer: RowWriter, judgement: str) -> Judgement:
        row = writer.get(Table.JUDGEMENTS, [judgement]).get(judgement)
        if row is None:
            raise NotKnown(f"there is no judgement {judgement!r}; `kith person` shows a person's judgements")
        if row["withdrawn_at"] is None:
            unit = UnitOfWork(writer)
            linkage = kin_of(unit, [row["left"], row["right"]])
            row["withdrawn_at"] = self._now()
            writer.put(Table.JUDGEMENTS, [row])
            regroup(unit, linkage.accounts)
            unit.write()
        return to_judgement(row)

    @override
    def add_us(self, accounts: Sequence[str], relation: Relation) -> list[str]:
        if relation not in {Relation.BRAND, Relation.COLLEAGUE, Relation.UNKNOWN}:
            raise InvalidValue(f"expected BRAND, COLLEAGUE or UNKNOWN, got {relation}")
        return self._row_store.write(lambda writer: self._add_us(writer, accounts, relation))

    def _add_us(self, writer: RowWriter, accounts: Sequence[str], relation: Relation) -> list[str]:
        rows = [_known(writer, name) for name in accounts]
        ids = [str(row["id"]) for row in rows]
        if relation is Relation.UNKNOWN:
            writer.delete(Table.TEAM, ids)
        else:
            at = self._now()
            writer.put(Table.TEAM, [{"id": i, "relation": relation.value, "by": self._actor, "at": at} for i in ids])
        unit = UnitOfWork(writer)
        for row in unit.get(Table.ACCOUNTS, ids).values():
            unit.put(Table.ACCOUNTS, row)  # takes a new number, so that snapshots see the change
        unit.write()
        return ids

    @override
    def opt_out(self, person: str, *, opted_out: bool = True) -> Person:
        identifier = self._row_store.write(lambda writer: self._opt_out(writer, person, opted_out))
        record = LedgerView(self._row_store).people([identifier])[0]
        if record is None:
            raise NotKnown(f"there is no person {person!r}")
        return record

    def _opt_out(self, writer: RowWriter, person: str, opted_out: bool) -> str:
        row = _known(writer, person)
        unit = UnitOfWork(writer)
        for member in unit.find(Table.ACCOUNTS, "person", [row["person"]]):
            if bool(member["opted_out"]) != opted_out:
                member["opted_out"] = opted_out
                unit.put(Table.ACCOUNTS, member)
        unit.write()
        return str(row["person"])

    @override
    def save_watch(self, watch: Watch) -> Watch:
        row = {"id": watch.id, **watch_content(watch)}
        self._row_store.write(lambda writer: writer.put(Table.WATCHES, [row]))
        return watch

    @override
    def delete_watch(self, watch: str) -> str:
        self._row_store.write(lambda writer: _delete_watch(writer, watch))
        return watch

    @override
    def erase(self, account: str) -> Erasure:
        return self._row_store.write(lambda writer: self._erase(writer, account))

    def _erase(self, writer: RowWriter, account: str) -> Erasure:
        return erase_accounts(
            writer, self._key, [_known(writer, account, hidden=True)["id"]], Reason.ERASED, self._now()
        )[0]

    @override
    def erase_person(self, person: str) -> PersonErasure:
        return self._row_store.write(lambda writer: self._erase_person(writer, person))

    @override
    def person_erasure(self, person: str) -> PersonErasure:
        def show(writer: RowWriter) -> NoReturn:
            raise _Preview(self._erase_person(writer, person))

        try:
            self._row_store.write(show)
        except _Preview as preview:  # with it all was rolled back
            return preview.erasure

    def _erase_person(self, writer: RowWriter, name: str) -> PersonErasure:
        row = _known(writer, name, hidden=True)
        return erase_person(writer, self._key, row["person"], self._now())

    @override
    def unload(self, load: str) -> int:
        return unload(self._row_store, self._key, load)


def _delete_watch(writer: RowWriter, watch: str) -> None:
    if not writer.get(Table.WATCHES, [watch], ["id"]):
        raise NotKnown(f"there is no watch {watch!r}")
    writer.delete(Table.WATCHES, [watch])


class _Preview(Exception):
    """Ends a transaction in which somebody was erased, so that nothing of it is kept."""

    def __init__(self, erasure: PersonErasure) -> None:
        super().__init__("a preview")
        self.erasure = erasure


def _known(reader: RowReader, name: str, *, hidden: bool = False) -> dict[str, Any]:
    """Row of the account that a name stands for; with `hidden` also one that its source hides, by its id."""
    row = find_accounts(reader, [name])[0]
    if row is None and hidden:
        identifier = name.removeprefix("person:")
        row = reader.get(Table.ACCOUNTS, [identifier]).get(identifier)
    if row is None:
        raise NotKnown(f"there is no account {name!r}; expected an id like x:44196397 or a handle like @name")
    return row


def _standing(reader: RowReader, left: str, right: str) -> dict[str, Any] | None:
    for column, other in (("left", "right"), ("right", "left")):
        for row in reader.find(Table.JUDGEMENTS, column, [left]):
            if row[other] == right and row["withdrawn_at"] is None:
                return row
    return None


def _check(linkage: Kin, left: str, right: str, same: bool) -> None:
    """Refuse a judgement that contradicts a chain of others, and name the chain."""
    if same:
        linkage.same.append((left, right))
    else:
        linkage.different.append((left, right))
    classes = linkage.classes()
    for one, other in linkage.different:
        if classes.together(one, other):
            chain = classes.chain(one, other)
            raise Conflict(
                f"{one} and {other} are judged different, but this makes them one: {' = '.join(chain)}"
                if same
                else f"{one} and {other} are one person by {' = '.join(chain)}; withdraw a judgement on that way",
                chain,
            )
    (linkage.same if same else linkage.different).pop()
