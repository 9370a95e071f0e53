"""Class-based TF-IDF: worked by hand, and that people are counted and not texts."""

import numpy as np
import pytest
from scipy import sparse

from algorithms.themes.class_tfidf import class_tfidf, people_counts, word_table


def test_weights_worked_by_hand() -> None:
    # group 0: red 3, blue 1; group 1: blue 2. A = (4 + 2) / 2 = 3; f = red 3, blue 3: both log(1 + 1)
    weights = class_tfidf(sparse.csr_array([[3, 1], [0, 2]])).toarray()
    np.testing.assert_allclose(weights, np.log(2) * np.array([[0.75, 0.25], [0.0, 1.0]]))


def test_one_voice_counts_once_however_often_it_speaks() -> None:
    table, words = word_table(["signature coffee", "signature tea", "signature", "coffee"])
    counts = people_counts(table, np.zeros(4, dtype=np.int64), np.array([7, 7, 7, 8]), 1).toarray()[0]
    assert dict(zip(words, counts.tolist(), strict=True)) == {"coffee": 2, "signature": 1, "tea": 1}


def test_the_same_voice_counts_in_each_group() -> None:
    table, words = word_table(["coffee", "coffee", "tea"])
    counts = people_counts(table, np.array([0, 1, 1]), np.array([5, 5, 6]), 2).toarray()
    assert words == ["coffee", "tea"]
    assert counts.tolist() == [[1, 0], [1, 1]]


@pytest.mark.parametrize("texts", [[], ["", "the and of"], ["@ann https://a.example/b"]])
def test_texts_without_words_have_an_empty_table(texts: list[str]) -> None:
    table, words = word_table(texts)
    assert table.shape == (len(texts), 0)
    assert words == []
