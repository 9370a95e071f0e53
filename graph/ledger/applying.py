"""Applying a batch: tombstones, statements, references, handles and people, in one draft."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.ledger.aliases import repoint
from graph.ledger.cleansing import cleanse
from graph.ledger.erasing import Erasing
from graph.ledger.people import regroup
from graph.ledger.removal import Orphans, drop_orphans, remove_accounts, remove_plain, remove_posts
from graph.ledger.statements import StatementRow, add
from graph.ledger.tombstones import RETURNED, Tombstones
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.ids import person_id
from graph.model.mailboxes import email_key
from graph.model.moment import to_micros
from graph.model.tombstone import Deletion, Reason
from graph.port.batch import Record, Written
from graph.rows.rowhash import content_hash
from graph.rows.rows import (
    Stated,
    account_references,
    blank_row,
    content_of,
    handle_key,
    post_references,
    table_of,
)
from graph.rows.table import RECORD_TABLES, Table


@dataclass(frozen=True, slots=True)
class Origin:
    """Whose records a batch brings: source, load, and the moment that counts for records without their own."""

    source: str
    load: str
    stated_at: int


@dataclass(slots=True)
class Applied:
    """What became of a batch, and which records it spoke of (for sweeps, undoing and counts)."""

    written: int = 0
    unchanged: int = 0
    suppressed: int = 0
    delivered: dict[Table, dict[str, None]] = field(default_factory=lambda: {t: {} for t in RECORD_TABLES})
    named_accounts: dict[str, None] = field(default_factory=dict)
    named_posts: dict[str, None] = field(default_factory=dict)

    def tally(self, records: int, rejected: int) -> Written:
        """The numbers of the load report."""
        return Written(records, self.written, self.unchanged, rejected, self.suppressed)


@dataclass(slots=True)
class _Statement:
    table: Table
    row: dict[str, Any]  # id and content
    stated_at: int
    timed: bool


class Application:
    """One batch on its way into a draft."""

    def __init__(self, unit: UnitOfWork, tombstones: Tombstones, origin: Origin) -> None:
        self._unit = unit
        self._tombstones = tombstones
        self._origin = origin
        self._applied = Applied()
        self._touched: dict[str, None] = {}
        self._handle_keys: dict[str, None] = {}
        self._orphans = Orphans()
        self._erasing = Erasing(unit, tombstones, self._orphans)

    def apply(self, records: Sequence[Record]) -> Applied:
        """Apply records: deletions first, whatever their place, since moments decide and not the order of arrival."""
        statements = [self._statement(r) for r in records if not isinstance(r, Deletion)]
        deletions = [r for r in records if isinstance(r, Deletion)]
        self._look_up_tombstones(statements, deletions)
        self._delete(deletions)
        accepted = [s for s in statements if self._passes(s)]
        self._ensure_rows(accepted)
        for statement in accepted:
            self._state(statement)
        self.settle()
        self._erasing.forget()
        return self._applied

    def settle(self) -> None:
        """Bring handles, people and unknown records in line with what changed."""
        self._touched.update(dict.fromkeys(repoint(self._unit, self._handle_keys)))
        if self._touched:
            regroup(self._unit, self._touched)
        if self._orphans.accounts or self._orphans.posts:
            drop_orphans(self._unit, self._orphans)

    def _statement(self, record: Stated) -> _Statement:
        row = content_of(record)
        row["id"] = record.id
        timed = record.stated_at is not None
        stated_at = to_micros(record.stated_at) if record.stated_at is not None else self._origin.stated_at
        return _Statement(table_of(record), row, stated_at, timed)

    def _look_up_tombstones(self, statements: list[_Statement], deletions: list[Deletion]) -> None:
        ids = dict.fromkeys(d.id for d in deletions)
        for s in statements if self._tombstones.any else ():
            ids[s.row["id"]] = None
            ids.update(dict.fromkeys(account_references(s.table, s.row)))
            ids.update(dict.fromkeys(post_references(s.table, s.row)))
        self._tombstones.look_up(ids)

    # -- deletions ----------------------------------------------------------------------------------------------

    def _delete(self, deletions: list[Deletion]) -> None:
        latest: dict[str, Deletion] = {}
        for deletion in deletions:
            former = latest.get(deletion.id)
            if former is None or (_is_final(deletion), deletion.at) >= (_is_final(former), former.at):
                latest[deletion.id] = deletion
        changed = sum(self._delete_one(d) for d in latest.values())
        self._applied.written += changed
        self._applied.unchanged += len(deletions) - changed

    def _delete_one(self, deletion: Deletion) -> bool:
        at, tombstone = to_micros(deletion.at), self._tombstones.of(deletion.id)
        if tombstone is not None and (_for_ever(tombstone) or (tombstone["at"] >= at and not _is_final(deletion))):
            return False
        table = _table_of_id(deletion.id)
        row = self._unit.get(table, [deletion.id]).get(deletion.id)
        if deletion.returned:
            return self._bring_back(deletion.id, row, at)
        if table is Table.ACCOUNTS and deletion.reason.hides:
            self._tombstones.set(deletion.id, deletion.reason.value, at)
            self._hide(row, deletion.reason.value, at)
            return True
        is_newer = row is not None and row["known"] and row["timed"] and row["stated_at"] > at
        if is_newer and not _is_final(deletion):
            return False
        if table is Table.ACCOUNTS and deletion.reason.for_ever:
            if row is not None:
                self._let_go(row)
            self._erasing.take(deletion.id, row, deletion.reason, at)
            return True
        self._tombstones.set(deletion.id, deletion.reason.value, at)
        if row is not None:
            self._remove(table, row)
        return True

    def _bring_back(self, identifier: str, row: dict[str, Any] | None, at: int) -> bool:
        had = self._tombstones.of(identifier) is not None
        self._tombstones.set(identifier, RETURNED, at)
        if row is not None and row["hidden"] is not None:
            self._hide(row, None, at)
        return had

    def _hide(self, row: dict[str, Any] | None, reason: str | None, at: int) -> None:
        if row is not None:
            row.update(hidden=reason, hidden_at=at)
            self._unit.put(Table.ACCOUNTS, row)

    def _remove(self, table: Table, row: dict[str, Any]) -> None:
        if table is Table.POSTS:
            remove_posts(self._unit, [row["id"]], self._orphans)
        elif table is Table.ACCOUNTS:
            self._let_go(row)
            remove_accounts(self._unit, [row["id"]], self._orphans)
        else:
            remove_plain(self._unit, table, row, self._orphans)

    def _let_go(self, row: dict[str, Any]) -> None:
        """Those who were one person with an account that goes are looked at again."""
        for linkage in self._unit.find(Table.ACCOUNTS, "person", [row["person"]]):
            if linkage["id"] != row["id"]:
                self._touched[linkage["id"]] = None
        if row["handle_key"]:
            self._handle_keys[row["handle_key"]] = None

    # -- statements ---------------------------------------------------------------------------------------------

    def _passes(self, s: _Statement) -> bool:
        """Check the tombstones: of the record itself, of what it hangs on, and of what it refers to."""
        tombstones, row = self._tombstones, s.row
        tombstone = tombstones.of(row["id"])
        if tombstone is not None and tombstones.gone(row["id"]):
            if Reason(tombstone["reason"]).for_ever or not (s.timed and s.stated_at > tombstone["at"]):
                return self._suppress()
            tombstones.lift(row["id"])
        return cleanse(tombstones.gone, s.table, row) or self._suppress()

    def _suppress(self) -> bool:
        self._applied.suppressed += 1
        return False

    def _ensure_rows(self, statements: list[_Statement]) -> None:
        """Read the rows of all records and references at once; what is new gets a blank one, in order of mention."""
        accounts: dict[str, None] = {}
        posts: dict[str, None] = {}
        delivered: dict[Table, list[str]] = {table: [] for table in RECORD_TABLES}
        for s in statements:
            identifier = s.row["id"]
            delivered[s.table].append(identifier)
            if s.table is Table.ACCOUNTS:
                accounts[identifier] = None
            elif s.table is Table.POSTS:
                posts[identifier] = None
            accounts.update(dict.fromkeys(account_references(s.table, s.row)))
            referred = post_references(s.table, s.row)
            posts.update(dict.fromkeys(referred))
            self._applied.named_posts.update(dict.fromkeys(referred))
        self._applied.named_accounts.update(accounts)
        for table, ids in delivered.items():
            self._unit.get(table, ids)
        for row in self._unit.ensure(Table.ACCOUNTS, accounts):
            self._begin(row)
        self._unit.ensure(Table.POSTS, posts)

    def _begin(self, row: dict[str, Any]) -> None:
        """A new account: its handle may belong to one that is known, and its source may hide it."""
        if row["handle_key"]:
            self._handle_keys[row["handle_key"]] = None
        tombstone = self._tombstones.hidden(row["id"])
        if tombstone is not None:
            row.update(hidden=tombstone["reason"], hidden_at=tombstone["at"])

    def _state(self, s: _Statement) -> None:
        identifier = s.row.pop("id")
        self._applied.delivered[s.table][identifier] = None
        row = self._unit.there(s.table, identifier)
        if row is None:
            row = blank_row(s.table, identifier)
        new = StatementRow(self._origin.source, self._origin.load, s.stated_at, s.timed, s.row)
        digest = content_hash(s.table, identifier, s.row)
        if row["known"] and (row["hash_hi"], row["hash_lo"]) != digest:
            self._note_orphans(s, row)
        changed = add(row, s.table, new, digest)
        if changed is None:
            self._unit.put(s.table, row, numbered=False)
            if s.table is Table.ACCOUNTS and row["handle_key"]:
                self._handle_keys[row["handle_key"]] = None  # who was last seen with the handle has it
        elif changed:
            self._unit.put(s.table, row)
            if s.table is Table.ACCOUNTS:
                self._reidentify(row)
        self._applied.written += bool(changed)
        self._applied.unchanged += not changed

    def _note_orphans(self, s: _Statement, row: dict[str, Any]) -> None:
        """What the former row refers to and the new one does not may have been known by that reference alone."""
        former = {*account_references(s.table, row)} - {*account_references(s.table, s.row)}
        self._orphans.accounts.update(former)
        self._orphans.posts.update({*post_references(s.table, row)} - {*post_references(s.table, s.row)})

    def _reidentify(self, row: dict[str, Any]) -> None:
        """Keep the keys by which an account is looked up in line with what it shows now."""
        keys = (handle_key(row["id"], row["handle"]), email_key(row["email"]))
        if keys[1] != row["email_key"]:
            self._touched[row["id"]] = None
        self._handle_keys.update({key: None for key in (keys[0], row["handle_key"]) if key})
        row["handle_key"], row["email_key"] = keys
        if row["person"] is None:
            row["person"] = person_id(row["id"])


def _is_final(deletion: Deletion) -> bool:
    """Whether it holds whatever was heard of the record since: somebody asked for it."""
    return deletion.reason.for_ever and not deletion.returned


def _for_ever(tombstone: dict[str, Any]) -> bool:
    return tombstone["reason"] != RETURNED and Reason(tombstone["reason"]).for_ever


def _table_of_id(identifier: str) -> Table:
    kind = identifier.partition(":")[0]
    return {"post": Table.POSTS, "interaction": Table.INTERACTIONS, "transaction": Table.TRANSACTIONS}.get(
        kind, Table.ACCOUNTS
    )
