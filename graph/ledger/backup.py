"""Backing up: all rows of a store, as of one moment, in one file that appears whole or not at all."""

import os
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import IO, Final

from graph.errors import StoreUnavailable
from graph.ledger.backup_file import FORMAT, Backup, BackupHeader, BackupWriter
from graph.rows.row_store import RowReader, RowStore
from graph.rows.table import CASE_FOLDED, SHAPES, Table
from graph.snapshot.sealing import write_through

Progress = Callable[[str, float], None]
"""Is told of a stage's name and the share of it that is done, 0 to 1."""

TABLES: Final = (Table.TOMBSTONES, *(t for t in Table if t not in {Table.TOMBSTONES, Table.CHANGES}))
"""What is backed up, in an order in which it can be restored; the log of removals is of a store's own snapshots."""

FACTS: Final = ("networks", "loads", "rejected", "newest_load", "tombstone_key", CASE_FOLDED)
"""Settings in the store that go with its rows; of the key of the tombstones there is only a digest."""

OWN_FACTS: Final = ("store_id", "seq", "changes_from", "erased_seq", "unscrubbed", "restoring")
"""Settings that are of one store alone, whatever rows it holds."""

_ROWS_A_LINE: Final = 5_000


def write_backup(row_store: RowStore, path: Path, progress: Progress) -> Backup:
    """Write all rows of a store, as of one moment, to a new file that its owner alone can read.

    It is written under another name and renamed at the end. Raises StoreUnavailable when that cannot be.
    """
    draft = path.with_name(f".{path.name}.{uuid.uuid4().hex[:8]}.part")
    try:
        return _write_draft(row_store, draft, path, progress)
    except OSError as error:
        raise StoreUnavailable(
            f"no backup could be written to {path}: {error.strerror}; nothing is left of it"
        ) from error
    finally:
        draft.unlink(missing_ok=True)


def _write_draft(row_store: RowStore, draft: Path, path: Path, progress: Progress) -> Backup:
    kind, _ = row_store.version()
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        backup = row_store.read_long(lambda reader: _write_rows(reader, kind, file, progress))
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        raise StoreUnavailable(f"{path} is there already; name a new file")
    draft.rename(path)
    write_through(path.parent)
    return backup


def _write_rows(reader: RowReader, kind: str, file: IO[bytes], progress: Progress) -> Backup:
    file.seek(0)  # a server may have to be read once more
    file.truncate()
    facts = {name: value for name in FACTS if (value := reader.meta(name))}
    header = BackupHeader(
        format=FORMAT, schema=reader.schema, kind=kind, made_at=time.time_ns() // 1000, seq=reader.seq, facts=facts
    )
    total, done = sum(reader.count(table) for table in TABLES), 0
    writer = BackupWriter(file, header)
    for table in TABLES:
        for columns in reader.scan(table, list(SHAPES[table].columns), block=_ROWS_A_LINE):
            writer.rows(table, columns)
            done += len(columns["id"])
            progress(table.value, min(done / max(total, 1), 0.99))
    backup = writer.end()
    progress("done", 1.0)
    return backup
