"""Restating: rows whose statements change because some are taken back."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from graph.ledger.aliases import repoint
from graph.ledger.cleansing import cleanse
from graph.ledger.people import regroup
from graph.ledger.removal import Orphans, drop_orphans, retract
from graph.ledger.statements import StatementRow, show, statements_of
from graph.ledger.tombstones import Tombstones
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.mailboxes import email_key
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.rows import account_references, handle_key, post_references
from graph.rows.table import RECORD_TABLES, Table

_CHUNK = 5_000

Restate = Callable[[Table, str, list[StatementRow]], list[StatementRow]]
"""Given a record's statements, the ones that stand."""


def rows_with(
    reader: RowReader, table: Table, fits: Callable[[str | None, str | None], bool], hidden: str
) -> Iterator[str]:
    """Ids of rows whose shown statement fits, or whose other statements hold the given piece of JSON."""
    columns = ["id", "known", "source", "load", "said"]
    for block in reader.scan(table, columns):
        for identifier, known, source, load, others in zip(*(block[c] for c in columns), strict=True):
            if (known and fits(source, load)) or (others and hidden in others):
                yield identifier


def restate_all(row_store: RowStore, key: bytes, victims: dict[Table, list[str]], standing: Restate) -> int:
    """Restate these rows, a few thousand a transaction; when killed, it can be repeated. Returns how many changed."""
    changed = 0
    for table in reversed(RECORD_TABLES):  # what refers goes before what is referred to
        ids = sorted(victims[table])
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            changed += row_store.write(lambda s, t=table, p=part: _restate(s, key, t, p, standing))  # type: ignore[misc]
    return changed


def _restate(writer: RowWriter, key: bytes, table: Table, ids: Sequence[str], standing: Restate) -> int:
    unit, orphans, tombstones = UnitOfWork(writer), Orphans(), Tombstones(writer, key)
    handles: set[str] = set()
    touched: set[str] = set()
    changed = 0
    for identifier, row in unit.get(table, ids).items():
        before = statements_of(row, table)
        after = standing(table, identifier, before)
        if after == before:
            continue
        after = _cleansed(tombstones, table, after)
        changed += 1
        if table is Table.ACCOUNTS:
            handles.update(key for key in (row["handle_key"],) if key)
            touched.add(identifier)
        if after:
            orphans.of(table, row)
            content_changed = show(row, table, after)
            unit.put(table, row, numbered=content_changed)
            handles.update(_refer(unit, table, row))
        else:
            retract(unit, table, row, orphans)
        if table is Table.ACCOUNTS:
            handles.update(_rekey(row))
    _settle(unit, touched, handles, orphans)
    return changed


def _cleansed(tombstones: Tombstones, table: Table, statements: list[StatementRow]) -> list[StatementRow]:
    """Leave out what became void since it was said: nothing that is gone comes back with an older statement."""
    contents = [{"id": "", **s.content} for s in statements]
    tombstones.look_up(r for c in contents for r in (*account_references(table, c), *post_references(table, c)))
    return [s for s in statements if cleanse(tombstones.gone, table, s.content)]


def _refer(unit: UnitOfWork, table: Table, row: dict[str, Any]) -> list[str]:
    """Make sure that what a row now refers to is there; returns the handles by which that may be known."""
    accounts = account_references(table, row)
    unit.ensure(Table.ACCOUNTS, accounts)
    unit.ensure(Table.POSTS, post_references(table, row))
    return [r["handle_key"] for r in unit.get(Table.ACCOUNTS, accounts).values() if r["handle_key"]]


def _rekey(row: dict[str, Any]) -> list[str]:
    row["handle_key"] = handle_key(row["id"], row["handle"])
    row["email_key"] = email_key(row["email"])
    return [row["handle_key"]] if row["handle_key"] else []


def _settle(unit: UnitOfWork, touched: set[str], handles: set[str], orphans: Orphans) -> None:
    touched |= repoint(unit, handles)
    regroup(unit, sorted(touched))
    drop_orphans(unit, orphans)
    _regroup_survivors(unit, touched)
    unit.write()


def _regroup_survivors(unit: UnitOfWork, touched: set[str]) -> None:
    """People who lost the account that they began with begin with the next one."""
    persons = sorted({f"person:{i}" for i in touched if not unit.get(Table.ACCOUNTS, [i])})
    regroup(unit, [row["id"] for row in unit.find(Table.ACCOUNTS, "person", persons)])
