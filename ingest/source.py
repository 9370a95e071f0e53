"""A source: a place that can be loaded. Fetching touches the world, translating is pure."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.model.account import Account
from graph.model.interaction import Interaction
from graph.port.batch import Record
from ingest.errors import RecordRejected


@dataclass(frozen=True, slots=True)
class Raw:
    """One piece of input as it came: where it was (`file:line`), what was read, and its text for the dead letters.

    Without a text the value itself is shown. `bookmark` is what the source finds the piece by in its files, empty when
    it cannot.
    """

    at: str
    value: Any
    text: str = ""
    bookmark: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionOnlyAccount:
    """An account that a row about something else names. It is written once a load, not once a row."""

    account: Account


@dataclass(frozen=True, slots=True)
class UnnamedAct:
    """An act for which the source has no id: its id says what it is. What an input repeats adds up.

    The second one of a name within an input is an act of its own and gets its number as part of its id, so that the
    same input has the same acts whenever it is loaded.
    """

    interaction: Interaction


Translated = Record | MentionOnlyAccount | UnnamedAct


def record_in(translated: Translated) -> Record:
    """The record itself."""
    if isinstance(translated, MentionOnlyAccount):
        return translated.account
    return translated.interaction if isinstance(translated, UnnamedAct) else translated


class Source(ABC):
    """A place that can be loaded.

    The same input gives the same raw pieces in the same order, so that a load that was killed can go on. `fetch`
    raises SourceError before its first piece when the input cannot be loaded at all; a bad piece never ends it.
    """

    name: ClassVar[str]
    """What the source is called, on the command line and beside every statement it makes; `@source` says it."""

    @abstractmethod
    def fetch(self) -> Iterator[Raw]:
        """Read the input, piece by piece, without reshaping it."""

    def fetch_after(self, bookmark: tuple[int, ...]) -> Iterator[Raw]:
        """Read what comes after the piece with a bookmark; asked of those alone whose pieces carry one."""
        raise NotImplementedError(f"the source {self.name!r} gives bookmarks and does not find what comes after one")

    @abstractmethod
    def translate(self, raw: Raw) -> Iterator[Translated]:
        """Turn a piece into records; the same piece always gives the same ones. Raises RecordRejected."""

    @abstractmethod
    def input_key(self) -> str:
        """Fingerprint of all that is read and how: equal for equal input. Raises SourceError when it is not there."""

    def remarks(self) -> Iterator[str]:
        """What the report says of the input as a whole, in sentences: what lies there and is not read."""
        yield from ()

    def size_bytes(self) -> int | None:
        """How much there is to read; None when that is not known."""
        return None

    def read_bytes(self) -> int:
        """How much of it `fetch` has read so far."""
        return 0


__all__ = ["MentionOnlyAccount", "Raw", "RecordRejected", "Source", "Translated", "UnnamedAct", "record_in"]
