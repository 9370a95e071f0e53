"""Finding the person that a command speaks of, or names near to one that nobody has."""

from typing import Final

from api.errors import NotFound
from graph.model.ids import fold
from graph.port.views import GraphView
from graph.snapshot.snapshot import Snapshot

_FURTHEST: Final = 0.4
"""So much of the longer of two names may be to change, add, leave out or swap with the next."""


def person_named(view: GraphView, name: str) -> str:
    """Find a person by person id, account id or `@handle`; returns the current person id.

    Raises NotFound with names that are near when nobody is called so, and Ambiguous with the candidates.
    """
    identifier = view.resolve([name])[0]
    if identifier is not None:
        return identifier
    near = near_names(view.snapshot(), name)
    hint = f"did you mean {' or '.join(near)}?" if near else "expected a person id, an account id or an @handle"
    raise NotFound(f"nobody is known as {name!r}; {hint}")


def near_names(snapshot: Snapshot, text: str, most: int = 3) -> list[str]:
    """Handles (as `@handle`) and names that are like a text, the nearest first; equals as the snapshot has them."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

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
