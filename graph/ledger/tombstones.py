"""Tombstones in a writing transaction: what may not come back, and what the source hides for now."""

import hmac
from collections.abc import Iterable
from typing import Any, Final

from graph.model.tombstone import Reason
from graph.rows.row_store import RowReader, RowWriter
from graph.rows.table import Table

RETURNED: Final = "returned"
"""Reason of a tombstone that only remembers when an account came back: an older deletion that is late is ignored."""


def tombstone_name(key: bytes, identifier: str) -> str:
    """Key under which the tombstone of an id lies: an HMAC, so that the stone itself names nobody."""
    return hmac.digest(key, identifier.encode(), "sha256").hex()


class Tombstones:
    """The tombstones of one transaction, looked up in batches."""

    def __init__(self, reader: RowReader, key: bytes) -> None:
        self._row_store = reader
        self._key = key
        self.any = reader.count(Table.TOMBSTONES) > 0
        self._found: dict[str, dict[str, Any] | None] = {}
        self._new: dict[str, dict[str, Any]] = {}
        self._lifted: set[str] = set()

    def name(self, identifier: str) -> str:
        """Key under which the tombstone of an id lies."""
        return tombstone_name(self._key, identifier)

    def look_up(self, identifiers: Iterable[str]) -> None:
        """Read the tombstones of these ids in one go."""
        if not self.any:
            return
        names: dict[str, str] = {i: self.name(i) for i in identifiers if i not in self._found}
        rows = self._row_store.get(Table.TOMBSTONES, list(names.values())) if names else {}
        for identifier, name in names.items():
            self._found[identifier] = rows.get(name)

    def of(self, identifier: str) -> dict[str, Any] | None:
        """The tombstone of an id that was looked up; None when there is none."""
        return self._found.get(identifier)

    def gone(self, identifier: str | None) -> bool:
        """Whether a record must not be written."""
        if identifier is None:
            return False
        tombstone = self.of(identifier)
        return tombstone is not None and tombstone["reason"] != RETURNED and not Reason(tombstone["reason"]).hides

    def hidden(self, identifier: str) -> dict[str, Any] | None:
        """The tombstone that hides an account for now, if there is one."""
        tombstone = self.of(identifier)
        if tombstone is None or tombstone["reason"] == RETURNED or not Reason(tombstone["reason"]).hides:
            return None
        return tombstone

    def set(self, identifier: str, reason: str, at: int) -> None:
        """Put a tombstone, or replace the one that lies there."""
        self.any = True
        name = self.name(identifier)
        tombstone = {"id": name, "reason": reason, "at": at}
        self._found[identifier] = tombstone
        self._new[name] = tombstone
        self._lifted.discard(name)

    def lift(self, identifier: str) -> None:
        """Take a tombstone away: the source has the record again."""
        name = self.name(identifier)
        self._found[identifier] = None
        self._new.pop(name, None)
        self._lifted.add(name)

    def write(self, writer: RowWriter) -> None:
        """Write what changed."""
        if self._lifted:
            writer.delete(Table.TOMBSTONES, sorted(self._lifted))
        if self._new:
            writer.put(Table.TOMBSTONES, list(self._new.values()))
