"""Restoring: a backup in place of what a store holds, but for whoever was erased since.

The backup is first put into a SQLite file of its own, where rows of an older schema are brought up to date and what has
a tombstone in the store of now is removed, by the same code that removes it from a store. Only then is anything of the
store touched: in one transaction where that can hold everything, else page by page behind a mark, with which nothing
but restoring opens the store until all is there.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from graph.errors import OtherTombstoneKey, Refused
from graph.ledger.applying import Application, Origin
from graph.ledger.backup import FACTS, TABLES, Progress
from graph.ledger.backup_file import Backup, blocks_of
from graph.ledger.keyed import RESTORING, KeyedRowStore
from graph.ledger.letters import forget_letters
from graph.ledger.put_aside import put_aside
from graph.ledger.tombstones import RETURNED, Tombstones, tombstone_name
from graph.ledger.unit_of_work import UnitOfWork
from graph.model.moment import from_micros
from graph.model.tombstone import Deletion, Reason
from graph.rows.change_log import begin_anew, note_erasure
from graph.rows.row_store import Row, RowReader, RowStore, RowWriter
from graph.rows.table import RECORD_TABLES, SHAPES, Table
from graph.rows.whole_tables import all_rows
from graph.stores.migrations import migrate
from graph.stores.sqlite.row_store import SqliteRowStore

T = TypeVar("T")
Run = Callable[[Callable[[RowWriter], Any]], Any]
"""Runs work on the rows of the store."""

_AT_ONCE: Final = 5_000
_LEFT_ALONE: Final = {Table.TOMBSTONES, Table.CHANGES}
"""Tables that say nothing of who is in a store."""


class Restoring:
    """One restoring of a store, whose rows are written with its key; `folder` is where the backup is put aside."""

    def __init__(self, row_store: KeyedRowStore, key: bytes, folder: Path, progress: Progress) -> None:
        self._row_store = row_store
        self._key = key
        self._folder = folder
        self._progress = progress

    def restore(self, path: Path, backup: Backup, *, replace: bool) -> int:
        """Put a backup that was checked in place of what the store holds; returns how many of its records stayed away.

        With `replace` False a store that holds something is refused. Raises Refused, OtherTombstoneKey where tombstones
        of the backup or of the store were made with another key, and InvalidBackup if the file changed meanwhile.
        """
        self._check_store(replace=replace)
        with self._aside() as staged:
            self._stage(path, backup, staged)
            kept_away = self._bury(staged)
            staged.read_long(partial(self._copy, sum(backup.rows.values())))
        return kept_away

    def _check_store(self, *, replace: bool) -> None:
        if not self._row_store.holds():
            self._row_store.write(lambda _: None)  # says why not
        rows = self._row_store.read(lambda reader: {t: reader.count(t) for t in Table if t not in _LEFT_ALONE})
        unfinished = self._row_store.read(lambda reader: reader.meta(RESTORING))
        if any(rows.values()) and not replace and not unfinished:
            held = ", ".join(f"{count:,} {table}" for table, count in rows.items() if count)
            raise Refused(
                f"the store holds {held} already; name a new one (--store), or replace what is there (--replace)"
            )

    @contextmanager
    def _aside(self) -> Iterator[SqliteRowStore]:
        """A store that nobody else sees, and that is gone in the end."""
        with put_aside(self._folder) as folder:
            staged = SqliteRowStore(folder / "backup.db")
            try:
                yield staged
            finally:
                staged.close()

    def _stage(self, path: Path, backup: Backup, staged: RowStore) -> None:
        header, done, total = backup.header, 0, max(sum(backup.rows.values()), 1)
        staged.write(lambda writer: _set_facts(writer, {**header.facts, "seq": str(header.seq)}, header.schema))
        for table, columns in blocks_of(path, backup):
            rows = _rows_of(table, columns)
            staged.write(lambda writer, table=table, rows=rows: writer.put(table, rows))  # type: ignore[misc]
            done += len(rows)
            self._progress("reading the backup", 0.5 * done / total)
        migrate(staged, "the backup")
        if not KeyedRowStore(staged, self._key).holds():
            raise OtherTombstoneKey(
                "who was erased before this backup was made could come back, so nothing is restored: its tombstones"
                " were made with another key; put the tombstone.key of its store into the state folder (KITH_STATE),"
                " or set KITH_TOMBSTONE_KEY"
            )

    def _bury(self, staged: RowStore) -> int:
        """Take out of the backup what was deleted since, and give it the tombstones of now; returns how much went."""
        tombstones = self._row_store.read(lambda reader: list(all_rows(reader, Table.TOMBSTONES)))
        former = staged.read(lambda reader: reader.get(Table.TOMBSTONES, [row["id"] for row in tombstones]))
        newer = {row["id"]: row for row in tombstones if _outweighs(row, former.get(row["id"]))}
        if not newer:
            return 0
        before = _records(staged)
        deletions = staged.read(lambda reader: list(_deletions(reader, self._key, newer)))
        for start in range(0, len(deletions), _AT_ONCE):
            staged.write(partial(_delete, self._key, deletions[start : start + _AT_ONCE]))
        staged.write(lambda writer: writer.put(Table.TOMBSTONES, list(newer.values())))
        staged.write(lambda writer: forget_letters(writer, Tombstones(writer, self._key), ()))
        return before - _records(staged)

    def _copy(self, total: int, staged: RowReader) -> None:
        """Put all rows in place of those of the store."""
        page = self._row_store.rows_a_transaction
        if page is None:
            self._row_store.write(lambda writer: self._copy_by(lambda work: work(writer), _AT_ONCE, total, staged))
        else:
            self._copy_by(self._row_store.write, page, total, staged)

    def _copy_by(self, run: Run, page: int, total: int, staged: RowReader) -> None:
        run(lambda writer: writer.set_meta(RESTORING, "yes"))
        replaces = False
        for table in reversed(TABLES):
            while table not in _LEFT_ALONE and run(partial(_delete_some, table, page)):
                replaces = True
        done = 0
        for table in TABLES:
            for columns in staged.scan(table, list(SHAPES[table].columns), block=page):
                rows = _rows_of(table, columns)
                run(lambda writer, table=table, rows=rows: writer.put(table, rows))  # type: ignore[misc]
                done += len(rows)
                self._progress(table.value, min(0.5 + 0.5 * done / max(total, 1), 0.99))
        facts = {name: staged.meta(name) or "" for name in FACTS if name != "tombstone_key"}
        run(partial(_end, facts, staged.seq, replaces))
        self._progress("done", 1.0)


def _set_facts(writer: RowWriter, facts: dict[str, str], schema: int) -> None:
    for name, value in facts.items():
        writer.set_meta(name, value)
    writer.set_schema(schema)


def _rows_of(table: Table, columns: dict[str, list[Any]]) -> list[dict[str, Any]]:
    """Rows of columns; what a backup of an older schema lacks is None."""
    blank = dict.fromkeys(SHAPES[table].columns)
    return [{**blank, **dict(zip(columns, values, strict=True))} for values in zip(*columns.values(), strict=True)]


def _outweighs(row: Row, other: Row | None) -> bool:
    """Whether a tombstone of the store counts, beside the one in the backup on the same record."""
    if other is None:
        return True
    return (_is_for_ever(row), row["at"]) > (_is_for_ever(other), other["at"])


def _is_for_ever(row: Row) -> bool:
    return row["reason"] != RETURNED and Reason(row["reason"]).for_ever


def _deletions(reader: RowReader, key: bytes, tombstones: dict[str, dict[str, Any]]) -> Iterator[Deletion]:
    """What the tombstones say of the records that are there, as sources would say it."""
    for table in RECORD_TABLES:
        for block in reader.scan(table, ["id"]):
            for identifier in block["id"]:
                row = tombstones.get(tombstone_name(key, identifier))
                if row is not None:
                    returned = row["reason"] == RETURNED
                    reason = Reason.SOURCE_DELETED if returned else Reason(row["reason"])
                    yield Deletion(id=identifier, at=from_micros(row["at"]), reason=reason, returned=returned)


def _delete(key: bytes, deletions: list[Deletion], writer: RowWriter) -> None:
    unit, tombstones = UnitOfWork(writer), Tombstones(writer, key)
    Application(unit, tombstones, Origin("restore", "", 0)).apply(deletions)
    unit.write()
    tombstones.write(writer)


def _records(row_store: RowStore) -> int:
    tables = (*RECORD_TABLES, Table.REJECTED)
    return row_store.read(lambda reader: sum(reader.count(table) for table in tables))


def _delete_some(table: Table, most: int, writer: RowWriter) -> int:
    ids = writer.ids(table, "", most)
    writer.delete(table, ids)
    return len(ids)


def _end(facts: dict[str, str], seq: int, replaces: bool, writer: RowWriter) -> None:
    """Say that all is there; the change sequence goes on above both, so that everybody sees another store."""
    for name, value in facts.items():
        writer.set_meta(name, value)
    writer.take_seq(max(seq - writer.seq, 0) + 1)
    begin_anew(writer)
    if replaces:
        note_erasure(writer)
    writer.set_meta(RESTORING, "")
