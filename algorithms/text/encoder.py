"""Encoder: texts as vectors, near each other when the texts speak of the same."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from algorithms.text.memory import Share


class Encoder(ABC):
    """Turns texts into vectors. `name` says which encoder it is, in the provenance of what is found with it.

    `comparable` says whether vectors of two calls can be compared.
    """

    name: str
    comparable: bool

    @abstractmethod
    def encode(self, texts: Sequence[str], progress: Share = lambda _: None) -> NDArray[np.float32]:
        """Encode texts: float32 (n, d), one row a text in their order, each of length 1.

        A text without any word the encoder can use may have a row of zeros. d is the same for every call.
        `progress` hears which share is done.
        """

    def encode_some(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts that are some of many: what is remembered of the others is not forgotten over them."""
        return self.encode(texts)


def unit_rows(vectors: NDArray[np.floating]) -> NDArray[np.float32]:
    """Bring rows to length 1, float32; rows of zeros stay.

    >>> unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])).round(1).tolist()
    [[0.6000000238418579, 0.800000011920929], [0.0, 0.0]]
    """
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit = np.zeros(vectors.shape, dtype=np.float32)
    np.divide(vectors, lengths, out=unit, where=lengths > 0, casting="unsafe")
    return unit
