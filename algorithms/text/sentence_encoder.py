"""Sentence encoder: texts are near each other when a language model finds that they mean the same."""

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import AlgorithmError
from algorithms.text.encoder import Encoder, unit_rows
from algorithms.text.memory import NOTHING_KEPT, Memory, Share
from graph.text.cleaning import spoken_texts

_TEXTS_AT_ONCE: Final = 32

Load = Callable[[Any], Any]
"""Given the library sentence_transformers, gives a model of it."""


class SentenceTransformersEncoder(Encoder):
    """A model of sentence-transformers, the extra `embeddings`. Choose it for several languages or words not shared.

    `model` is a folder that holds one, or a name that sentence-transformers knows. It is loaded with the first text
    that `memory` does not know: no text is encoded twice, and batches are of texts of like length. `load` gives the
    model another way, as run by ONNX; `backend` then names that way.

    Reimers and Gurevych (2019), Sentence-BERT.
    """

    comparable = True

    def __init__(
        self, model: str, memory: Memory = NOTHING_KEPT, *, backend: str = "torch", load: Load | None = None
    ) -> None:
        self.name = f"sentence-transformers-{model}" + ("" if backend == "torch" else f"-{backend}")
        self._path = model
        self._memory = memory
        self._load = load or self._as_it_is
        self._model: Any = None

    def encode(self, texts: Sequence[str], progress: Share = lambda _: None) -> NDArray[np.float32]:
        """Encode texts: float32 (n, d), rows of length 1. Raises AlgorithmError when the model cannot be loaded.

        What is read is what people say: markup, links and handles would be words of the model like any other.
        """
        return self._memory.through(self.name, _spoken(texts), self._encoded, progress)

    def encode_some(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See `Encoder.encode_some`."""
        return self._memory.through_some(self.name, _spoken(texts), self._encoded)

    def _encoded(self, texts: list[str]) -> NDArray[np.float32]:
        vectors = self._loaded().encode(texts, batch_size=_TEXTS_AT_ONCE, show_progress_bar=False)
        return unit_rows(np.asarray(vectors, dtype=np.float32).reshape(len(texts), -1))

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
                self._model = self._load(library)
            except (OSError, ValueError) as error:
                raise AlgorithmError(
                    f"expected a model of sentence-transformers at {self._path!r}, and it could not be loaded: {error}"
                ) from error
        return self._model

    def _as_it_is(self, library: Any) -> Any:
        return library.SentenceTransformer(self._path, device="cpu")


def _spoken(texts: Sequence[str]) -> list[str]:
    words: list[str] = spoken_texts(pa.array(texts, pa.large_string())).to_pylist()
    return words
