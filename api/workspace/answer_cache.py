"""Answer cache: what was answered, byte by byte, while neither the store nor the findings have changed since."""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import Final

from api.workspace.analysed_graph import AnalysedGraph

_MOST_BYTES: Final = 64 * 1024 * 1024
_LARGEST_SHARE: Final = 16
"""An answer of more than this part of all bytes is not kept: it would push out all others."""


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
        self._kept: OrderedDict[bytes, bytes] = OrderedDict()
        self._bytes = 0

    def get(self, generation: Generation, question: bytes) -> bytes | None:
        """The answer to a question, if it was given in this generation."""
        with self._lock:
            if not generation.is_that_of(self._generation):
                return None
            answer = self._kept.get(question)
            if answer is not None:
                self._kept.move_to_end(question)
            return answer

    def keep(self, generation: Generation, question: bytes, answer: bytes) -> None:
        """Keep an answer; that of an older generation than the last one seen is not mixed with it."""
        if len(answer) > self._most // _LARGEST_SHARE:
            return
        with self._lock:
            if not generation.is_that_of(self._generation):
                self._generation, self._bytes = generation, 0
                self._kept.clear()
            self._bytes += len(question) + len(answer) - self._forget(question)
            self._kept[question] = answer
            while self._bytes > self._most:
                self._bytes -= self._forget(next(iter(self._kept)))

    def _forget(self, question: bytes) -> int:
        """Forget an answer; how many bytes that frees."""
        answer = self._kept.pop(question, None)
        return 0 if answer is None else len(question) + len(answer)
