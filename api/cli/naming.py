"""Finding the person that a command speaks of, or names near to one that nobody has."""

from collections.abc import Iterator
from typing import Final

import numpy as np

from api.errors import NotFound
from graph.errors import Ambiguous
from graph.model.ids import fold
from graph.port.views import GraphView
from graph.snapshot.snapshot import Snapshot

_FURTHEST: Final = 0.4
"""So much of the longer of two names may be to change, add, leave out or swap with the next."""

_SHORTEST_PIECE: Final = 3
_MOST_CANDIDATES: Final = 10


def person_named(view: GraphView, name: str) -> str:
    """Find a person by person id, account id, `@handle` or name; returns the current person id.

    A handle comes before a name. Raises NotFound with names that are near when nobody is called so, and Ambiguous with
    the candidates.
    """
    identifier = view.resolve([name])[0]
    if identifier is not None:
        return identifier
    snapshot = view.snapshot()
    rows = [] if name.startswith("@") else people_called(snapshot, name)
    if len(rows) == 1:
        return str(snapshot.people.ids[rows[0]].as_py())
    if rows:
        raise _ambiguous(snapshot, name, rows)
    near = near_names(snapshot, name)
    hint = f"did you mean {' or '.join(near)}?" if near else "expected a person id, an account id, an @handle or a name"
    raise NotFound(f"nobody is known as {name!r}; {hint}")


def people_called(snapshot: Snapshot, name: str) -> list[int]:
    """Rows of the people with this name, in whatever case; blanks count once."""
    meant = _folded_name(name)
    names = snapshot.people.names.to_pylist()
    return [row for row, called in enumerate(names) if _folded_name(called) == meant] if meant else []


def near_names(snapshot: Snapshot, text: str, most: int = 3) -> list[str]:
    """Handles (as `@handle`) and names that are like a text, or hold it, each with the id of whose it is.

    The nearest come first, equals as the snapshot has them; behind them those that hold the text.
    """
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    meant = fold(text.rpartition(":")[2])
    if not meant:
        return []
    names: dict[str, str] = {}
    for key, line in _names_with_ids(snapshot):
        names.setdefault(key, line)
    # The distance, not the similarity: rounded, 1 - 2/5 is less than .6, and two edits in five signs would be lost.
    near = process.extract(meant, list(names), scorer=OSA.normalized_distance, limit=most, score_cutoff=_FURTHEST)
    keys = [key for key, _, _ in near]
    if len(meant) >= _SHORTEST_PIECE:
        keys += [key for key in names if meant in key and key not in keys]
    return [names[key] for key in keys[:most]]


def _names_with_ids(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    accounts, people = snapshot.accounts, snapshot.people
    for row, handle in enumerate(accounts.handles.to_pylist()):
        if handle:
            yield fold(handle), f"@{handle} ({accounts.ids[row].as_py()})"
    for row, name in enumerate(people.names.to_pylist()):
        yield fold(name), f"{name} ({people.ids[row].as_py()})"


def _folded_name(name: str) -> str:
    return " ".join(fold(name).split())


def _ambiguous(snapshot: Snapshot, name: str, rows: list[int]) -> Ambiguous:
    ids = tuple(str(snapshot.people.ids[row].as_py()) for row in rows)
    candidates = [
        f"{identifier} (on {', '.join(_networks(snapshot, row))})"
        for identifier, row in zip(ids, rows[:_MOST_CANDIDATES], strict=False)
    ]
    more = f" and {len(rows) - _MOST_CANDIDATES:,} more" if len(rows) > _MOST_CANDIDATES else ""
    return Ambiguous(
        f"{len(rows):,} people are called {name!r}: {'; '.join(candidates)}{more}; name one of them by its id", ids
    )


def _networks(snapshot: Snapshot, person: int) -> list[str]:
    rows = np.flatnonzero(snapshot.accounts.person == person)
    return sorted({str(snapshot.accounts.ids[int(row)].as_py()).partition(":")[0] for row in rows})
