"""Names near to one that nobody has: what a person may have meant."""

from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from graph.model.ids import fold
from graph.snapshot.snapshot import Snapshot

_FURTHEST: Final = 0.4
"""So much of the longer of two names may be to change, add, leave out or swap with the next."""


def near_names(snapshot: Snapshot, text: str, most: int = 3) -> list[str]:
    """Handles (as `@handle`) and names that are like a text, the nearest first; equals as the snapshot has them."""
    meant = fold(text.rpartition(":")[2])
    if not meant:
        return []
    names: dict[str, str] = {}
    for handle in snapshot.accounts.handles.to_pylist():
        if handle:
            names.setdefault(fold(handle), f"@{handle}")
    for name in snapshot.people.names.to_pylist():
        names.setdefault(fold(name), name)
    # The distance, not the similarity: rounded, 1 - 2/5 is less than .6, and two edits in five signs would be lost.
    near = process.extract(meant, list(names), scorer=OSA.normalized_distance, limit=most, score_cutoff=_FURTHEST)
    return [names[key] for key, _, _ in near]
