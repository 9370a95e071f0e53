"""Handles without ids: a provisional account is re-pointed when a source brings the native id with that handle."""

from collections.abc import Iterable
from typing import Any

from graph.ids import is_provisional
from graph.ledger.draft import Draft
from graph.table import Table


def repoint(draft: Draft, handle_keys: Iterable[str]) -> set[str]:
    """Point the provisional accounts of these handles to the real ones; returns the accounts whose pointing changed.

    When several accounts have borne a handle, the one that was last seen with it gets it.
    """
    keys = sorted(set(handle_keys))
    provisional = draft.get(Table.ACCOUNTS, [_provisional_id(key) for key in keys])
    if not provisional:
        return set()
    bearers: dict[str, list[dict[str, Any]]] = {}
    wanted = [key for key in keys if _provisional_id(key) in provisional]
    for row in draft.find(Table.ACCOUNTS, "handle_key", wanted):
        if not is_provisional(row["id"]) and row["known"]:
            bearers.setdefault(row["handle_key"], []).append(row)
    changed: set[str] = set()
    for key in wanted:
        row = provisional[_provisional_id(key)]
        target = _last_seen(bearers.get(key, []))
        if row["alias_of"] != target:
            row["alias_of"] = target
            draft.put(Table.ACCOUNTS, row)
            changed.add(row["id"])
    return changed


def _provisional_id(handle_key: str) -> str:
    network, _, folded = handle_key.partition(":")
    return f"{network}:@{folded}"


def _last_seen(bearers: list[dict[str, Any]]) -> str | None:
    if not bearers:
        return None
    newest = max(row["stated_at"] for row in bearers)
    return min(str(row["id"]) for row in bearers if row["stated_at"] == newest)
