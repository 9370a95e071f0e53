"""Constraint: how far someone's contacts are all each other's contacts. Brokers have little of it."""

from typing import Final

import numpy as np

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.centrality.structural_holes import StructuralHoles, holes_of, structural_holes
from algorithms.ties.ties import Ties, Weights


def constraint(ties: Ties, *, weights: Weights = "evidence", holes: StructuralHoles | None = None) -> Scores:
    """Say how much each person's contacts lead back to one another; little means a broker, so the least ranks first.

    Above 0, and around 1 for someone whose few contacts all know each other; it can pass 1 in the smallest circles.
    Ties count in both directions. NaN for isolated people, of whom it says nothing; empty ties give empty scores, and
    parts that are not connected do not touch each other. Raises BadParameter for unknown weights. 80 bytes a person,
    130 a tie. `holes` are the structural holes of the same ties, where they are at hand.

    Burt (1992), Structural holes. Burt (2004), Structural holes and good ideas, American Journal of Sociology 110(2).

    >>> from tests.worlds import WORLDS
    >>> constraint(WORLDS["star"].ties()).values.tolist()  # the middle: 5 contacts, each a fifth, squared
    [0.2, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    holes = holes or structural_holes(ties, weights=weights)
    return Scores(np.where(holes.contacts > 0, holes.constraint, np.nan))


MEASURE: Final = MeasureSpec(
    name="constraint",
    order=110,
    label="Constraint",
    meaning="How far a person's contacts lead back to one another; the least marks a broker.",
    lies="Says nothing of how many contacts there are in all; can pass 1 in the smallest circles.",
    formula="Sum over contacts j of (p(j) + sum over q of p(q) × p(q, j))², where p is the share of a "
    "person's evidence, both directions together, that goes to a contact. No value without a tie.",
    paper="Burt (1992), *Structural holes*; Burt (2004), *Structural holes and good ideas*, American "
    "Journal of Sociology 110.",
    cost="One walk over all triangles, at most m^1.5.",
    descending=False,
    everybody=False,
    windowed=True,
    compute=lambda on: constraint(on.ties, holes=on.shared(holes_of)),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/test_other_oracles.py::test_constraint",
)
