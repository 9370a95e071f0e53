"""Memory: what was computed of a text before, so that no text is read twice by a model."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

_AT_ONCE: Final = 8_192
"""Texts between two reports of progress; so many are lost at most when an analysis is killed."""

Vectors = NDArray[np.float32]
Compute = Callable[[list[str]], Vectors]
Share = Callable[[float], None]
"""Hears which share is done, 0 to 1."""


class Memory(ABC):
    """Keeps float32 rows by what computed them (`name`) and a key of the text, uint64 (`key_of`)."""

    @abstractmethod
    def recall(self, name: str, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Vectors]:
        """Which keys are known, bool (n), and the rows of those, (known, d) in their order."""

    @abstractmethod
    def keep(self, name: str, keys: NDArray[np.uint64], vectors: Vectors) -> None:
        """Keep rows of new keys."""

    @abstractmethod
    def forget_others(self, name: str, keys: NDArray[np.uint64]) -> None:
        """Forget all but these: what is known of a text goes with the text."""

    def through(self, name: str, texts: Sequence[str], compute: Compute, progress: Share = lambda _: None) -> Vectors:
        """Rows for texts, float32 (n, d): known ones recalled, each other text computed once; (0, 1) for no texts.

        `compute` gives one row a text. It is asked for the shortest texts first, some thousand at a time, since models
        take about as long for a batch as for its longest text.
        """
        keys, rows = self._known_or_computed(name, texts, compute, progress)
        self.forget_others(name, keys)
        return rows

    def through_some(self, name: str, texts: Sequence[str], compute: Compute) -> Vectors:
        """The same for some texts of many: what is known of the others is not forgotten."""
        return self._known_or_computed(name, texts, compute, lambda _: None)[1]

    def _known_or_computed(
        self, name: str, texts: Sequence[str], compute: Compute, progress: Share
    ) -> tuple[NDArray[np.uint64], Vectors]:
        """The different keys of texts, ascending, and a row for each text."""
        if not texts:
            return np.zeros(0, dtype=np.uint64), np.zeros((0, 1), dtype=np.float32)
        keys, first, place = np.unique(
            np.array([key_of(text) for text in texts], dtype=np.uint64), return_index=True, return_inverse=True
        )
        known, recalled = self.recall(name, keys)
        missing = np.flatnonzero(~known)
        missing = missing[np.argsort([len(texts[first[row]]) for row in missing], kind="stable")]
        parts = []
        for start in range(0, missing.size, _AT_ONCE):
            progress(start / missing.size)
            rows = missing[start : start + _AT_ONCE]
            parts.append(np.asarray(compute([texts[first[row]] for row in rows]), dtype=np.float32))
            self.keep(name, keys[rows], parts[-1])
        vectors = np.empty((keys.size, (parts[0] if parts else recalled).shape[1]), dtype=np.float32)
        vectors[known] = recalled if known.any() else 0
        if parts:
            vectors[missing] = np.concatenate(parts)
        return keys, vectors[place]


class _Nothing(Memory):
    def recall(self, name: str, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Vectors]:  # noqa: ARG002
        return np.zeros(keys.size, dtype=np.bool_), np.zeros((0, 1), dtype=np.float32)

    def keep(self, name: str, keys: NDArray[np.uint64], vectors: Vectors) -> None:
        """Keep nothing."""

    def forget_others(self, name: str, keys: NDArray[np.uint64]) -> None:
        """Forget nothing."""


NOTHING_KEPT: Final = _Nothing()
"""The memory of an analysis that has none: each different text is still computed once only."""


def key_of(text: str) -> int:
    """Key of a text, 64 bits: of a million texts two share one with a chance of one in thirty million.

    >>> key_of("tea") == key_of("tea"), key_of("tea") == key_of("Tea")
    (True, False)
    """
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
