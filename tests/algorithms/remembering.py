"""A memory for tests, as plain as can be."""

import numpy as np
from numpy.typing import NDArray

from algorithms.text.memory import Memory, Vectors


class Remembering(Memory):
    """Keeps rows in a dictionary, one for each name; `kept` may be looked at."""

    def __init__(self) -> None:
        self.kept: dict[str, dict[int, list[float]]] = {}

    def recall(self, name: str, keys: NDArray[np.uint64]) -> tuple[NDArray[np.bool_], Vectors]:
        row_store = self.kept.get(name, {})
        known = np.array([key in row_store for key in keys.tolist()], dtype=np.bool_)
        rows = [row_store[key] for key in keys[known].tolist()]
        return known, np.array(rows, dtype=np.float32) if rows else np.zeros((0, 1), dtype=np.float32)

    def keep(self, name: str, keys: NDArray[np.uint64], vectors: Vectors) -> None:
        self.kept.setdefault(name, {}).update(zip(keys.tolist(), vectors.tolist(), strict=True))

    def forget_others(self, name: str, keys: NDArray[np.uint64]) -> None:
        row_store = self.kept.setdefault(name, {})
        for key in set(row_store) - set(keys.tolist()):
            del row_store[key]
