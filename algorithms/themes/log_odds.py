"""Weighted log-odds: the words that one group uses more than all the rest, with how sure that is."""

from typing import Final

import numpy as np
from scipy import sparse

from algorithms.themes.class_tfidf import Table

_PRIOR: Final = 500.0
"""Counts that the prior is worth in all: a word is held to be as common as everywhere until so much speaks against."""

_NONE: Final = 1e-9
"""Stands for the other words where a single word is all there is."""


def log_odds(counts: Table) -> Table:
    """Z-scores of the words of each group against all other groups together, as a sparse (groups x words).

    `counts` is (groups x words), 0 or above. With y of n counts for a word in the group, and alpha of alpha0 in the
    prior (the shares of all groups, worth 500 counts), the log-odds (y + alpha) / (n + alpha0 - y - alpha) of the group
    less those of the rest are divided by their standard deviation, sqrt(1 / (y + alpha) + 1 / (rest + alpha)). Above
    1.96 a word is more of this group than of others with 97.5 % confidence. Words that a group does not use have no
    score.

    Monroe, Colaresi and Quinn (2008), Fightin' words: lexical feature selection and evaluation for identifying the
    content of political conflict, Political Analysis 16, equations 15 to 22.

    >>> scores = log_odds(sparse.csr_array([[300, 100], [100, 300]])).toarray()
    >>> bool(scores[0, 0] > 1.96), bool(np.allclose(scores[0, 0], scores[1, 1])), bool(scores[0, 1] < 0)
    (True, True, True)
    """
    scores = sparse.csr_array(counts, dtype=np.float64)
    of_word = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    total = float(of_word.sum())
    if total == 0:
        return scores
    sizes = np.repeat(np.asarray(counts.sum(axis=1), dtype=np.float64).ravel(), np.diff(scores.indptr))
    used, all_uses = scores.data, of_word[scores.indices]
    prior = _PRIOR * all_uses / total
    here, there = used + prior, all_uses - used + prior
    others_here = np.maximum(sizes + _PRIOR - here, _NONE)
    others_there = np.maximum(total - sizes + _PRIOR - there, _NONE)
    odds = np.log(here / others_here) - np.log(there / others_there)
    scores.data = odds / np.sqrt(1 / here + 1 / there)
    return scores
