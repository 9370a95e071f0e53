"""A memory of texts that counts what is computed."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from algorithms.text.memory import Compute, Share, Vectors
from api.workspace.text_memory import TextMemory


class CountingMemory(TextMemory):
    """The memory that an analysis has, in a folder of its own; it counts the texts that were computed, in all runs."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._computed = 0
        self._texts: set[str] = set()

    def through(self, name: str, texts: Sequence[str], compute: Compute, progress: Share = lambda _: None) -> Vectors:
        """See `Memory.through`."""

        def counted(some: list[str]) -> Vectors:
            self._computed += len(some)
            self._texts.update(some)
            return compute(some)

        return super().through(name, texts, counted, progress)

    def said(self, *_: Any) -> str:
        """Say how many texts were computed more than once."""
        return f"{self._computed - len(self._texts):,} of {len(self._texts):,} texts computed twice"
