"""Degree: how many people pay attention to someone. The baseline every other measure must be held against."""

from typing import Final

import numpy as np

from algorithms.centrality.measure_spec import MeasureSpec, TakenApart, no_columns
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


MEASURES: Final = (
    MeasureSpec(
        name="degree",
        order=10,
        label="People attending",
        meaning="How many different people pay attention to this person.",
        lies="Counts a like like a long talk, and fans like peers. The baseline every other measure is held against.",
        formula="The number of ties towards the person.",
        paper="Freeman (1978), *Centrality in social networks*, Social Networks 1.",
        cost="n.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: degree(on.ties),
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(
            outward=False, remains=False, values_of=(), amounts=lambda own: np.ones(own.positions.size)
        ),
        oracle="tests/algorithms/centrality/test_degree.py::test_degree_and_attention_equal_networkx",
    ),
    MeasureSpec(
        name="out_degree",
        order=30,
        label="People attended to",
        meaning="How many different people this person pays attention to.",
        lies="Loud people have much of it; that is not influence.",
        formula="The number of ties from the person.",
        paper="Freeman (1978), *Centrality in social networks*, Social Networks 1.",
        cost="n.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: out_degree(on.ties),
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(
            outward=True, remains=False, values_of=(), amounts=lambda own: np.ones(own.positions.size)
        ),
        oracle="tests/algorithms/centrality/test_degree.py::test_degree_and_attention_equal_networkx",
    ),
)
