"""Sentence encoder: texts are near each other when a language model finds that they mean the same."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.encoder import Encoder, unit_rows
from algorithms.errors import AlgorithmError

_TEXTS_AT_ONCE: Final = 64


class SentenceTransformersEncoder(Encoder):
    """A model of sentence-transformers, the extra `embeddings`. Choose it for several languages or words not shared.

    `model` is a folder that holds one, or a name that sentence-transformers knows. It is loaded with the first texts.
    A text that stands several times is encoded once.

    Reimers and Gurevych (2019), Sentence-BERT.
    """

    def __init__(self, model: str) -> None:
        self.name = f"sentence-transformers-{model}"
        self._path = model
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Encode texts: float32 (n, d), rows of length 1. Raises AlgorithmError when the model cannot be loaded."""
        model = self._loaded()
        if not texts:
            return np.zeros((0, model.get_sentence_embedding_dimension()), dtype=np.float32)
        different, where = np.unique(np.array(texts, dtype=object), return_inverse=True)
        vectors = model.encode(different.tolist(), batch_size=_TEXTS_AT_ONCE, show_progress_bar=False)
        return unit_rows(np.asarray(vectors, dtype=np.float32).reshape(different.size, -1))[where]

    def _loaded(self) -> Any:
        if self._model is None:
            try:
                library = import_module("sentence_transformers")
            except ImportError as error:
                raise AlgorithmError(
                    "expected sentence-transformers to be installed: `pip install 'kith[embeddings]'`, "
                    "or leave the encoder at 'lexical'"
                ) from error
            try:
                self._model = library.SentenceTransformer(self._path)
            except (OSError, ValueError) as error:
                raise AlgorithmError(
                    f"expected a model of sentence-transformers at {self._path!r}, and it could not be loaded: {error}"
                ) from error
        return self._model
