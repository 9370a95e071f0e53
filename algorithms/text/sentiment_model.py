"""A model of sentiment that is learnt from labels: by words, form, what a lexicon says, and vectors of an encoder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.kernels.one_thread import one_thread
from algorithms.text.encoder import Encoder
from algorithms.text.sentiment import NEUTRAL_WITHIN, SentimentMethod
from graph.text.tokens import tokenize

VERSION: Final = 1
"""Raised whenever the same labels would give another model."""

_CLASSES: Final = 3
_FOLDS: Final = 5
_FREEDOM: Final = 3.0
"""`C` of the regression: of 1, 3 and 10 the best or near it, from 100 to 1,000 labels (`bench/results/teaching.md`)."""

_LEXICON_WEIGHT: Final = 1.5
_VECTOR_WEIGHT: Final = 3.0
"""Words of a text have length 1 together; what a lexicon or an encoder says of it weighs so much beside them."""

_MOST_STRETCHED: Final = 2.0
_LONGEST: Final = 280.0

Values = NDArray[np.float32]
Chances = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """Texts in one language, as people say them, and what somebody says of each: codes of `CLASSES`, int8 (n)."""

    texts: tuple[str, ...]
    labels: NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Features:
    """What a model looks at besides words: a lexicon that knows the language, an encoder; None where there is none.

    The vectors of the encoder must be `comparable` between two calls.
    """

    lexicon: SentimentMethod | None = None
    encoder: Encoder | None = None

    @property
    def name(self) -> str:
        """Names the features, for what a model is known by.

        >>> Features().name
        'words form'
        """
        readers = [reader.name for reader in (self.lexicon, self.encoder) if reader is not None]
        return " ".join(["words", "form", *readers])

    def of(self, texts: Sequence[str]) -> Values:
        """What does not depend on labels: float32 (n, d).

        >>> Features().of(["WHERE is my parcel?!"]).round(2).tolist()
        [[1.0, 1.0, 0.0, 0.0, 1.0, 0.07000000029802322]]
        """
        columns = [_form(texts)]
        if self.lexicon is not None:
            columns.append(_LEXICON_WEIGHT * self.lexicon.features(list(texts)))
        if self.encoder is not None:
            columns.append(_VECTOR_WEIGHT * self.encoder.encode_some(texts))
        return np.hstack(columns, dtype=np.float32)


class SentimentModel:
    """Multinomial logistic regression over words and pairs of words (TF-IDF), form, lexicon and vectors.

    A text is put into the class that it speaks for most, measured by how often each class is labelled; so a rare class
    is found as well as a frequent one. Its sentiment is the chance of positive less that of negative, within the bounds
    of its class. Texts that are called neutral lose what they lean to; the others are stretched so much that the mean
    of many posts stays what people say of them, as it is found for labels that were left out.

    Cox (1958), The regression analysis of binary sequences; Salton and Buckley (1988) for the weights of words.
    """

    @one_thread()
    def __init__(self, lesson: Lesson, features: Features) -> None:
        """Learn from a lesson with labels of at least two classes. 300 labels take about a second."""
        self._features = features
        dense = features.of(lesson.texts)
        self._fitted = _Fitted.of(lesson, dense)
        chances = np.empty((len(lesson.texts), _CLASSES))
        for rows, rest in _folds(lesson.labels):
            part = _Fitted.of(_part(lesson, rest), dense[rest])
            chances[rows] = part.chances(_texts_at(lesson, rows), dense[rows])
        self._stretch = _stretch_of(chances, self._fitted.shares)

    @one_thread()
    def score(self, texts: Sequence[str]) -> Values:
        """Sentiment of texts, float32 (n), from -1 to 1."""
        chances = self._fitted.chances(texts, self._features.of(texts))
        return _values(chances, self._fitted.shares, self._stretch)


def left_out(lesson: Lesson, features: Features) -> Values:
    """Sentiment of each text of a lesson by a model that learnt from four fifths of it, without this one: float32 (n).

    >>> lesson = Lesson(("where is it", "it came, thanks") * 10, np.array([0, 2] * 10, np.int8))
    >>> np.sign(left_out(lesson, Features()))[:4].tolist()
    [-1.0, 1.0, -1.0, 1.0]
    """
    values = np.empty(len(lesson.texts), dtype=np.float32)
    for rows, rest in _folds(lesson.labels):
        values[rows] = SentimentModel(_part(lesson, rest), features).score(_texts_at(lesson, rows))
    return values


@dataclass(frozen=True, slots=True)
class _Fitted:
    """Words and the regression, fitted to labels; `shares` of the labels that each class has, float64 (3)."""

    words: Any
    regression: Any
    shares: NDArray[np.float64]

    @classmethod
    def of(cls, lesson: Lesson, dense: Values) -> "_Fitted":
        from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415  two seconds, for those who learn
        from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

        words = TfidfVectorizer(analyzer=_words_and_pairs, sublinear_tf=True).fit([*lesson.texts, "a"])
        regression = LogisticRegression(C=_FREEDOM, max_iter=1_000)
        regression.fit(_columns(words, lesson.texts, dense), lesson.labels)
        return cls(words, regression, np.bincount(lesson.labels, minlength=_CLASSES) / lesson.labels.size)

    def chances(self, texts: Sequence[str], dense: Values) -> Chances:
        """The chance of each class, float64 (n, 3); 0 of one without labels."""
        chances = np.zeros((len(texts), _CLASSES))
        chances[:, self.regression.classes_] = self.regression.predict_proba(_columns(self.words, texts, dense))
        return chances


def _columns(words: Any, texts: Sequence[str], dense: Values) -> Any:
    from scipy import sparse  # noqa: PLC0415

    return sparse.hstack([words.transform(texts), sparse.csr_matrix(dense)], format="csr")


def _words_and_pairs(text: str) -> list[str]:
    tokens = tokenize(text)
    return [*tokens, *(f"{one} {other}" for one, other in pairwise(tokens))]


def _form(texts: Sequence[str]) -> Values:
    """What shows without reading: exclamation, question, digits, hashtags, capitals, length."""
    marks = [
        ("!" in text, "?" in text, any(map(str.isdigit, text)), "#" in text, _shouts(text), len(text) / _LONGEST)
        for text in texts
    ]
    return np.minimum(np.array(marks, dtype=np.float32).reshape(len(texts), -1), 1.0)


def _shouts(text: str) -> bool:
    return any(len(word) > 2 and word.isupper() for word in text.split())


def _folds(labels: NDArray[np.int8]) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Rows of each of five parts that hold every class alike, and those of the rest; the same for the same labels."""
    order = np.random.default_rng(labels.size).permutation(labels.size)
    order = order[np.argsort(labels[order], kind="stable")]
    fold = np.empty(labels.size, dtype=np.int64)
    fold[order] = np.arange(labels.size) % _FOLDS
    for part in range(_FOLDS):
        yield np.flatnonzero(fold == part), np.flatnonzero(fold != part)


def _part(lesson: Lesson, rows: NDArray[np.int64]) -> Lesson:
    return Lesson(_texts_at(lesson, rows), lesson.labels[rows])


def _texts_at(lesson: Lesson, rows: NDArray[np.int64]) -> tuple[str, ...]:
    return tuple(lesson.texts[row] for row in rows.tolist())


def _classes(chances: Chances, shares: NDArray[np.float64]) -> NDArray[np.int64]:
    """The class that each text speaks for most, beside how often it is labelled."""
    return np.asarray(np.argmax(chances / np.where(shares > 0, shares, 1.0), axis=1))


def _stretch_of(chances: Chances, shares: NDArray[np.float64]) -> tuple[float, float]:
    """How much further texts called negative, and positive, lean, so that they make up for those called neutral."""
    lean, classes = chances[:, 2] - chances[:, 0], _classes(chances, shares)

    def stretch(sign: int, code: int) -> float:
        counted = np.maximum(sign * lean[classes == code], 0).sum()
        return float(np.clip(np.maximum(sign * lean, 0).sum() / counted, 1, _MOST_STRETCHED)) if counted else 1.0

    return stretch(-1, 0), stretch(1, 2)


def _values(chances: Chances, shares: NDArray[np.float64], stretch: tuple[float, float]) -> Values:
    lean, classes = chances[:, 2] - chances[:, 0], _classes(chances, shares)
    inside = NEUTRAL_WITHIN * 0.99
    values = np.select(
        [classes == 0, classes == 2],
        [np.minimum(lean * stretch[0], -NEUTRAL_WITHIN * 1.01), np.maximum(lean * stretch[1], NEUTRAL_WITHIN * 1.01)],
        np.clip(lean, -inside, inside),
    )
    return np.asarray(np.clip(values, -1, 1), dtype=np.float32)
