"""Naming by words: groups of texts described by the words that tell them from the rest."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.themes.class_tfidf import Table, class_tfidf, people_counts
from algorithms.themes.labels import Words
from algorithms.themes.log_odds import log_odds

_SURE: Final = 1.96


@dataclass(frozen=True, slots=True)
class Named:
    """A group's `words` by class-based TF-IDF, most telling first, and its `distinct` words by weighted log-odds."""

    words: Words
    distinct: Words


def name_by_words(
    table: Table, words: Sequence[str], groups: NDArray[np.int64], people: NDArray[np.int64], count: int, most: int
) -> list[Named]:
    """Describe `count` groups of texts by at most so many words each: one `Named` a group.

    `table` is (texts x words), `groups` int64 the group of each text, -1 for the rest, `people` who wrote it. Both
    weights count people and not texts (`algorithms.themes.class_tfidf.people_counts`). The rest is one more group to
    tell the others from. Words that one person alone uses are left out where others are not; distinct are words that
    belong to the group more than to all other texts with 97.5 % confidence.

    >>> from algorithms.themes.class_tfidf import word_table
    >>> table, words = word_table(["red kettle", "red kettle", "blue lid", "blue lid"])
    >>> named = name_by_words(table, words, np.array([0, 0, 1, 1]), np.arange(4), 2, most=1)
    >>> [group.words[0][0] for group in named]
    ['kettle', 'blue']
    """
    counts = people_counts(table, np.where(groups < 0, count, groups), people, count + 1)
    weights, scores = class_tfidf(counts), log_odds(counts)
    named = []
    for row in range(count):
        entries = slice(int(counts.indptr[row]), int(counts.indptr[row + 1]))
        shared = counts.data[entries] >= 2
        chosen = shared if shared.any() else ~shared
        column = weights.indices[entries][chosen]
        telling = best_words(words, column, weights.data[entries][chosen], most)
        sure = scores.data[entries][chosen] > _SURE
        named.append(Named(telling, best_words(words, column[sure], scores.data[entries][chosen][sure], most)))
    return named


def best_words(words: Sequence[str], column: NDArray[np.integer], value: NDArray[np.float64], most: int) -> Words:
    """At most so many words, with their values, of the highest values, equals by alphabet; `column` are their places.

    >>> best_words(["lid", "kettle", "spout"], np.array([0, 1, 2]), np.array([1.0, 2.0, 1.0]), 2)
    (('kettle', 2.0), ('lid', 1.0))
    """
    near = column[np.argsort(-value, kind="stable")[: 4 * most + 16]]
    known = dict(zip(column.tolist(), value.tolist(), strict=True))
    best = sorted((-known[place], words[place]) for place in near.tolist())[:most]
    return tuple((word, -negative) for negative, word in best)
