"""Names near to one that nobody has: what a person may have meant."""

import difflib
from typing import Final

from graph.model.ids import fold
from graph.snapshot.snapshot import Snapshot

_MOST_COMPARED: Final = 20_000
"""Comparing is slow: so many handles and names are looked at, those that begin alike first."""


def near_names(snapshot: Snapshot, text: str, most: int = 3) -> list[str]:
    """Handles (as `@handle`) and names that are like a text, the nearest first.

    Looks at those that share the first letter; in a large world at some of them only.
    """
    wanted = fold(text.rpartition(":")[2])
    if not wanted:
        return []
    shown: dict[str, str] = {}
    for handle in snapshot.accounts.handles.to_pylist():
        if handle:
            shown.setdefault(fold(handle), f"@{handle}")
    for name in snapshot.people.names.to_pylist():
        shown.setdefault(fold(name), name)
    likely = [key for key in shown if key[:1] == wanted[:1] and abs(len(key) - len(wanted)) <= len(wanted)]
    likely.sort(key=lambda key: (key[:3] != wanted[:3], abs(len(key) - len(wanted)), key))
    return [shown[key] for key in difflib.get_close_matches(wanted, likely[:_MOST_COMPARED], n=most, cutoff=0.6)]
