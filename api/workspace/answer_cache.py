"""Answer cache: what was answered, byte by byte, while neither the store nor the findings have changed since."""

import threading
from dataclasses import dataclass
from typing import Final, TypeAlias

from cachetools import LRUCache

from api.workspace.analysed_graph import AnalysedGraph

_MOST_BYTES: Final = 64 * 1024 * 1024
_LARGEST_SHARE: Final = 16
"""An answer of more than this part of all bytes is not kept: it would push out all others."""

_Entry: TypeAlias = tuple[bytes, bytes]
"""A question with its answer: the cache measures values, and a question takes room as well."""


@dataclass(frozen=True, slots=True)
class Generation:
    """What answers come from: an analysed graph, and how often the store was committed to."""

    analysis: AnalysedGraph | None
    commits: int

    def is_that_of(self, other: "Generation | None") -> bool:
        """Whether nothing has changed between."""
        return other is not None and self.analysis is other.analysis and self.commits == other.commits


class AnswerCache:
    """Keeps answers of one generation, the latest used ones; those of another are forgotten. Threads may share it.

    An answer is kept under the generation that held before it was made: what changed meanwhile makes it old at once.
    """

    def __init__(self, most_bytes: int = _MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = threading.Lock()
        self._generation: Generation | None = None
        self._entries: LRUCache[bytes, _Entry] = LRUCache(most_bytes, getsizeof=_size_bytes)

    def get(self, generation: Generation, question: bytes) -> bytes | None:
        """The answer to a question, if it was given in this generation."""
        with self._lock:
            if not generation.is_that_of(self._generation):
                return None
            entry = self._entries.get(question)
            return None if entry is None else entry[1]

    def keep(self, generation: Generation, question: bytes, answer: bytes) -> None:
        """Keep an answer; that of an older generation than the last one seen is not mixed with it."""
        entry = question, answer
        if len(answer) > self._most // _LARGEST_SHARE or _size_bytes(entry) > self._most:
            return
        with self._lock:
            if not generation.is_that_of(self._generation):
                self._generation = generation
                self._entries.clear()
            self._entries[question] = entry


def _size_bytes(entry: _Entry) -> int:
    """What a question and its answer take."""
    question, answer = entry
    return len(question) + len(answer)
