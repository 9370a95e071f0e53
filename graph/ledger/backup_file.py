"""A backup as a file: lines of JSON in gzip, whose last one holds the counts and the digest of all lines before it.

The first line says what the backup is of (`BackupHeader`), each further one holds some rows of a table, by columns, and
the last is missing where writing was cut short. It is the same for every kind of store.
"""

import gzip
import zlib
from base64 import b64decode, b64encode
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

import orjson

from graph.errors import InvalidBackup, StoreNewer
from graph.rows.table import SHAPES, Table

FORMAT: Final = 1
"""Raised whenever the lines of a backup get another shape."""

Columns = dict[str, list[Any]]
"""Rows of a table as columns, as `RowReader.scan` brings them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupHeader:
    """What a backup is of: schema and kind of the store, the moment (microseconds UTC), and its change sequence.

    `facts` are settings that are kept in the store.
    """

    format: int
    schema: int
    kind: str
    made_at: int
    seq: int
    facts: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """A whole backup: its header, how many rows of each table it holds, and the SHA-256 of its lines."""

    header: BackupHeader
    rows: dict[str, int]
    digest: str


@dataclass(slots=True)
class _Lines:
    """Lines so far: their digest and how many rows they hold."""

    digest: Any = field(default_factory=sha256)
    rows: dict[str, int] = field(default_factory=dict)


class BackupWriter:
    """Writes a backup into an open file, in a `with`; it is whole once `end` was called."""

    def __init__(self, file: IO[bytes], header: BackupHeader) -> None:
        self._zip = gzip.GzipFile(fileobj=file, mode="wb", compresslevel=3, mtime=0)
        self._lines = _Lines()
        self._header = header
        self._write({"kith": "backup", **asdict(header)})

    def rows(self, table: Table, columns: Columns) -> None:
        """Write some rows of a table."""
        size = len(columns["id"])
        self._lines.rows[table.value] = self._lines.rows.get(table.value, 0) + size
        texts = {name: _as_texts(table, name, values) for name, values in columns.items()}
        self._write({"table": table.value, "columns": texts})

    def end(self) -> Backup:
        """Write what makes it whole."""
        backup = Backup(header=self._header, rows=self._lines.rows, digest=self._lines.digest.hexdigest())
        self._write({"rows": backup.rows, "digest": backup.digest})
        self._zip.close()
        return backup

    def _write(self, document: dict[str, Any]) -> None:
        line = orjson.dumps(document) + b"\n"
        self._lines.digest.update(line)
        self._zip.write(line)


def checked_backup(path: Path, newest_schema: int) -> Backup:
    """Read a backup from end to end, and say what it holds.

    Raises InvalidBackup for a file that is none, is cut short or holds other bytes than were written, StoreNewer for
    one that this Kith does not know yet, and OSError.
    """
    with closing(_lines_of(path)) as lines:
        header = _header(path, next(lines, b""), newest_schema)
    so_far, last = _Lines(), None
    for line in _lines_of(path):
        if last is not None:
            raise _unfit(path, "goes on behind its end")
        document = _document(path, line)
        if "digest" in document:
            last = document
            continue
        so_far.digest.update(line)
        if "table" in document:
            table, columns = _block(path, document)
            so_far.rows[table.value] = so_far.rows.get(table.value, 0) + len(columns["id"])
    if last is None:
        raise _unfit(path, "is cut short")
    if (last["digest"], last.get("rows")) != (so_far.digest.hexdigest(), so_far.rows):
        raise _unfit(path, "holds other bytes than were written")
    return Backup(header=header, rows=so_far.rows, digest=last["digest"])


def blocks_of(path: Path, backup: Backup) -> Iterator[tuple[Table, Columns]]:
    """The rows of a backup that was checked, some of one table at a time. Raises InvalidBackup if it changed since."""
    digest = sha256()
    for line in _lines_of(path):
        document = _document(path, line)
        if "table" in document:
            yield _block(path, document)
        if "digest" not in document:
            digest.update(line)
    if digest.hexdigest() != backup.digest:
        raise _unfit(path, "was changed while it was read")


def _lines_of(path: Path) -> Generator[bytes, None, None]:
    try:
        with gzip.open(path, "rb") as file:
            yield from file
    except gzip.BadGzipFile:
        raise _unfit(path, "is none, or holds other bytes than were written") from None
    except EOFError:
        raise _unfit(path, "is cut short") from None
    except zlib.error:
        raise _unfit(path, "holds other bytes than were written") from None


def _header(path: Path, line: bytes, newest_schema: int) -> BackupHeader:
    document = _document(path, line)
    if document.pop("kith", None) != "backup":
        raise _unfit(path, "is none")
    if document.get("format") != FORMAT or document.get("schema", 0) > newest_schema:
        raise StoreNewer(
            f"{path} was written by a newer Kith (format {document.get('format')}, schema {document.get('schema')};"
            f" this one knows {FORMAT} and {newest_schema}); update Kith"
        )
    try:
        return BackupHeader(**document)
    except TypeError:
        raise _unfit(path, "has another beginning than backups have") from None


def _document(path: Path, line: bytes) -> dict[str, Any]:
    try:
        document = orjson.loads(line)
    except ValueError:
        raise _unfit(path, "holds other bytes than were written") from None
    if not isinstance(document, dict):
        raise _unfit(path, "is none")
    return document


def _block(path: Path, document: dict[str, Any]) -> tuple[Table, Columns]:
    try:
        table = Table(document["table"])
        columns = {name: _from_texts(table, name, values) for name, values in document["columns"].items()}
        whole = {len(values) for values in columns.values()} == {len(columns["id"])}
    except (LookupError, ValueError, TypeError, AttributeError):
        whole = False
    if not whole:
        raise _unfit(path, "holds rows that no store of Kith has")
    return table, columns


def _as_texts(table: Table, name: str, values: list[Any]) -> list[Any]:
    if SHAPES[table].columns[name] != "bytes":
        return values
    return [None if value is None else b64encode(bytes(value)).decode() for value in values]


def _from_texts(table: Table, name: str, values: list[Any]) -> list[Any]:
    if SHAPES[table].columns[name] != "bytes":
        return values
    return [None if value is None else b64decode(value, validate=True) for value in values]


def _unfit(path: Path, what: str) -> InvalidBackup:
    return InvalidBackup(f"expected a whole backup of Kith, but {path} {what}; nothing was changed")
