"""Generations: snapshots on disk as immutable folders with an atomic pointer, mapped by every process that asks."""

import contextlib
import json
import os
import shutil
import uuid
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa

from graph.model.account import Relation
from graph.rows.row_store import RowReader
from graph.rows.table import RECORD_TABLES, Table
from graph.rows.whole_tables import all_rows
from graph.snapshot.freeze import freeze, refreeze_people
from graph.snapshot.raw_tables import merge, read_tables, removed_since
from graph.snapshot.snapshot import (
    AccountColumns,
    InteractionColumns,
    PeopleColumns,
    PostColumns,
    Snapshot,
    TransactionColumns,
)

_FORMAT: Final = 1
_KEPT: Final = 3
_PARTS: Final[dict[str, type]] = {
    "people": PeopleColumns,
    "accounts": AccountColumns,
    "posts": PostColumns,
    "interactions": InteractionColumns,
    "transactions": TransactionColumns,
}


class Generations:
    """The generations of one store's snapshot, in its state folder."""

    def __init__(self, state_folder: Path, store_id: str) -> None:
        self._folder = state_folder / "snapshots"
        self._store_id = store_id

    def take(self, reader: RowReader) -> Snapshot:
        """The snapshot as of this transaction: the current generation, or a new one made from what changed since."""
        current = self._current()
        seq = reader.seq
        if current is not None and _meta(current)["seq"] == seq:
            return _load(current)
        team = {row["id"]: Relation(row["relation"]) for row in all_rows(reader, Table.TEAM)}
        if current is None or _meta(current)["seq"] > seq:
            raw = read_tables(reader)
            return self._keep(freeze(raw, team, seq), raw)
        since = _meta(current)["seq"]
        former = _load_raw(current)
        raw = merge(former, read_tables(reader, since), removed_since(reader, since))
        if _same_but_people(former, raw):
            return self._keep(refreeze_people(_load(current), raw, team, seq), raw, current)
        return self._keep(freeze(raw, team, seq), raw)

    def kept(self) -> Iterator[Snapshot]:
        """The generations that are still there, newest first, but those that another process removes meanwhile."""
        folders = self._folder.iterdir() if self._folder.is_dir() else ()
        for folder in sorted((f for f in folders if not f.name.startswith(".") and f.is_dir()), reverse=True):
            with contextlib.suppress(OSError, ValueError, pa.ArrowException):
                meta = _meta(folder)
                if meta["store_id"] == self._store_id and meta["format"] == _FORMAT:
                    yield _load(folder)

    def _current(self) -> Path | None:
        """Folder of the current generation; None when there is none, or when it is of another store or format."""
        try:
            folder = self._folder / (self._folder / "current").read_text().strip()
            meta = _meta(folder)
        except (OSError, ValueError):
            return None
        return folder if meta["store_id"] == self._store_id and meta["format"] == _FORMAT else None

    def _keep(self, snapshot: Snapshot, raw: dict[Table, Any], like: Path | None = None) -> Snapshot:
        """Write a generation whole under another name, move it in place, then point to it.

        `like` is a generation that differs in its people alone: its other files are shared.
        """
        name = f"{snapshot.seq:012d}-{uuid.uuid4().hex[:8]}"
        draft = self._folder / f".{name}"
        draft.mkdir(mode=0o700, parents=True)
        for table in RECORD_TABLES:
            shared = like if table is not Table.ACCOUNTS else None
            _write(draft / f"raw-{table}.arrow", raw[table], shared)
        for part in _PARTS:
            shared = like if part not in {"people", "accounts"} else None
            _write(draft / f"{part}.arrow", _to_table(getattr(snapshot, part)), shared)
        meta = {
            "format": _FORMAT,
            "store_id": self._store_id,
            "seq": snapshot.seq,
            "fingerprint": snapshot.fingerprint,
            "people_fingerprint": snapshot.people_fingerprint,
        }
        (draft / "meta.json").write_text(json.dumps(meta))
        draft.rename(self._folder / name)
        pointer = self._folder / f".current-{uuid.uuid4().hex[:8]}"
        pointer.write_text(name)
        os.replace(pointer, self._folder / "current")
        self._forget_old()
        return _load(self._folder / name)

    def _forget_old(self) -> None:
        """Remove generations beyond those kept; a process that has one mapped keeps its pages."""
        names = sorted(p.name for p in self._folder.iterdir() if p.is_dir() and not p.name.startswith("."))
        current = (self._folder / "current").read_text().strip()
        for name in names[:-_KEPT]:
            if name != current:
                shutil.rmtree(self._folder / name, ignore_errors=True)


def _meta(folder: Path) -> dict[str, Any]:
    meta: dict[str, Any] = json.loads((folder / "meta.json").read_text())
    return meta


def _load(folder: Path) -> Snapshot:
    meta = _meta(folder)
    parts = {name: _from_table(kind, _map(folder / f"{name}.arrow")) for name, kind in _PARTS.items()}
    return Snapshot(
        fingerprint=meta["fingerprint"], people_fingerprint=meta["people_fingerprint"], seq=meta["seq"], **parts
    )


def _load_raw(folder: Path) -> dict[Table, Any]:
    return {table: _map(folder / f"raw-{table}.arrow") for table in RECORD_TABLES}


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
