"""Erasing accounts for ever: tombstones first, then everything that is theirs."""

from collections.abc import Sequence
from typing import Any

from graph.errors import NotKnown
from graph.ledger.aliases import handles_of
from graph.ledger.letters import email_name, forget_letters, names_of
from graph.ledger.people import regroup
from graph.ledger.removal import Orphans, drop_orphans, remove_accounts
from graph.ledger.tombstones import Tombstones
from graph.ledger.traces import forget_in_parts, forget_in_statements, forget_in_watches
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.moment import from_micros
from graph.model.tombstone import Reason
from graph.port.batch import Erasure, PersonErasure
from graph.rows.row_store import RowWriter
from graph.rows.table import Table


class Erasing:
    """Accounts on their way out of a draft, with all that is theirs; `forget` ends it, before the draft is written."""

    def __init__(self, unit: UnitOfWork, tombstones: Tombstones, orphans: Orphans) -> None:
        self._unit = unit
        self._tombstones = tombstones
        self._orphans = orphans
        self._names: set[str] = set()
        self._accounts: set[str] = set()
        self.transactions = self.judgements = self.rejected = 0
        self.watches: list[str] = []

    def take(self, identifier: str, row: dict[str, Any] | None, reason: Reason, at: int) -> tuple[int, int]:
        """Erase an account, of which a store may have no row; returns how many posts and interactions went.

        The handles that stand for it go as well: else a mention would bring back a ghost.
        """
        rows = [] if row is None else [row]
        aliases = [alias for group in handles_of(self._unit, rows).values() for alias in group]
        accounts = [identifier, *aliases]
        emails = [name for name in (email_name(row["email"]) for row in rows) if name]
        posts = [post["id"] for post in self._unit.find(Table.POSTS, "author", accounts)]
        for name in (*accounts, *emails, *posts):
            self._tombstones.set(name, reason.value, at)
        self._names.update(name for row in rows for name in names_of(row))
        self._accounts.update(accounts)
        self.transactions += len(self._unit.find(Table.TRANSACTIONS, "account", accounts))
        gone = remove_accounts(self._unit, accounts, self._orphans)
        self.judgements += _forget_decisions(self._unit.row_store, accounts)
        return gone

    def forget(self) -> None:
        """Remove what else speaks of them; nothing when nobody was erased. All that goes has gone from the draft.

        Of whom no load ever spoke no statement can speak either, and no file holds anything that is to be cleared.
        """
        if not self._accounts:
            return
        unit, removed = self._unit, self._unit.removed()
        gone = self._accounts | removed
        self.rejected = forget_letters(unit.row_store, self._tombstones, self._names)
        self.watches = forget_in_watches(unit.row_store, self._accounts, self._names)
        is_named = forget_in_parts(unit.row_store, gone)
        if is_named:
            forget_in_statements(unit, gone)
        if removed or is_named or self.rejected or self.watches or self.judgements:
            unit.forget_removals()


def erase_accounts(writer: RowWriter, key: bytes, ids: Sequence[str], reason: Reason, now: int) -> list[Erasure]:
    """Erase accounts with all that is theirs, judgements and dead letters too; they cannot come back."""
    return _erase(writer, key, ids, reason, now)[0]


def erase_person(writer: RowWriter, key: bytes, person: str, now: int) -> PersonErasure:
    """Erase all accounts of a person, those that their source hides as well."""
    rows = writer.find(Table.ACCOUNTS, "person", [person])
    ids = [row["id"] for row in rows if row["alias_of"] is None] or [row["id"] for row in rows]
    erasures, erasing = _erase(writer, key, ids, Reason.ERASED, now)
    return PersonErasure(
        person=person,
        accounts=tuple(ids),
        posts=sum(erasure.posts for erasure in erasures),
        interactions=sum(erasure.interactions for erasure in erasures),
        transactions=erasing.transactions,
        judgements=erasing.judgements,
        rejected=erasing.rejected,
        watches=tuple(erasing.watches),
        at=from_micros(now),
    )


def _erase(
    writer: RowWriter, key: bytes, ids: Sequence[str], reason: Reason, now: int
) -> tuple[list[Erasure], Erasing]:
    unit, tombstones, orphans = UnitOfWork(writer), Tombstones(writer, key), Orphans()
    rows = unit.get(Table.ACCOUNTS, ids)
    missing = [i for i in ids if i not in rows]
    if missing:
        raise NotKnown(f"there is no account {missing[0]}; nothing was erased")
    erasing = Erasing(unit, tombstones, orphans)
    erasures: list[Erasure] = []
    for identifier in dict.fromkeys(ids):
        row = rows[identifier]
        linkage = [r["id"] for r in unit.find(Table.ACCOUNTS, "person", [row["person"]]) if r["id"] not in ids]
        posts, acts = erasing.take(identifier, row, reason, now)
        regroup(unit, linkage)
        erasures.append(Erasure(identifier, posts, acts, reason.value, from_micros(now)))
    drop_orphans(unit, orphans)
    erasing.forget()
    unit.write()
    tombstones.write(writer)
    return erasures, erasing


def _forget_decisions(writer: RowWriter, accounts: Sequence[str]) -> int:
    """Remove what people decided about accounts; returns how many judgements went."""
    judgements = {r["id"] for column in ("left", "right") for r in writer.find(Table.JUDGEMENTS, column, accounts)}
    writer.delete(Table.JUDGEMENTS, sorted(judgements))
    writer.delete(Table.TEAM, accounts)
    return len(judgements)
