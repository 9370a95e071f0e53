"""Class-based TF-IDF: the words that tell one group of texts from the others."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from algorithms.text.vocabulary import words_of

Table = Any
"""A `scipy.sparse.csr_array` of two dimensions, whose type cannot be told in few words."""

_MOST_WORDS: Final = 200_000


def word_table(texts: Iterable[str]) -> tuple[Table, list[str]]:
    """Mark which text holds which content word: (texts x words, 1 or nothing), and the words, ascending.

    >>> table, words = word_table(["the kettle is hot", "a hot day", ""])
    >>> words, table.toarray().tolist()
    (['day', 'hot', 'kettle'], [[0, 1, 1], [1, 1, 0], [0, 0, 0]])
    """
    words = words_of(texts)
    if not any(words):
        return sparse.csr_array((len(words), 0), dtype=np.int32), []
    vectorizer = CountVectorizer(analyzer=_as_they_are, binary=True, max_features=_MOST_WORDS, dtype=np.int32)
    table = sparse.csr_array(vectorizer.fit_transform(words))
    return table, vectorizer.get_feature_names_out().tolist()


def people_counts(table: Table, groups: NDArray[np.int64], people: NDArray[np.int64], count: int) -> Table:
    """Count how many people of each group use each word: (groups x words).

    `groups`, 0 to `count` - 1, and `people` are the group and the author of each text. Counting people and not texts
    keeps what one voice repeats, such as a signature, from passing for what many say.

    >>> table, words = word_table(["kettle", "kettle", "kettle", "lid"])
    >>> people_counts(table, np.array([0, 0, 0, 1]), np.array([5, 5, 6, 5]), 2).toarray().tolist()
    [[2, 0], [0, 1]]
    """
    voices, voice = np.unique(np.stack([groups, people], axis=1), axis=0, return_inverse=True)
    used = _sums(table, voice.ravel(), voices.shape[0])
    used.data = np.ones_like(used.data)
    return _sums(used, voices[:, 0], count)


def _sums(table: Table, groups: NDArray[np.int64], count: int) -> Table:
    """Add up the rows of each group."""
    ones = np.ones(groups.size, dtype=np.int64)
    return sparse.csr_array((ones, (groups, np.arange(groups.size))), shape=(count, groups.size)) @ table


def class_tfidf(counts: Table) -> Table:
    """Weigh words by how far they belong to one group: tf · log(1 + A / f).

    tf is a word's share of the counts of the group, f its count in all groups, A the mean of the counts a group adds up
    to. `counts` is (groups x words); so is the result, 0 or above. A group without words has no weights.

    Grootendorst (2022), BERTopic: Neural topic modeling with a class-based TF-IDF procedure.

    >>> weights = class_tfidf(sparse.csr_array([[2, 2, 0], [2, 0, 2]])).toarray()
    >>> bool(weights[0, 1] > weights[0, 0] > weights[0, 2] == 0)
    True
    """
    sizes = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    everywhere = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    rarity = np.log1p(sizes.mean() / np.maximum(everywhere, 1.0)) if sizes.size else everywhere
    weights = sparse.csr_array(counts, dtype=np.float64)
    weights.data *= rarity[weights.indices] / np.repeat(np.maximum(sizes, 1.0), np.diff(weights.indptr))
    return weights


def _as_they_are(words: list[str]) -> list[str]:
    return words
