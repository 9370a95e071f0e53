"""Handles without ids: a provisional account is re-pointed when a source brings the native id with that handle."""

from collections.abc import Iterable
from typing import Any

from graph.ledger.unit_of_work import UnitOfWork
from graph.model.ids import is_provisional
from graph.rows.table import Table


def repoint(unit: UnitOfWork, handle_keys: Iterable[str]) -> set[str]:
    """Point the provisional accounts of these handles to the real ones; returns the accounts whose pointing changed.

    When several accounts have borne a handle, the one that was last seen with it gets it.
    """
    keys = sorted(set(handle_keys))
    provisional = unit.get(Table.ACCOUNTS, [_provisional_id(key) for key in keys])
    if not provisional:
        return set()
    bearer_keys = [key for key in keys if _provisional_id(key) in provisional]
    accounts_by_key = bearers(unit, bearer_keys)
    changed: set[str] = set()
    for key in bearer_keys:
        row = provisional[_provisional_id(key)]
        target = accounts_by_key.get(key)
        if row["alias_of"] != target:
            row["alias_of"] = target
            unit.put(Table.ACCOUNTS, row)
            changed.add(row["id"])
    return changed


def bearers(unit: UnitOfWork, handle_keys: Iterable[str]) -> dict[str, str]:
    """Find the real account that bears each handle; handles that no account is known to bear are left out."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in unit.find(Table.ACCOUNTS, "handle_key", sorted(set(handle_keys))):
        if not is_provisional(row["id"]) and row["known"]:
            groups.setdefault(row["handle_key"], []).append(row)
    return {key: _last_seen(rows) for key, rows in groups.items()}


def handles_of(unit: UnitOfWork, rows: Iterable[dict[str, Any]]) -> dict[str, list[str]]:
    """Find the provisional ids that stand for each of these accounts, whether they have rows or not."""
    accounts = {row["id"]: row["handle_key"] for row in rows}
    accounts_by_key = bearers(unit, [key for key in accounts.values() if key])
    borne = {i: [_provisional_id(key)] for i, key in accounts.items() if key and accounts_by_key.get(key) == i}
    for row in unit.find(Table.ACCOUNTS, "alias_of", list(accounts)):
        group = borne.setdefault(row["alias_of"], [])
        if row["id"] not in group:
            group.append(row["id"])
    return borne


def _provisional_id(handle_key: str) -> str:
    network, _, folded = handle_key.partition(":")
    return f"{network}:@{folded}"


def _last_seen(rows: list[dict[str, Any]]) -> str:
    newest = max(row["stated_at"] for row in rows)
    return min(str(row["id"]) for row in rows if row["stated_at"] == newest)
