"""Raw pieces of input as checked records, or as what is rejected of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import orjson

from graph.errors import InvalidValue
from graph.model.account import Account
from graph.model.column import MENTIONS
from graph.model.ids import clean_text
from graph.model.post import Post
from graph.port.batch import Rejected
from ingest.errors import RecordRejected
from ingest.limits import MAX_RAW
from ingest.loading.repeats import Entry
from ingest.records import account_of, checked
from ingest.source import MentionOnlyAccount, Raw, Source, Translated, UnnamedAct, record_in

_MOST_REMEMBERED: Final = 1_000_000
"""Accounts named in passing that one load remembers, so as to write each once."""


@dataclass(slots=True)
class Piece:
    """What became of raw pieces: the records in them, and what of them was rejected."""

    entries: list[Entry] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)

    @property
    def size(self) -> int:
        """Records and rejected pieces together."""
        return len(self.entries) + len(self.rejected)

    def add(self, other: "Piece") -> None:
        """Take in another piece."""
        self.entries += other.entries
        self.rejected += other.rejected


class Translation:
    """Raw pieces in, checked records out; counts the pieces taken."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._passed: set[int] = set()
        self._new: list[int] = []
        self.shortened: list[str] = []
        """Places of posts that name more accounts than are kept."""

    def news(self) -> tuple[dict[str, Any], dict[str, bytes]]:
        """What became known since the last time, as small facts and as columns; `take_back` understands it."""
        passed, self._new = np.array(self._new, np.uint64), []
        return {"shortened": self.shortened}, {"passed": passed.tobytes()}

    def take_back(self, facts: Mapping[str, Any], columns: Mapping[str, bytes]) -> None:
        """Know again what was news once; from the first news on, in their order."""
        self.shortened = list(facts["shortened"])
        for account in np.frombuffer(columns["passed"], np.uint64).tolist():
            self._remember(account)
        self._new = []

    def piece(self, raw: Raw) -> Piece:
        """What is in a raw piece."""
        piece = Piece()
        try:
            for translated in self._source.translate(raw):
                self._take(raw, translated, piece)
        except (RecordRejected, InvalidValue) as error:
            piece.rejected.append(dead_letter(raw, error, None))
        return piece

    def _take(self, raw: Raw, translated: Translated, piece: Piece) -> None:
        in_passing, unnamed = isinstance(translated, MentionOnlyAccount), isinstance(translated, UnnamedAct)
        record = record_in(translated)
        account = _digest(record.id) if isinstance(record, Account) else None
        if in_passing and account in self._passed:
            return
        try:
            piece.entries.append(Entry(checked(record), raw, unnamed=unnamed, in_passing=in_passing))
        except (RecordRejected, InvalidValue) as error:
            piece.rejected.append(dead_letter(raw, error, account_of(record)))
            return
        if isinstance(record, Post) and len(record.mentions) > MENTIONS.most:
            self.shortened.append(raw.at)
        if account is not None:
            self._remember(account)

    def _remember(self, account: int) -> None:
        if account in self._passed:
            return
        if len(self._passed) >= _MOST_REMEMBERED:
            self._passed.clear()
        self._passed.add(account)
        self._new.append(account)


def _digest(identifier: str) -> int:
    """64 bits of an id."""
    return int.from_bytes(blake2b(identifier.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def dead_letter(raw: Raw, error: RecordRejected | InvalidValue, account: str | None) -> Rejected:
    """What is kept of a piece that cannot be used."""
    if isinstance(error, RecordRejected):
        reason, account = error.reason, error.account or account
    else:
        reason = str(error)
    text = raw.text or _shown(raw.value)
    return Rejected(raw.at, clean_text(_bounded(reason, 500)), clean_text(_bounded(text, MAX_RAW)), account)


def _shown(value: object) -> str:
    if isinstance(value, bytes):
        return value[: 4 * MAX_RAW].decode("utf-8", "replace")
    try:
        return orjson.dumps(value).decode()
    except (TypeError, ValueError):
        return repr(value)


def _bounded(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
