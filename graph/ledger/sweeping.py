"""Taking statements back: sweeping what a source no longer has, and undoing a load."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.errors import NotKnown, Refused
from graph.ledger.aliases import repoint
from graph.ledger.draft import Draft
from graph.ledger.loads import all_loads, stated_at
from graph.ledger.parts import members
from graph.ledger.people import email_key, regroup
from graph.ledger.removal import Loose, drop_loose, retract
from graph.ledger.said import Said, show, statements_of
from graph.rows import handle_key
from graph.shelf import ReadShelf, Shelf, WriteShelf
from graph.table import RECORD_TABLES, Table

MOST_SWEPT = 0.2
"""A sweep of more than this share of a source's records needs a clear yes."""

_CHUNK = 5_000

Restate = Callable[[Table, str, list[Said]], list[Said]]
"""Given a record's statements, the ones that stand."""


def sweep_source(shelf: Shelf, source: str, load: str, *, yes: bool) -> int:
    """Take back what a source said before and did not say in this load; returns how many records."""
    victims, total = shelf.read(lambda s: _unsaid(s, source, load))
    count = sum(map(len, victims.values()))
    if count > MOST_SWEPT * total and not yes:
        raise Refused(
            f"{count} of the {total} records of {source!r} are not in this load;"
            " a sweep of more than a fifth needs --yes"
        )
    without = {table: set(ids) for table, ids in victims.items()}
    return _restate_all(
        shelf,
        victims,
        lambda table, identifier, said: [s for s in said if s.source != source or identifier not in without[table]],
    )


def _unsaid(shelf: ReadShelf, source: str, load: str) -> tuple[dict[Table, list[str]], int]:
    victims: dict[Table, list[str]] = {}
    total = 0
    for table in RECORD_TABLES:
        spoken = list(_rows_with(shelf, table, lambda s, _load: s == source, f'"source":"{source}"'))
        delivered = set(members(shelf, load, table))
        victims[table] = [i for i in spoken if i not in delivered]
        total += len(spoken)
    return victims, total


def unload(shelf: Shelf, load: str) -> int:
    """Undo a load: what it said goes unless a later load of its source said it too. Returns how many changed."""
    victims, heirs = shelf.read(lambda s: _said_in(s, load))

    def without(table: Table, identifier: str, said: list[Said]) -> list[Said]:
        heir = heirs[table].get(identifier)
        kept = [s for s in said if s.load != load]
        if heir is None or any(s.load == heir.load for s in kept):
            return kept
        inherited = [heir.inherit(s) for s in said if s.load == load]
        return sorted([*kept, *inherited], key=lambda s: s.stated_at)

    changed = _restate_all(shelf, victims, without)
    shelf.write(lambda s: _forget_load(s, load))
    return changed


@dataclass(frozen=True, slots=True)
class _Heir:
    """Another load of the same source that said the same: when one is undone, the statement is the other's."""

    load: str
    stated_at: int

    def inherit(self, statement: Said) -> Said:
        stated_at = statement.stated_at if statement.timed else self.stated_at
        return Said(statement.source, self.load, stated_at, statement.timed, statement.content)


def _said_in(shelf: ReadShelf, load: str) -> tuple[dict[Table, list[str]], dict[Table, dict[str, _Heir]]]:
    loads = all_loads(shelf)
    undone = next((one for one in loads if one.id == load), None)
    if undone is None:
        raise NotKnown(f"there is no load {load!r}; `kith loads` lists them")
    others = [one for one in reversed(loads) if one.source == undone.source and one.id != load]
    candidates = [_Heir(one.id, stated_at(shelf, shelf.get(Table.LOADS, [one.id])[one.id])) for one in others]
    victims: dict[Table, list[str]] = {}
    heirs: dict[Table, dict[str, _Heir]] = {}
    for table in RECORD_TABLES:
        victims[table] = list(
            _rows_with(shelf, table, lambda _source, shown_load: shown_load == load, f'"load":"{load}"')
        )
        heirs[table] = {i: heir for heir in candidates for i in members(shelf, heir.load, table)}
    return victims, heirs


def _forget_load(shelf: WriteShelf, load: str) -> None:
    for table in (Table.PARTS, Table.REJECTED):
        shelf.delete(table, [r["id"] for r in shelf.find(table, "load", [load], ["id"])])
    shelf.delete(Table.LOADS, [load])


def _rows_with(
    shelf: ReadShelf, table: Table, shown: Callable[[str | None, str | None], bool], hidden: str
) -> Iterator[str]:
    """Ids of rows whose shown statement fits, or whose other statements hold the given piece of JSON."""
    columns = ["id", "known", "source", "load", "said"]
    for block in shelf.scan(table, columns):
        for identifier, known, source, load, said in zip(*(block[c] for c in columns), strict=True):
            if (known and shown(source, load)) or (said and hidden in said):
                yield identifier


def _restate_all(shelf: Shelf, victims: dict[Table, list[str]], standing: Restate) -> int:
    changed = 0
    for table in reversed(RECORD_TABLES):  # what refers goes before what is referred to
        ids = sorted(victims[table])
        for start in range(0, len(ids), _CHUNK):
            part = ids[start : start + _CHUNK]
            changed += shelf.write(lambda s, t=table, p=part: _restate(s, t, p, standing))  # type: ignore[misc]
    return changed


def _restate(shelf: WriteShelf, table: Table, ids: Sequence[str], standing: Restate) -> int:
    draft, loose = Draft(shelf), Loose()
    handles: set[str] = set()
    touched: set[str] = set()
    changed = 0
    for identifier, row in draft.get(table, ids).items():
        said = statements_of(row, table)
        kept = standing(table, identifier, said)
        if kept == said:
            continue
        changed += 1
        if table is Table.ACCOUNTS:
            handles.update(key for key in (row["handle_key"],) if key)
            touched.add(identifier)
        if kept:
            loose.of(table, row)
            content_changed = show(row, table, kept)
            draft.put(table, row, numbered=content_changed)
        else:
            retract(draft, table, row, loose)
        if table is Table.ACCOUNTS:
            handles.update(_rekey(row))
    _settle(draft, touched, handles, loose)
    return changed


def _rekey(row: dict[str, Any]) -> list[str]:
    row["handle_key"] = handle_key(row["id"], row["handle"])
    row["email_key"] = email_key(row["email"])
    return [row["handle_key"]] if row["handle_key"] else []


def _settle(draft: Draft, touched: set[str], handles: set[str], loose: Loose) -> None:
    touched |= repoint(draft, handles)
    regroup(draft, sorted(touched))
    drop_loose(draft, loose)
    _regroup_survivors(draft, touched)
    draft.write()


def _regroup_survivors(draft: Draft, touched: set[str]) -> None:
    """People who lost the account that they began with begin with the next one."""
    persons = sorted({f"person:{i}" for i in touched if not draft.get(Table.ACCOUNTS, [i])})
    regroup(draft, [row["id"] for row in draft.find(Table.ACCOUNTS, "person", persons)])
