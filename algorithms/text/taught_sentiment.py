"""Taught sentiment: models learnt from labels in the languages that have enough of them, another method in the rest."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.text.encoder import Encoder
from algorithms.text.sentiment import SentimentMethod
from algorithms.text.sentiment_model import VERSION, Features, Lesson, SentimentModel

TAUGHT: Final = "taught-"
"""What names of models begin with that are learnt from labels."""

FEWEST_LABELS: Final = 60
FEWEST_OF_A_CLASS: Final = 10
"""Labels that a language must have to be taught: in all, and of each of at least two classes."""


class TaughtSentiment(SentimentMethod):
    """Models of the languages that are taught, and the `other` method for all other languages.

    Its name holds a digest of what each model is made from, so that findings by other labels have another name.

    >>> from algorithms.text.vader import Vader
    >>> lesson = Lesson(("where is it", "it came") * 30, np.array([0, 2] * 30, np.int8))
    >>> taught = TaughtSentiment({"de": lesson}, Vader(), None)
    >>> taught.name.startswith("taught-de-"), taught.name.endswith("+vader-3.3"), sorted(taught.languages or ())
    (True, True, ['de', 'en'])
    >>> [part.name == "vader-3.3" for part in taught.parts]
    [False, True]
    """

    def __init__(self, lessons: Mapping[str, Lesson], other: SentimentMethod, encoder: Encoder | None) -> None:
        models = [
            _TaughtLanguage(language, lesson, features_for(language, other, encoder))
            for language, lesson in sorted(lessons.items())
        ]
        self._parts = (*models, other)
        self.name = "+".join(part.name for part in self._parts)
        self.languages = None if other.languages is None else other.languages | lessons.keys()

    @property
    def parts(self) -> Sequence[SentimentMethod]:
        """The models, and the other method after them."""
        return self._parts

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        """Score texts whose language is not told: by the other method."""
        return self._parts[-1].score(texts)


class _TaughtLanguage(SentimentMethod):
    """The model of one language, which learns when the first text is to be scored."""

    def __init__(self, language: str, lesson: Lesson, features: Features) -> None:
        self.name = f"{TAUGHT}{language}-{_digest(lesson, features)}"
        self.languages = frozenset({language})
        self._lesson = lesson
        self._features = features

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        return self._model.score(texts)

    @cached_property
    def _model(self) -> SentimentModel:
        return SentimentModel(self._lesson, self._features)


def features_for(language: str, lexicon: SentimentMethod, encoder: Encoder | None) -> Features:
    """What a model of a language may look at: a lexicon only where it knows that, an encoder only if it is comparable.

    >>> from algorithms.text.vader import Vader
    >>> features_for("en", Vader(), None).name, features_for("de", Vader(), None).name
    ('words form vader-3.3', 'words form')
    """
    known = lexicon if lexicon.knows(language) else None
    return Features(known, encoder if encoder is not None and encoder.comparable else None)


def lacking(labels: NDArray[np.int8]) -> str | None:
    """What labels of a language lack to teach it, in words; None when they are enough.

    >>> lacking(np.array([0, 2] * 30, np.int8)), lacking(np.array([1] * 70, np.int8))
    (None, 'expected at least 10 labels of each of two classes, got 0 negative, 70 neutral, 0 positive')
    """
    if labels.size < FEWEST_LABELS:
        return f"expected at least {FEWEST_LABELS} labels, got {labels.size}"
    counts = np.bincount(labels, minlength=3)
    if np.count_nonzero(counts >= FEWEST_OF_A_CLASS) < 2:
        tally = "{} negative, {} neutral, {} positive".format(*counts.tolist())
        return f"expected at least {FEWEST_OF_A_CLASS} labels of each of two classes, got {tally}"
    return None


def _digest(lesson: Lesson, features: Features) -> str:
    digest = blake2b(f"{VERSION} {features.name}".encode(), digest_size=5)
    for text, label in zip(lesson.texts, lesson.labels.tolist(), strict=True):
        digest.update(b"%d %d " % (label, len(text)))
        digest.update(text.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()
