"""Generations: snapshots on disk as immutable folders with an atomic pointer, mapped by every process that asks."""

import contextlib
import json
import logging
import os
import shutil
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from graph.model.account import Relation
from graph.rows.change_log import complete_from, erased_seq
from graph.rows.row_store import RowReader
from graph.rows.table import RECORD_TABLES, Table
from graph.rows.whole_tables import all_rows
from graph.snapshot.freeze import freeze, refreeze_people
from graph.snapshot.raw_tables import merge, read_tables, removed_since
from graph.snapshot.sealing import remove_if_damaged, seal, write_through
from graph.snapshot.snapshot import (
    AccountColumns,
    InteractionColumns,
    PeopleColumns,
    PostColumns,
    Snapshot,
    TransactionColumns,
)

VERSION: Final = 3
"""Raised whenever the files of a generation get another shape, or the same rows would give another snapshot."""

_KEPT: Final = 3
_LOG: Final = logging.getLogger("kith.snapshot")
_HALF_DONE_SECONDS: Final = 3_600
_PARTS: Final[dict[str, type]] = {
    "people": PeopleColumns,
    "accounts": AccountColumns,
    "posts": PostColumns,
    "interactions": InteractionColumns,
    "transactions": TransactionColumns,
}


@dataclass(frozen=True, slots=True)
class _Generation:
    """A snapshot on disk: its folder, the schema of the store that it was taken from, and the rows it was made of."""

    folder: Path
    schema: int
    snapshot: Snapshot
    raw: dict[Table, Any]

    @property
    def seq(self) -> int:
        return self.snapshot.seq


class Generations:
    """The generations of one store's snapshot, in its state folder."""

    def __init__(self, state_folder: Path, store_id: str) -> None:
        self._folder = state_folder / "snapshots"
        self._store_id = store_id

    def take(self, reader: RowReader) -> Snapshot:
        """The snapshot as of this transaction: the current generation, or a new one made from what changed since."""
        seq, schema = reader.seq, reader.schema
        current = self._current(schema)
        if current is not None and current.seq == seq:
            return current.snapshot
        snapshot = self._made(reader, current, seq, schema)
        self._forget_before(erased_seq(reader))
        return snapshot

    def _made(self, reader: RowReader, current: "_Generation | None", seq: int, schema: int) -> Snapshot:
        team = {row["id"]: Relation(row["relation"]) for row in all_rows(reader, Table.TEAM)}
        if current is None or current.seq > seq or current.seq < complete_from(reader):
            raw = read_tables(reader)
            return self._keep(freeze(raw, team, seq), raw, schema)
        removed = removed_since(reader, current.seq, current.raw)
        raw = merge(current.raw, read_tables(reader, current.seq), removed)
        if _same_but_people(current.raw, raw):
            return self._keep(refreeze_people(current.snapshot, raw, team, seq), raw, schema, current.folder)
        return self._keep(freeze(raw, team, seq), raw, schema)

    def kept(self) -> Iterator[Snapshot]:
        """The generations that are still there, newest first, but those that another process removes meanwhile."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        for folder in sorted((f for f in folders if not f.name.startswith(".") and f.is_dir()), reverse=True):
            generation = self._read(folder)
            if generation is not None:
                yield generation.snapshot

    def _current(self, schema: int) -> "_Generation | None":
        """The current generation; None when there is none that a store of this schema can go on from.

        A migration may change rows without giving them a number of the change sequence.
        """
        try:
            name = (self._folder / "current").read_text().strip()
        except (OSError, ValueError):
            return None
        generation = self._read(self._folder / name)
        return generation if generation is not None and generation.schema == schema else None

    def _read(self, folder: Path) -> "_Generation | None":
        """A generation; None when it is of another store or version, or is damaged: it is made anew."""
        if remove_if_damaged(folder, _LOG):
            return None
        try:
            meta = json.loads((folder / "meta.json").read_text())
            if meta["store_id"] != self._store_id or meta["format"] != VERSION:
                return None
            raw = {table: _map(folder / f"raw-{table}.arrow") for table in RECORD_TABLES}
            return _Generation(folder, meta["schema"], _load(folder, meta), raw)
        except (OSError, ValueError, LookupError, TypeError, pa.ArrowException):
            return None

    def _keep(self, snapshot: Snapshot, raw: dict[Table, Any], schema: int, like: Path | None = None) -> Snapshot:
        """Write a generation, and map it; where the disk is full or read-only the one in memory does as well."""
        try:
            return self._write_generation(snapshot, raw, schema, like)
        except OSError as error:
            _LOG.warning("a snapshot cannot be kept, so it is made again each time: %s", error)
            return snapshot

    def _write_generation(self, snapshot: Snapshot, raw: dict[Table, Any], schema: int, like: Path | None) -> Snapshot:
        """Write a generation whole under another name, move it in place, then point to it.

        `like` is a generation that differs in its people alone: its other files are shared.
        """
        name = f"{snapshot.seq:012d}-{uuid.uuid4().hex[:8]}"
        draft = self._folder / f".{name}"
        draft.mkdir(mode=0o700, parents=True)
        try:
            for table in RECORD_TABLES:
                shared = like if table is not Table.ACCOUNTS else None
                _write(draft / f"raw-{table}.arrow", raw[table], shared)
            for part in _PARTS:
                shared = like if part not in {"people", "accounts"} else None
                _write(draft / f"{part}.arrow", _to_table(getattr(snapshot, part)), shared)
            meta = {
                "format": VERSION,
                "schema": schema,
                "store_id": self._store_id,
                "seq": snapshot.seq,
                "fingerprint": snapshot.fingerprint,
                "people_fingerprint": snapshot.people_fingerprint,
            }
            (draft / "meta.json").write_text(json.dumps(meta))
            seal(draft)
            draft.rename(self._folder / name)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
        write_through(self._folder)
        pointer = self._folder / f".current-{uuid.uuid4().hex[:8]}"
        pointer.write_text(name)
        write_through(pointer)
        os.replace(pointer, self._folder / "current")
        self._forget_old()
        return _load(self._folder / name, meta)

    def _forget_before(self, seq: int) -> None:
        """Remove all that was made before somebody was erased, also what was left half done an hour ago."""
        for folder in list(self._folder.glob("*-*/")):
            number = folder.name.removeprefix(".").partition("-")[0]
            with contextlib.suppress(FileNotFoundError):  # another process removed it meanwhile
                if number.isdecimal() and int(number) < seq and not _may_become_whole(folder):
                    shutil.rmtree(folder, ignore_errors=True)

    def _forget_old(self) -> None:
        """Remove generations beyond those kept; a process that has one mapped keeps its pages."""
        names = sorted(p.name for p in self._folder.iterdir() if p.is_dir() and not p.name.startswith("."))
        current = (self._folder / "current").read_text().strip()
        for name in names[:-_KEPT]:
            if name != current:
                shutil.rmtree(self._folder / name, ignore_errors=True)


def _may_become_whole(folder: Path) -> bool:
    """Whether another process may just be writing it."""
    return folder.name.startswith(".") and time.time() - folder.stat().st_mtime < _HALF_DONE_SECONDS


def _load(folder: Path, meta: Mapping[str, Any]) -> Snapshot:
    parts = {name: _from_table(kind, _map(folder / f"{name}.arrow")) for name, kind in _PARTS.items()}
    return Snapshot(
        fingerprint=meta["fingerprint"], people_fingerprint=meta["people_fingerprint"], seq=meta["seq"], **parts
    )


def _same_but_people(former: dict[Table, Any], raw: dict[Table, Any]) -> bool:
    """Tell whether only people may have changed: who is one with whom, what they are to us, who opted out."""
    if any(raw[table] is not former[table] for table in RECORD_TABLES if table is not Table.ACCOUNTS):
        return False
    stated = ["id", "hash_hi", "hash_lo", "known", "alias_of", "hidden"]
    same: bool = raw[Table.ACCOUNTS].select(stated).equals(former[Table.ACCOUNTS].select(stated))
    return same


def _write(path: Path, table: Any, like: Path | None = None) -> None:
    """Write a table, or share the file that holds it in another generation."""
    if like is not None:
        with contextlib.suppress(OSError):  # a file system without hard links gets a copy
            os.link(like / path.name, path)
            return
    with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, table.schema) as writer:
        writer.write_table(table)


def _map(path: Path) -> Any:
    return pa.ipc.open_file(pa.memory_map(str(path), "rb")).read_all()


def _to_table(columns: Any) -> Any:
    """Columns of a part as an Arrow table; a matrix becomes one column a number, named `name.0`, `name.1` and so on."""
    arrays: dict[str, Any] = {}
    for field in fields(columns):
        value = getattr(columns, field.name)
        if isinstance(value, np.ndarray) and value.ndim == 2:
            arrays.update({f"{field.name}.{i}": pa.array(value[:, i]) for i in range(value.shape[1])})
        else:
            arrays[field.name] = pa.array(value) if isinstance(value, np.ndarray) else value
    return pa.table(arrays)


def _from_table(kind: type, table: Any) -> Any:
    values: dict[str, Any] = {}
    for field in fields(kind):
        if field.name in table.column_names:
            values[field.name] = _column(table[field.name])
        else:
            names = [n for n in table.column_names if n.startswith(f"{field.name}.")]
            values[field.name] = np.stack([_column(table[n]) for n in names], axis=1)
    return kind(**values)


def _column(column: Any) -> Any:
    array = column.chunk(0) if column.num_chunks else pa.array([], column.type)
    if pa.types.is_large_string(array.type):
        return array
    return array.to_numpy(zero_copy_only=not pa.types.is_boolean(array.type))
