"""Lexical encoder: texts are near each other when they use words that are used together."""

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from algorithms.kernels.one_thread import one_thread
from algorithms.text.encoder import Encoder, unit_rows
from algorithms.text.memory import Share
from algorithms.text.vocabulary import words_of

_MOST_WORDS: Final = 100_000


class LexicalEncoder(Encoder):
    """TF-IDF over content words, brought to few dimensions by a truncated SVD. Needs nothing but the texts themselves.

    Choose it when no language model is at hand. The space is made from the texts of one call: vectors of two calls
    cannot be compared. Texts without content words have rows of zeros. The same texts and seed give the same vectors.

    `dimensions`, at least 2, is d; few texts or few words leave the last ones zero. `seed` starts the SVD.

    Deerwester et al. (1990), Indexing by latent semantic analysis; Halko, Martinsson and Tropp (2011) for the SVD.

    >>> vectors = LexicalEncoder(dimensions=2).encode(["red apples", "green apples", "fast cars"])
    >>> bool(vectors[0] @ vectors[1] > 0.9 > 0.1 > vectors[0] @ vectors[2])
    True
    """

    comparable = False

    def __init__(self, dimensions: int = 128, seed: int = 0) -> None:
        if dimensions < 2:
            raise BadParameter(f"expected at least 2 dimensions, got {dimensions}")
        self.dimensions = dimensions
        self.seed = seed
        self.name = f"lexical-{dimensions}"

    @one_thread()
    def encode(self, texts: Sequence[str], progress: Share = lambda _: None) -> NDArray[np.float32]:  # noqa: ARG002
        """Encode texts: float32 (n, dimensions), rows of length 1, or of zeros without any content word."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  two seconds, for those who encode

        words = words_of(texts)
        if not any(words):
            return np.zeros((len(words), self.dimensions), dtype=np.float32)
        vectorizer = TfidfVectorizer(
            analyzer=_as_they_are, max_features=_MOST_WORDS, sublinear_tf=True, dtype=np.float32
        )
        return unit_rows(self._reduced(vectorizer.fit_transform(words)))

    def _reduced(self, weights: Any) -> NDArray[np.float32]:
        """Fewer dimensions of a sparse matrix (texts x words)."""
        from sklearn.decomposition import TruncatedSVD  # noqa: PLC0415

        if min(weights.shape) > 2 * self.dimensions:
            reduced = TruncatedSVD(self.dimensions, n_iter=3, random_state=self.seed % 2**32).fit_transform(weights)
            return np.asarray(reduced, dtype=np.float32)
        # Too small for the randomised SVD; the exact one of so few rows or columns costs nothing.
        left, singular, _ = np.linalg.svd(weights.toarray(), full_matrices=False)
        size = min(self.dimensions, singular.size)
        reduced = np.zeros((weights.shape[0], self.dimensions), dtype=np.float32)
        reduced[:, :size] = left[:, :size] * singular[:size]
        return reduced


def _as_they_are(words: list[str]) -> list[str]:
    return words
