"""Sentiment: how well or ill each post speaks, from -1 to 1."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.text.languages import Languages
from algorithms.text.memory import NOTHING_KEPT, Memory, Share
from graph.snapshot.snapshot import PostColumns
from graph.text.cleaning import spoken_texts

NEUTRAL_WITHIN: Final = 0.05
"""Less than so far from 0 is neutral: what the authors of VADER use."""


class SentimentMethod(ABC):
    """Tells how well a text speaks. `name` stands in provenance; `languages` it knows, None for all."""

    name: str
    languages: frozenset[str] | None

    @abstractmethod
    def score(self, texts: list[str]) -> NDArray[np.float32]:
        """Score texts without links and handles, from -1 (ill) to 1 (well): float32 (n), NaN where it cannot tell."""

    @property
    def parts(self) -> "Sequence[SentimentMethod]":
        """The methods that this one is made of: each tells of its own languages, the first that knows one."""
        return (self,)

    def knows(self, language: str) -> bool:
        """Whether it tells how texts in a language speak."""
        return self.languages is None or language in self.languages

    def features(self, texts: list[str]) -> NDArray[np.float32]:
        """What somebody who learns from labels may look at: float32 (n, d); the score, unless a method knows more."""
        return np.nan_to_num(self.score(texts)).reshape(-1, 1)


@dataclass(frozen=True, slots=True)
class Sentiment:
    """How each post speaks: `values` float32 (p) from -1 to 1, NaN where it is not known; `method` names what told."""

    values: NDArray[np.float32]
    method: str

    def __post_init__(self) -> None:
        known = self.values[~np.isnan(self.values)]
        if known.size and not -1 <= float(known.min()) <= float(known.max()) <= 1:
            raise MalformedResult("expected sentiment from -1 to 1")
        object.__setattr__(self, "values", locked(self.values))

    def of(self, post: int) -> float | None:
        """Sentiment of the post in a row; None where it is not known."""
        value = float(self.values[post])
        return None if np.isnan(value) else value


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentiment of many posts: the mean of those known, None for none, and how many there are of each."""

    mean: float | None
    positive: int
    neutral: int
    negative: int
    unknown: int


def find_sentiment(
    posts: PostColumns,
    languages: Languages,
    method: SentimentMethod,
    memory: Memory = NOTHING_KEPT,
    progress: Share = lambda _: None,
) -> Sentiment:
    """Find how each post speaks, by a method; in languages that it does not know the sentiment is not known.

    So it is for posts without a text, or with nothing but links and handles, and for reposts, which say nothing of
    their own. What is quoted is not counted: the text of the post alone is read. `memory` keeps what was scored.

    >>> from algorithms.text.languages import find_languages
    >>> from algorithms.text.vader import Vader
    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", text="I love it!", language="en"), Said("post:x:2", text="J'adore", language="fr")]
    >>> posts = snapshot_of(posts=said).posts
    >>> [value and round(value, 2) for value in map(find_sentiment(posts, find_languages(posts), Vader()).of, (0, 1))]
    [0.67, None]
    """
    values = np.full(len(posts.ids), np.nan, dtype=np.float32)
    left = np.asarray(posts.texts.is_valid(), dtype=np.bool_) & (posts.repost_of < 0)
    for part in method.parts:
        readable = left & _in_its_languages(part, languages)
        left &= ~readable
        rows = np.flatnonzero(readable)
        texts = spoken_texts(posts.texts.take(pa.array(rows))).to_pylist()
        spoken = np.array([bool(text) for text in texts], dtype=np.bool_)
        words = [text for text in texts if text]
        scored = memory.through(part.name, words, partial(_scored, part), progress)
        values[rows[spoken]] = np.clip(scored[:, 0], -1, 1)
    return Sentiment(values, method.name)


def _in_its_languages(method: SentimentMethod, languages: Languages) -> NDArray[np.bool_]:
    """Which posts are in a language that a method knows; one that knows all reads posts of no known language too."""
    if method.languages is None:
        return np.ones(languages.codes.size, dtype=np.bool_)
    return np.isin(languages.codes, [code for code, name in enumerate(languages.names) if method.knows(name)])


def _scored(method: SentimentMethod, texts: list[str]) -> NDArray[np.float32]:
    return method.score(texts).reshape(-1, 1)


def summarise(values: NDArray[np.float32]) -> Summary:
    """Sum up the sentiment of some posts, float32 (n), NaN where it is not known.

    >>> summarise(np.array([0.5, -0.5, 0.0, 0.9, np.nan], dtype=np.float32))
    Summary(mean=0.225, positive=2, neutral=1, negative=1, unknown=1)
    """
    known = values[~np.isnan(values)].astype(np.float64)
    return Summary(
        mean=round(float(known.mean()), 6) if known.size else None,
        positive=int((known >= NEUTRAL_WITHIN).sum()),
        neutral=int((np.abs(known) < NEUTRAL_WITHIN).sum()),
        negative=int((known <= -NEUTRAL_WITHIN).sum()),
        unknown=int(values.size - known.size),
    )
