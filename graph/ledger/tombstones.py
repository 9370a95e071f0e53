"""Tombstones in a writing transaction: what may not come back, and what the source hides for now."""

import hmac
from collections.abc import Iterable
from typing import Any, Final

from graph.model.tombstone import Reason
from graph.rows.row_store import ReadShelf, WriteShelf
from graph.rows.table import Table

RETURNED: Final = "returned"
"""Reason of a stone that only remembers when an account came back: an older deletion that arrives late is ignored."""


class Stones:
    """The tombstones of one transaction, looked up in batches."""

    def __init__(self, shelf: ReadShelf, key: bytes) -> None:
        self._shelf = shelf
        self._key = key
        self.any = shelf.count(Table.TOMBSTONES) > 0
        self._found: dict[str, dict[str, Any] | None] = {}
        self._new: dict[str, dict[str, Any]] = {}
        self._lifted: set[str] = set()

    def name(self, identifier: str) -> str:
        """Key under which the stone of an id lies."""
        return hmac.digest(self._key, identifier.encode(), "sha256").hex()

    def look_up(self, identifiers: Iterable[str]) -> None:
        """Read the stones of these ids in one go."""
        if not self.any:
            return
        names: dict[str, str] = {i: self.name(i) for i in identifiers if i not in self._found}
        rows = self._shelf.get(Table.TOMBSTONES, list(names.values())) if names else {}
        for identifier, name in names.items():
            self._found[identifier] = rows.get(name)

    def of(self, identifier: str) -> dict[str, Any] | None:
        """The stone of an id that was looked up; None when there is none."""
        return self._found.get(identifier)

    def gone(self, identifier: str | None) -> bool:
        """Whether a record must not be written."""
        if identifier is None:
            return False
        stone = self.of(identifier)
        return stone is not None and stone["reason"] != RETURNED and not Reason(stone["reason"]).hides

    def hidden(self, identifier: str) -> dict[str, Any] | None:
        """The stone that hides an account for now, if there is one."""
        stone = self.of(identifier)
        if stone is None or stone["reason"] == RETURNED or not Reason(stone["reason"]).hides:
            return None
        return stone

    def set(self, identifier: str, reason: str, at: int) -> None:
        """Put a stone, or replace the one that lies there."""
        name = self.name(identifier)
        stone = {"id": name, "reason": reason, "at": at}
        self._found[identifier] = stone
        self._new[name] = stone
        self._lifted.discard(name)

    def lift(self, identifier: str) -> None:
        """Take a stone away: the source has the record again."""
        name = self.name(identifier)
        self._found[identifier] = None
        self._new.pop(name, None)
        self._lifted.add(name)

    def write(self, shelf: WriteShelf) -> None:
        """Write what changed."""
        if self._lifted:
            shelf.delete(Table.TOMBSTONES, sorted(self._lifted))
        if self._new:
            shelf.put(Table.TOMBSTONES, list(self._new.values()))
