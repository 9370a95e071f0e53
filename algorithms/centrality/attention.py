"""Attention: how much of it a person gets (the measure STRENGTH) and gives (OUT_STRENGTH)."""

from typing import Final

import numpy as np

from algorithms.centrality.measure_spec import MeasureSpec, TakenApart, no_columns
from algorithms.centrality.scores import Scores
from algorithms.ties.ties import Ties, Weights


def strength(ties: Ties, *, weights: Weights = "evidence") -> Scores:
    """Add up the attention each person gets: the evidence of all ties towards them.

    The unit is that of evidence: one reply of today is 1. 0 for people nobody pays attention to. With `weights`
    "strength" it is the sum of the strengths, with "none" it is the degree. Raises BadParameter for other weights.
    16 bytes a tie and 8 a person.

    Barrat, Barthelemy, Pastor-Satorras and Vespignani (2004), The architecture of complex weighted networks, PNAS
    101(11).

    >>> from tests.worlds import WORLDS
    >>> strength(WORLDS["mutual"].ties()).values.tolist()
    [1.0, 2.0]
    """
    chosen = ties.weights(weights)
    return Scores(np.bincount(ties.indices, weights=chosen, minlength=ties.people).astype(np.float64))


def out_strength(ties: Ties, *, weights: Weights = "evidence") -> Scores:
    """Add up the attention each person gives: the evidence of all ties from them. Else like `strength`.

    20 bytes a tie and 8 a person.

    >>> from tests.worlds import WORLDS
    >>> out_strength(WORLDS["mutual"].ties()).values.tolist()
    [2.0, 1.0]
    """
    chosen = ties.weights(weights)
    return Scores(np.bincount(ties.sources(), weights=chosen, minlength=ties.people).astype(np.float64))


MEASURES: Final = (
    MeasureSpec(
        name="strength",
        order=20,
        label="Attention",
        meaning="How much attention a person gets, by kind, count and age of each act.",
        lies="One devoted fan can outweigh many readers; `degree` beside it tells.",
        formula="The sum of the evidence of all ties towards the person. One reply of today is 1.",
        paper="Barrat and others (2004), *The architecture of complex weighted networks*, PNAS 101.",
        cost="m.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: strength(on.ties),
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(outward=False, remains=False, values_of=(), amounts=lambda own: own.evidence),
        oracle="tests/algorithms/centrality/test_degree.py::test_degree_and_attention_equal_networkx",
    ),
    MeasureSpec(
        name="out_strength",
        order=40,
        label="Attention given",
        meaning="How much attention a person pays to others.",
        lies="A machine that replies to everybody leads it.",
        formula="The sum of the evidence of all ties from the person.",
        paper="Barrat and others (2004), *The architecture of complex weighted networks*, PNAS 101.",
        cost="m.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: out_strength(on.ties),
        on_ties=True,
        parameters=(),
        columns=no_columns,
        made_of=(),
        taken_apart=TakenApart(outward=True, remains=False, values_of=(), amounts=lambda own: own.evidence),
        oracle="tests/algorithms/centrality/test_degree.py::test_degree_and_attention_equal_networkx",
    ),
)
