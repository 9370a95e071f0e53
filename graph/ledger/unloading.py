"""Undoing a load."""

from dataclasses import dataclass

from graph.errors import NotKnown
from graph.ledger.loads import all_loads, stated_at
from graph.ledger.parts import members
from graph.ledger.restating import restate_all, rows_with
from graph.ledger.statements import StatementRow
from graph.rows.row_store import RowReader, RowStore, RowWriter
from graph.rows.table import RECORD_TABLES, Table


def unload(row_store: RowStore, key: bytes, load: str) -> int:
    """Undo a load: what it said goes unless a later load of its source said it too. Returns how many changed."""
    victims, heirs = row_store.read(lambda s: _said_in(s, load))

    def without(table: Table, identifier: str, statements: list[StatementRow]) -> list[StatementRow]:
        heir = heirs[table].get(identifier)
        rest = [s for s in statements if s.load != load]
        if heir is None or any(s.load == heir.load for s in rest):
            return rest
        inherited = [heir.inherit(s) for s in statements if s.load == load]
        return sorted([*rest, *inherited], key=lambda s: s.stated_at)

    changed = restate_all(row_store, key, victims, without)
    row_store.write(lambda s: _forget_load(s, load))
    return changed


@dataclass(frozen=True, slots=True)
class _Heir:
    """Another load of the same source that said the same: when one is undone, the statement is the other's."""

    load: str
    stated_at: int

    def inherit(self, statement: StatementRow) -> StatementRow:
        stated_at = statement.stated_at if statement.timed else self.stated_at
        return StatementRow(statement.source, self.load, stated_at, statement.timed, statement.content)


def _said_in(reader: RowReader, load: str) -> tuple[dict[Table, list[str]], dict[Table, dict[str, _Heir]]]:
    loads = all_loads(reader)
    undone = next((one for one in loads if one.id == load), None)
    if undone is None:
        raise NotKnown(f"there is no load {load!r}; `kith loads` lists them")
    others = [one for one in reversed(loads) if one.source == undone.source and one.id != load]
    candidates = [_Heir(one.id, stated_at(reader, reader.get(Table.LOADS, [one.id])[one.id])) for one in others]
    victims: dict[Table, list[str]] = {}
    heirs: dict[Table, dict[str, _Heir]] = {}
    for table in RECORD_TABLES:
        victims[table] = list(
            rows_with(reader, table, lambda _source, shown_load: shown_load == load, f'"load":"{load}"')
        )
        heirs[table] = {i: heir for heir in candidates for i in members(reader, heir.load, table)}
    return victims, heirs


def _forget_load(writer: RowWriter, load: str) -> None:
    for table in (Table.PARTS, Table.REJECTED):
        writer.delete(table, [r["id"] for r in writer.find(table, "load", [load], ["id"])])
    writer.delete(Table.LOADS, [load])
