"""Statements: what each source says of a record, which of them its row shows, and what returns when one is undone."""

from dataclasses import dataclass
from typing import Any, Final

import orjson

from graph.rows.row_store import Row
from graph.rows.rowhash import content_hash
from graph.rows.table import CONTENT, SHAPES, Table

KEPT_VERSIONS: Final = 8
"""How many superseded statements of one source a record keeps, for undoing loads."""


@dataclass(frozen=True, slots=True)
class StatementRow:
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


def statements_of(row: Row, table: Table) -> list[StatementRow]:
    """All statements on a record, oldest first for each source; the shown one is last."""
    hidden = [_from_json(item, table) for item in orjson.loads(row["said"])] if row["said"] else []
    if not row["known"]:
        return hidden
    content = {column: row[column] for column in CONTENT[table]}
    return [*hidden, StatementRow(row["source"], row["load"], row["stated_at"], bool(row["timed"]), content)]


def show(row: dict[str, Any], table: Table, statements: list[StatementRow]) -> bool:
    """Let a row show the newest of the current statements; returns whether its content changed.

    Without any statement the row becomes that of a record only referred to.
    """
    before = (row["hash_hi"], row["hash_lo"], row["known"])
    if not statements:
        _blank(row, table)
        return bool(before[2])
    current: dict[str, StatementRow] = {}
    for statement in statements:
        current[statement.source] = statement
    newest = max(current.values(), key=lambda s: s.order)
    row.update(newest.content)
    row.update(source=newest.source, load=newest.load, stated_at=newest.stated_at, timed=newest.timed, known=True)
    row["hash_hi"], row["hash_lo"] = content_hash(table, row["id"], row)
    others = _trimmed([s for s in statements if s is not newest])
    row["said"] = orjson.dumps([_as_json(s) for s in others]).decode() if others else None
    return (row["hash_hi"], row["hash_lo"], row["known"]) != before


def _blank(row: dict[str, Any], table: Table) -> None:
    row.update(_nothing(table))
    row.update(known=False, hash_hi=0, hash_lo=0, source=None, load=None, stated_at=None, timed=None, said=None)
    if table is Table.ACCOUNTS:
        row.update(kind="UNKNOWN", relation="UNKNOWN")


def _from_json(item: dict[str, Any], table: Table) -> StatementRow:
    """A statement as it was kept, in the columns of now: it says nothing about a column that is newer than itself."""
    content = {**_nothing(table), **item["content"]}
    return StatementRow(**{**item, "content": {column: content[column] for column in CONTENT[table]}})


def _nothing(table: Table) -> dict[str, Any]:
    """Content that states nothing."""
    types = SHAPES[table].columns
    return {column: [] if types[column] == "texts" else None for column in CONTENT[table]}


def _as_json(statement: StatementRow) -> dict[str, Any]:
    return {
        "source": statement.source,
        "load": statement.load,
        "stated_at": statement.stated_at,
        "timed": statement.timed,
        "content": statement.content,
    }


def _trimmed(statements: list[StatementRow]) -> list[StatementRow]:
    """Drop the oldest superseded statements of a source beyond those that are kept."""
    rest: list[StatementRow] = []
    seen: dict[str, int] = {}
    for statement in reversed(statements):
        seen[statement.source] = seen.get(statement.source, 0) + 1
        if seen[statement.source] <= KEPT_VERSIONS:
            rest.append(statement)
    return rest[::-1]


def add(row: dict[str, Any], table: Table, new: StatementRow, digest: tuple[int, int]) -> bool | None:
    """Add a statement to a row.

    Returns True when that changed what the row says, False when nothing changed, None when only the moment and the
    load of an unchanged statement are newer. Of two statements of one source and moment the later in one load wins;
    between loads the earlier stays, so that repeating a load changes nothing.
    """
    if row["said"] is None:
        if not row["known"]:
            _begin(row, new, digest)
            return True
        if row["source"] == new.source and _hash(row) == digest:
            return _confirm(row, new)
    statements = statements_of(row, table)
    latest = next((s for s in reversed(statements) if s.source == new.source), None)
    if latest is None:
        show(row, table, [*statements, new])
        return True
    same = latest.content == new.content
    if not (new.stated_at > latest.stated_at or (new.stated_at == latest.stated_at and new.load == latest.load)):
        return False
    if same and new.stated_at == latest.stated_at:
        return False
    if same or latest.load == new.load:
        statements = [s for s in statements if s is not latest]
    shows_other = show(row, table, [*statements, new])
    return True if shows_other or not same else None


def _begin(row: dict[str, Any], new: StatementRow, digest: tuple[int, int]) -> None:
    """Let the first statement on a record show."""
    row.update(new.content)
    row["known"], (row["hash_hi"], row["hash_lo"]) = True, digest
    row["source"], row["load"], row["stated_at"], row["timed"] = new.source, new.load, new.stated_at, new.timed


def _confirm(row: dict[str, Any], new: StatementRow) -> bool | None:
    """Confirm what the one source of a record says already: the common case of a repeated load."""
    if new.stated_at <= row["stated_at"]:
        return False
    row.update(load=new.load, stated_at=new.stated_at, timed=new.timed)
    return None


def _hash(row: Row) -> tuple[int, int]:
    return row["hash_hi"], row["hash_lo"]
