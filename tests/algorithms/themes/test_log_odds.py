"""Weighted log-odds: the equations of Monroe, Colaresi and Quinn, written out word by word."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from algorithms.themes.log_odds import log_odds

Counts = list[list[int]]

PRIOR = 500.0
"""What the prior is worth in all, as the function says."""


def by_the_paper(counts: Counts, group: int, word: int) -> float:
    """Equations 15 to 22: the z-score of one word of one group against all other groups."""
    total = sum(map(sum, counts))
    alpha = PRIOR * sum(row[word] for row in counts) / total
    here, size = counts[group][word], sum(counts[group])
    there, rest = sum(row[word] for row in counts) - here, total - size
    omega_here = (here + alpha) / (size + PRIOR - here - alpha)
    omega_there = (there + alpha) / (rest + PRIOR - there - alpha)
    variance = 1 / (here + alpha) + 1 / (there + alpha)
    return math.log(omega_here / omega_there) / math.sqrt(variance)


def scores_of(counts: Counts) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    scores: np.ndarray[tuple[int, int], np.dtype[np.float64]] = log_odds(sparse.csr_array(counts)).toarray()
    return scores


def test_worked_by_hand() -> None:
    """Two groups of 4 words; each word is used 4 times of 8, so that its share of the prior is 250."""
    z = 2 * math.log(253 / 251) / math.sqrt(1 / 253 + 1 / 251)
    assert scores_of([[3, 1], [1, 3]]) == pytest.approx(np.array([[z, -z], [-z, z]]))


@given(
    st.integers(1, 4).flatmap(
        lambda words: st.lists(
            st.lists(st.sampled_from([0, 0, 1, 2, 7, 300]), min_size=words + 1, max_size=words + 1),
            min_size=1,
            max_size=4,
        )
    )
)
def test_every_score_is_that_of_the_paper_and_unused_words_have_none(counts: Counts) -> None:
    scores = scores_of(counts)
    words_used = sum(any(column) for column in zip(*counts, strict=True))
    for group, row in enumerate(counts):
        for word, used in enumerate(row):
            if not used:
                assert scores[group, word] == 0
            elif words_used > 1:
                assert scores[group, word] == pytest.approx(by_the_paper(counts, group, word), abs=1e-9)


def test_a_word_of_one_group_scores_above_one_that_all_share() -> None:
    own, shared, of_others = scores_of([[40, 40, 0, 5], [0, 40, 40, 30], [0, 40, 40, 30]])[0, [0, 1, 3]]
    assert own > 1.96
    assert own > shared > of_others
    assert of_others < 0


def test_the_rare_word_is_less_sure_than_the_common_one_of_the_same_share() -> None:
    scores = scores_of([[3, 30, 967], [1, 10, 989]])
    assert 0 < scores[0, 0] < 1.96 < scores[0, 1]


def test_of_two_groups_the_one_gains_what_the_other_loses() -> None:
    scores = scores_of([[5, 9, 1], [7, 2, 30]])
    assert scores[0] == pytest.approx(-scores[1])


def test_the_same_use_everywhere_is_nobodys() -> None:
    assert scores_of([[5, 20], [10, 40], [1, 4]]) == pytest.approx(np.zeros((3, 2)), abs=1e-12)


def test_a_group_alone_is_told_from_nobody() -> None:
    assert scores_of([[5, 20, 3]]) == pytest.approx(np.zeros((1, 3)), abs=1e-12)


def test_a_single_word_is_nobodys_more_than_by_its_counts() -> None:
    scores = scores_of([[9], [1]])
    assert np.isfinite(scores).all()
    assert scores[0, 0] == pytest.approx(math.log(509 / 501) / math.sqrt(1 / 509 + 1 / 501))


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 3)])
def test_a_table_without_counts_has_no_scores(shape: tuple[int, int]) -> None:
    odds = log_odds(sparse.csr_array(shape, dtype=np.int64))
    assert odds.shape == shape
    assert odds.nnz == 0


@pytest.mark.parametrize("kind", [np.int32, np.int64, np.float64])
def test_what_is_given_stays_as_it_was(kind: type) -> None:
    counts = sparse.csr_array(np.array([[3, 1], [1, 3]], dtype=kind))
    log_odds(counts)
    assert counts.toarray().tolist() == [[3, 1], [1, 3]]
