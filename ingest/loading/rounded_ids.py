"""Ids that a spreadsheet has rounded: it keeps 15 digits of a number, and puts zeros in place of the others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from graph.model.account import Account
from graph.model.interaction import Interaction
from graph.model.post import Post
from graph.model.transaction import Transaction
from graph.port.batch import Record

_KEPT_DIGITS: Final = 15
_LEAST_DIGITS: Final = 17
_LEAST_ZEROS: Final = 4
"""Zeros that different ids end in together: by chance one input of ten thousand has so many."""


class RoundedIds:
    """Counts, among ids of many digits, those that end in zeros from the 16th digit on."""

    def __init__(self) -> None:
        self._long: dict[str, set[str]] = {}
        self._clear: set[str] = set()

    def news(self) -> dict[str, Any]:
        """All that it knows, which is little; `take_back` understands it."""
        return {"long": {what: sorted(ids) for what, ids in self._long.items()}, "clear": sorted(self._clear)}

    def take_back(self, facts: Mapping[str, Any]) -> None:
        """Know again what was news once."""
        self._long, self._clear = {what: set(ids) for what, ids in facts["long"].items()}, set(facts["clear"])

    def look_at(self, records: Iterable[Record]) -> None:
        """Take in the ids of records. What has one id that was not rounded is looked at no further."""
        for record in records:
            for what, identifier in _ids_in(record):
                if what not in self._clear:
                    self._look_at(what, identifier.rpartition(":")[2])

    def warnings(self) -> Iterator[str]:
        """A sentence about each kind of ids that all were rounded."""
        for what, ids in self._long.items():
            if _zeros(ids) >= _LEAST_ZEROS and what not in self._clear:
                yield (
                    f"all ids of {what} with {_LEAST_DIGITS} digits and more end in zeros, such as {min(ids)}:"
                    " a spreadsheet has rounded them, and different ones became one. Export them anew as text"
                )

    def _look_at(self, what: str, native: str) -> None:
        if len(native) < _LEAST_DIGITS or not native.isdecimal():
            return
        if native[_KEPT_DIGITS:].strip("0"):
            self._clear.add(what)
            return
        ids = self._long.setdefault(what, set())
        if _zeros(ids) < _LEAST_ZEROS:
            ids.add(native)


def _zeros(ids: Iterable[str]) -> int:
    return sum(len(native) - _KEPT_DIGITS for native in ids)


def _ids_in(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Post):
        yield "posts", record.id
        if record.author:
            yield "accounts", record.author
    elif isinstance(record, Account):
        yield "accounts", record.id
    elif isinstance(record, Interaction):
        yield "accounts", record.actor
        if record.target:
            yield "accounts", record.target
    elif isinstance(record, Transaction):
        yield "transactions", record.id
        yield "accounts", record.account
