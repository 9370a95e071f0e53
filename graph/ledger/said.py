"""Statements: what each source says of a record, which of them its row shows, and what returns when one is undone."""

from dataclasses import dataclass
from typing import Any, Final

import orjson

from graph.rowhash import content_hash
from graph.shelf import Row
from graph.table import CONTENT, Table

KEPT_VERSIONS: Final = 8
"""How many superseded statements of one source a record keeps, for undoing loads."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement: the source, the load that brought it, when it was so, whether the source said when, and what."""

    source: str
    load: str
    stated_at: int
    timed: bool
    content: dict[str, Any]

    @property
    def order(self) -> tuple[int, str]:
        """Among the current statements of all sources the one with the greatest order is shown."""
        return self.stated_at, self.source


def statements_of(row: Row, table: Table) -> list[Said]:
    """All statements on a record, oldest first for each source; the shown one is last."""
    hidden = [Said(**item) for item in orjson.loads(row["said"])] if row["said"] else []
    if not row["known"]:
        return hidden
    content = {column: row[column] for column in CONTENT[table]}
    return [*hidden, Said(row["source"], row["load"], row["stated_at"], bool(row["timed"]), content)]


def show(row: dict[str, Any], table: Table, statements: list[Said]) -> bool:
    """Let a row show the newest of the current statements; returns whether its content changed.

    Without any statement the row becomes that of a record only referred to.
    """
    before = (row["hash_hi"], row["hash_lo"], row["known"])
    if not statements:
        _blank(row, table)
        return bool(before[2])
    current: dict[str, Said] = {}
    for statement in statements:
        current[statement.source] = statement
    shown = max(current.values(), key=lambda s: s.order)
    row.update(shown.content)
    row.update(source=shown.source, load=shown.load, stated_at=shown.stated_at, timed=shown.timed, known=True)
    row["hash_hi"], row["hash_lo"] = content_hash(table, row)
    others = _trimmed([s for s in statements if s is not shown])
    row["said"] = orjson.dumps([_as_json(s) for s in others]).decode() if others else None
    return (row["hash_hi"], row["hash_lo"], row["known"]) != before


def _blank(row: dict[str, Any], table: Table) -> None:
    row.update(dict.fromkeys(CONTENT[table]))
    row.update(known=False, hash_hi=0, hash_lo=0, source=None, load=None, stated_at=None, timed=None, said=None)
    if table is Table.ACCOUNTS:
        row.update(kind="UNKNOWN", relation="UNKNOWN")
    elif table is Table.POSTS:
        row["mentions"] = []


def _as_json(statement: Said) -> dict[str, Any]:
    return {
        "source": statement.source,
        "load": statement.load,
        "stated_at": statement.stated_at,
        "timed": statement.timed,
        "content": statement.content,
    }


def _trimmed(statements: list[Said]) -> list[Said]:
    """Drop the oldest superseded statements of a source beyond those that are kept."""
    kept: list[Said] = []
    seen: dict[str, int] = {}
    for statement in reversed(statements):
        seen[statement.source] = seen.get(statement.source, 0) + 1
        if seen[statement.source] <= KEPT_VERSIONS:
            kept.append(statement)
    return kept[::-1]


def add(row: dict[str, Any], table: Table, new: Said, digest: tuple[int, int]) -> bool | None:
    """Add a statement to a row.

    Returns True when that changed anything, False when it says nothing new, None when only its moment is newer.
    Within one load a later statement replaces an earlier one of the same moment; between loads the earlier stays, so
    that repeating a load changes nothing.
    """
    if row["known"] and row["said"] is None and row["source"] == new.source:
        return _add_to_single(row, table, new, digest)
    statements = statements_of(row, table)
    latest = next((s for s in reversed(statements) if s.source == new.source), None)
    if latest is not None:
        if latest.content == new.content:
            return False
        if not _supersedes(new, latest.stated_at, latest.load):
            return False
        statements = [s for s in statements if not (s is latest and latest.load == new.load)]
    show(row, table, [*statements, new])
    return True


def _add_to_single(row: dict[str, Any], table: Table, new: Said, digest: tuple[int, int]) -> bool | None:
    """The common case: one source alone speaks of the record."""
    if (row["hash_hi"], row["hash_lo"]) == digest:
        if new.timed and new.stated_at > row["stated_at"]:
            row.update(stated_at=new.stated_at, timed=True)
            return None
        return False
    if not _supersedes(new, row["stated_at"], row["load"]):
        return False
    former = statements_of(row, table)
    show(row, table, [new] if row["load"] == new.load else [*former, new])
    return True


def _supersedes(new: Said, stated_at: int, load: str) -> bool:
    return new.stated_at > stated_at or (new.stated_at == stated_at and new.load == load)
