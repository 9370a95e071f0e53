"""Class-based TF-IDF: the words that tell one group of texts from the others."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.feature_extraction.text import CountVectorizer

from algorithms.vocabulary import content_words

Table = Any
"""A `scipy.sparse.csr_array` of two dimensions, whose type cannot be told in few words."""

_MOST_WORDS: Final = 200_000


def word_table(texts: Iterable[str]) -> tuple[Table, list[str]]:
    """Mark which text holds which content word: (texts x words, 1 or nothing), and the words, ascending.

    A word counts once a text, so that saying it often in one does not make it a word of many.
    """
    words = [content_words(text) for text in texts]
    if not any(words):
        return sparse.csr_array((len(words), 0), dtype=np.int32), []
    vectorizer = CountVectorizer(analyzer=_as_they_are, binary=True, max_features=_MOST_WORDS, dtype=np.int32)
    table = sparse.csr_array(vectorizer.fit_transform(words))
    return table, vectorizer.get_feature_names_out().tolist()


def group_counts(table: Table, groups: NDArray[np.int64], count: int) -> Table:
    """Count in how many texts of each group each word stands; `groups`, 0 to `count` - 1, is the group of each text."""
    members = sparse.csr_array(
        (np.ones(groups.size, dtype=np.int64), (groups, np.arange(groups.size))), shape=(count, groups.size)
    )
    return sparse.csr_array(members @ table)


def class_tfidf(counts: Table) -> Table:
    """Weigh words by how far they belong to one group: tf · log(1 + A / f).

    tf is a word's share of the words of the group, f how often it stands in all groups, A the mean number of words a
    group. `counts` is (groups x words); so is the result, 0 or above. A group without words has no weights.

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
