"""VADER: sentiment of English posts, by rules over words, emoticons and emoji that people have rated."""

from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from algorithms.text.sentiment import SentimentMethod


class Vader(SentimentMethod):
    """The compound score of vaderSentiment. Made for posts: knows emphasis, negation, emoji and emoticons.

    Hutto and Gilbert (2014), VADER: A parsimonious rule-based model for sentiment analysis of social media text, ICWSM.
    """

    name = "vader-3.3"
    languages = frozenset({"en"})

    def score(self, texts: list[str]) -> NDArray[np.float32]:
        """Score texts: float32 (n), 0 for those without any word that is rated."""
        analyzer = _analyzer()
        return np.array([analyzer.polarity_scores(text)["compound"] for text in texts], dtype=np.float32)


@cache
def _analyzer() -> Any:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer  # noqa: PLC0415  brings a client of HTTP

    return SentimentIntensityAnalyzer()
