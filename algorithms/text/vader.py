"""VADER: sentiment of English posts, by rules over words, emoticons and emoji that people have rated."""

from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from algorithms.text.sentiment import SentimentMethod

_SCORES: Final = ("compound", "pos", "neg", "neu")


class Vader(SentimentMethod):
    """The compound score of vaderSentiment. Made for posts: knows emphasis, negation, emoji and emoticons.

    Hutto and Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis of social media text, ICWSM.
    """

    name = "vader-3.3"
    languages = frozenset({"en"})

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        """Score texts: float32 (n), 0 for those without any word that is rated."""
        return self.features(texts)[:, 0]

    def features(self, texts: list[str]) -> NDArray[np.float32]:
        """The compound score and the shares of words that speak well, ill and neither: float32 (n, 4)."""
        analyzer = _analyzer()
        scores = [[*map(analyzer.polarity_scores(text).get, _SCORES)] for text in texts]
        return np.array(scores, dtype=np.float32).reshape(-1, len(_SCORES))


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415  brings a client of HTTP

    return SentimentIntensityAnalyzer()
