"""A draft: the rows that one transaction has read and changed, written at its end in one go."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from graph.model.ids import person_id
from graph.rows.change_log import forget_changes, log_removals, note_erasure
from graph.rows.row_store import RowWriter
from graph.rows.rows import blank_row
from graph.rows.table import RECORD_TABLES, Table

_WRITE_ORDER = (Table.ACCOUNTS, Table.POSTS, Table.INTERACTIONS, Table.TRANSACTIONS)
_BORN = (Table.ACCOUNTS, Table.POSTS)
_CHUNK = 10_000


class UnitOfWork:
    """Rows of the record tables as this transaction sees them: what it changed, else what the row store holds.

    Changed rows take their numbers of the change sequence when the draft is written, in the order of the first change.
    """

    def __init__(self, writer: RowWriter) -> None:
        self.row_store = writer
        self._rows: dict[Table, dict[str, dict[str, Any] | None]] = {table: {} for table in RECORD_TABLES}
        self._changed: dict[Table, dict[str, bool]] = {table: {} for table in RECORD_TABLES}
        self._removed: dict[Table, set[str]] = {table: set() for table in RECORD_TABLES}
        self._forgets = False

    def get(self, table: Table, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """Rows by id; they may be changed and then put."""
        known = self._rows[table]
        keys = list(dict.fromkeys(ids))
        missing = [i for i in keys if i not in known]
        if missing:
            rows = self.row_store.get(table, missing)
            for identifier in missing:
                known[identifier] = rows.get(identifier)
        return {i: row for i in keys if (row := known[i]) is not None}

    def there(self, table: Table, identifier: str) -> dict[str, Any] | None:
        """Give the row of an id that was read or ensured before; None when there is none."""
        return self._rows[table].get(identifier)

    def find(self, table: Table, column: str, values: Sequence[str]) -> list[dict[str, Any]]:
        """Rows in which an indexed column has, or (`mentions`) holds, one of the values; ordered by id."""
        if not values:
            return []
        known, keys = self._rows[table], set(values)
        rows: dict[str, dict[str, Any]] = {}
        for row in self.row_store.find(table, column, list(values)):
            identifier = row["id"]
            if identifier in self._removed[table]:
                continue
            current = known.setdefault(identifier, row)
            if current is not None and _holds(current, column, keys):
                rows[identifier] = current
        for identifier in self._changed[table]:
            current = known[identifier]
            if current is not None and _holds(current, column, keys):
                rows[identifier] = current
        return [rows[key] for key in sorted(rows)]

    def put(self, table: Table, row: dict[str, Any], *, numbered: bool = True) -> None:
        """Mark a row as changed; one that is not `numbered` keeps its place in the change sequence."""
        identifier = row["id"]
        self._rows[table][identifier] = row
        self._removed[table].discard(identifier)
        changed = self._changed[table]
        changed[identifier] = numbered or changed.get(identifier, False)

    def remove(self, table: Table, identifier: str) -> None:
        """Take a row out."""
        self._rows[table][identifier] = None
        self._changed[table].pop(identifier, None)
        self._removed[table].add(identifier)

    def removed(self) -> set[str]:
        """Ids of all rows taken out so far."""
        return set().union(*self._removed.values())

    def forget_removals(self) -> None:
        """Have nothing left of what is removed, nor of what was before: whoever goes on from a snapshot reads anew."""
        self._forgets = True

    def ensure(self, table: Table, ids: Iterable[str]) -> list[dict[str, Any]]:
        """Make sure that referred records have rows; returns the blank ones that had to be made."""
        known = self._rows[table]
        keys = list(dict.fromkeys(ids))
        there = self.row_store.get(table, [i for i in keys if i not in known], ["id"])
        made = [blank_row(table, i) for i in keys if i not in there and known.get(i) is None]
        for row in made:
            if table is Table.ACCOUNTS:
                row["person"] = person_id(row["id"])
            self.put(table, row)
        return made

    def changed(self, table: Table) -> list[dict[str, Any]]:
        """Rows changed so far, in the order of their first change."""
        return [row for i in self._changed[table] if (row := self._rows[table][i]) is not None]

    def write(self) -> int:
        """Write all changes to the row store; returns how many numbers of the change sequence they took."""
        numbered = [
            (table, identifier)
            for table in _WRITE_ORDER
            for identifier, counts in self._changed[table].items()
            if counts
        ]
        gone = [(table, i) for table in _WRITE_ORDER for i in sorted(self._removed[table])]
        count = len(numbered) + len(gone)
        first = self.row_store.take_seq(count) if count else 0
        for number, (table, identifier) in enumerate(numbered, first):
            row = self._rows[table][identifier]
            assert row is not None  # noqa: S101  removed rows are not among the changed ones
            row["seq"] = number
            if table in _BORN:
                row["born"] = _born(table, row, number)
        for table in _WRITE_ORDER:
            self._in_chunks(self.changed(table), partial(self.row_store.put, table))
        for table in reversed(_WRITE_ORDER):
            self._in_chunks(sorted(self._removed[table]), partial(self.row_store.delete, table))
        log_removals(self.row_store, gone, first + len(numbered))
        if self._forgets:
            forget_changes(self.row_store, self.row_store.seq)
            note_erasure(self.row_store)
        self._forget()
        return count

    def _in_chunks(self, items: list[Any], write: Callable[[list[Any]], None]) -> None:
        for start in range(0, len(items), _CHUNK):
            write(items[start : start + _CHUNK])

    def _forget(self) -> None:
        for table in RECORD_TABLES:
            self._rows[table].clear()
            self._changed[table].clear()
            self._removed[table].clear()


def _holds(row: dict[str, Any], column: str, values: set[str]) -> bool:
    value = row[column]
    if isinstance(value, list):
        return not values.isdisjoint(value)
    return value in values


def _born(table: Table, row: dict[str, Any], number: int) -> int | None:
    """When an account was first seen, or a post first delivered; a post that nobody delivers any more comes anew."""
    if table is Table.POSTS and not row["known"]:
        return None
    return number if row["born"] is None else int(row["born"])
