"""Burst words: what a stretch of time is about, held against the rest."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from algorithms.themes.class_tfidf import people_counts, word_table
from algorithms.themes.log_odds import log_odds

_SURE = 1.96


def burst_words(
    texts: Sequence[str], inside: NDArray[np.bool_], people: NDArray[np.int64], most: int = 8
) -> list[tuple[str, float]]:
    """The words that people use more `inside`, bool (n), than in the other texts, with 97.5 % confidence: best first.

    `people` are rows of who wrote each text. The score is that of `algorithms.themes.log_odds`, counting people and not
    texts; a word must be used by two of them inside. Equals by alphabet.

    >>> texts = ["the lid fell off"] * 40 + ["tea is nice"] * 40
    >>> [word for word, _ in burst_words(texts, np.arange(80) < 40, np.arange(80))]
    ['fell', 'lid']
    """
    table, words = word_table(texts)
    counts = people_counts(table, np.where(inside, 0, 1), people, 2)
    scores = log_odds(counts)
    here = slice(int(counts.indptr[0]), int(counts.indptr[1]))
    telling = [
        (words[column], score)
        for column, score, used in zip(
            scores.indices[here].tolist(), scores.data[here].tolist(), counts.data[here].tolist(), strict=True
        )
        if used >= 2 and score > _SURE
    ]
    return sorted(telling, key=lambda one: (-one[1], one[0]))[:most]
