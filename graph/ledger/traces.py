"""Traces: where erased records are still named once they are gone themselves."""

import re
from collections.abc import Iterator, Set
from typing import Any, Final

from graph.ledger.cleansing import cleanse
from graph.ledger.parts import pack, unpack
from graph.ledger.statements import show, statements_of
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.ids import fold
from graph.model.watch import WatchKind
from graph.rows.row_store import RowReader, RowWriter
from graph.rows.table import RECORD_TABLES, Table
from graph.rows.whole_tables import all_rows

_PARTS_AT_ONCE: Final = 100
_TEXTS: Final = re.compile('"([^"]+)"')


def forget_in_statements(unit: UnitOfWork, gone: Set[str]) -> None:
    """Take ids out of the statements that rows do not show; those that they show are mended when a record goes."""
    for table in RECORD_TABLES:
        ids = list(_rows_naming(unit.row_store, table, gone))
        for row in unit.get(table, ids).values():
            *hidden, showing = statements_of(row, table)
            standing = [s for s in hidden if cleanse(gone.__contains__, table, s.content)]
            show(row, table, [*standing, showing])
            unit.put(table, row, numbered=False)


def _rows_naming(reader: RowReader, table: Table, gone: Set[str]) -> Iterator[str]:
    for block in reader.scan(table, ["id", "known", "said"]):
        for identifier, known, others in zip(block["id"], block["known"], block["said"], strict=True):
            if others and known and not gone.isdisjoint(_TEXTS.findall(others)):
                yield identifier


def forget_in_parts(writer: RowWriter, gone: Set[str]) -> bool:
    """Take ids out of what loads remember to have spoken of; returns whether any had."""
    after, is_named = "", False
    while ids := writer.ids(Table.PARTS, after, _PARTS_AT_ONCE):
        rows = []
        for row in writer.get(Table.PARTS, ids).values():
            members = unpack(bytes(row["members"]))
            if not gone.isdisjoint(members):
                rows.append({**row, "members": pack([member for member in members if member not in gone])})
        writer.put(Table.PARTS, rows)
        after, is_named = ids[-1], is_named or bool(rows)
    return is_named


def forget_in_watches(writer: RowWriter, accounts: Set[str], names: Set[str]) -> list[str]:
    """Take accounts out of watches, and terms that are their names; returns the names of the watches that changed.

    A watch with nothing left to listen for goes, and so does one for a person that is called after somebody who is
    gone. What a brand or a product is called stays, though somebody who is gone bore the same name.
    """
    called = {fold(name) for name in names}
    changed: list[str] = []
    for row in list(all_rows(writer, Table.WATCHES)):
        by_name = called if row["kind"] == WatchKind.PERSON else frozenset()
        left = _without(row, accounts, by_name)
        if left == row:
            continue
        changed.append(str(row["name"]))
        if fold(row["name"]) in by_name or not (left["accounts"] or left["terms"] or left["hashtags"]):
            writer.delete(Table.WATCHES, [row["id"]])
        else:
            writer.put(Table.WATCHES, [left])
    return changed


def _without(row: dict[str, Any], accounts: Set[str], called: Set[str]) -> dict[str, Any]:
    left = {**row, "accounts": [account for account in row["accounts"] if account not in accounts]}
    for column in ("terms", "hashtags", "excludes"):
        left[column] = [term for term in row[column] if fold(term.strip('"')) not in called]
    if fold(row["name"]) in called:
        left["name"] = ""
    return left
