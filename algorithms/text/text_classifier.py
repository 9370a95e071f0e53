"""Text classifier: sentiment by any model of transformers that sorts texts into bad, neutral and good."""

import re
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.errors import AlgorithmError
from algorithms.text.sentiment import SentimentMethod

_AT_ONCE: Final = 64
_LONGEST: Final = 512

_MEANINGS: Final = {
    "negative": -1.0, "neg": -1.0, "bad": -1.0, "very negative": -1.0, "somewhat negative": -0.5,
    "neutral": 0.0, "neu": 0.0, "mixed": 0.0,
    "positive": 1.0, "pos": 1.0, "good": 1.0, "very positive": 1.0, "somewhat positive": 0.5,
}  # fmt: skip
_STARS: Final = re.compile(r"^([1-5]) ?stars?$")


class TextClassifier(SentimentMethod):
    """A text-classification model, through the extra `embeddings`. Choose it for languages that VADER does not know.

    `model` is a folder that holds one, or a name that transformers knows; it is loaded with the first texts. The
    sentiment of a text is the mean of what its labels stand for (negative -1, neutral 0, positive 1; one to five stars
    from -1 to 1), weighted by the chance that the model gives each. `languages` it was trained on, None for all.
    """

    def __init__(self, model: str, languages: frozenset[str] | None = None) -> None:
        self.name = f"transformers-{model}"
        self.languages = languages
        self._path = model
        self._model: Any = None

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        """Score texts: float32 (n). Raises AlgorithmError when there is no such model, or its labels mean nothing."""
        classify, meanings = self._loaded()
        answers = classify(texts, batch_size=_AT_ONCE, truncation=True, max_length=_longest(classify), top_k=None)
        return np.array(
            [sum(label["score"] * meanings[label["label"]] for label in labels) for labels in answers], dtype=np.float32
        )

    def _loaded(self) -> tuple[Any, dict[str, float]]:
        if self._model is None:
            try:
                library = import_module("transformers")
            except ImportError as error:
                raise AlgorithmError(
                    "expected transformers to be installed: `pip install 'kith[embeddings]'`, "
                    "or leave the sentiment at 'vader'"
                ) from error
            try:
                classify = library.pipeline("text-classification", model=self._path)
            except (OSError, ValueError) as error:
                raise AlgorithmError(
                    f"expected a text-classification model at {self._path!r}, and it could not be loaded: {error}"
                ) from error
            self._model = classify, meanings_of(list(classify.model.config.id2label.values()))
        loaded: tuple[Any, dict[str, float]] = self._model
        return loaded


def _longest(classify: Any) -> int:
    """How many tokens of a text the model can read. Two places are spared: models like RoBERTa count from 2."""
    places = getattr(classify.model.config, "max_position_embeddings", None) or _LONGEST + 2
    return min(_LONGEST, int(classify.tokenizer.model_max_length), int(places) - 2)


def meanings_of(labels: list[str]) -> dict[str, float]:
    """What each label of a model stands for, from -1 to 1. Raises AlgorithmError for labels that say nothing of it.

    >>> meanings_of(["NEGATIVE", "POSITIVE"]), meanings_of(["1 star", "4 stars"])
    ({'NEGATIVE': -1.0, 'POSITIVE': 1.0}, {'1 star': -1.0, '4 stars': 0.5})
    """
    meanings = {}
    for label in labels:
        plain = label.casefold().replace("_", " ").strip()
        stars = _STARS.match(plain)
        meaning = (int(stars.group(1)) - 3) / 2 if stars else _MEANINGS.get(plain)
        if meaning is None:
            raise AlgorithmError(
                f"expected a model whose labels are negative, neutral and positive or 1 to 5 stars, got {labels}"
            )
        meanings[label] = meaning
    return meanings
