"""Degree: how many people pay attention to someone. The baseline every other measure must be held against."""

import numpy as np

from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties


def degree(ties: Ties) -> Scores:
    """Count the distinct people who pay attention to each person.

    Whole numbers, 0 for people nobody pays attention to; a person's own attention to themselves never counts. Empty
    ties give empty scores; parts that are not connected do not touch each other. 16 bytes a person.

    Freeman (1978), Centrality in social networks: conceptual clarification, Social Networks 1(3).

    >>> from tests.worlds import WORLDS
    >>> degree(WORLDS["star"].ties()).values.tolist()
    [5.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    return Scores(np.diff(ties.in_indptr).astype(np.float64))


def out_degree(ties: Ties) -> Scores:
    """Count the distinct people each person pays attention to.

    Whole numbers, 0 for people who pay attention to nobody. Empty ties give empty scores. 16 bytes a person.

    >>> from tests.worlds import WORLDS
    >>> out_degree(WORLDS["star"].ties()).values.tolist()
    [0.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    return Scores(np.diff(ties.indptr).astype(np.float64))
