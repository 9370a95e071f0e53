"""Effective size: how many contacts someone has that lead to different places."""

from typing import Final

import numpy as np

from algorithms.centrality.measure_spec import MeasureSpec, no_columns
from algorithms.centrality.scores import Scores
from algorithms.centrality.structural_holes import StructuralHoles, holes_of, structural_holes
from algorithms.ties.ties import Ties, Weights


def effective_size(ties: Ties, *, weights: Weights = "evidence", holes: StructuralHoles | None = None) -> Scores:
    """Count each person's contacts, less those who lead back to the others: what the circle is worth as a reach.

    Number of contacts minus their redundancy: from 1 (or a little more) when all know each other to the number of
    contacts when none do. Ties count in both directions. NaN for isolated people; empty ties give empty scores.
    Raises BadParameter for unknown weights. 80 bytes a person, 130 a tie. `holes` are
    the structural holes of the same ties, where they are at hand.

    Burt (1992), Structural holes. Borgatti (1997), Structural holes: unpacking Burt's redundancy measures,
    Connections 20(1).

    >>> from tests.worlds import WORLDS
    >>> effective_size(WORLDS["star"].ties()).values.tolist()
    [5.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    holes = holes or structural_holes(ties, weights=weights)
    # Redundancy never exceeds the number of contacts, except by rounding.
    return Scores(np.where(holes.contacts > 0, np.maximum(holes.contacts - holes.redundancy, 0), np.nan))


MEASURE: Final = MeasureSpec(
    name="effective_size",
    order=120,
    label="Effective size",
    meaning="How many of a person's contacts lead to different places.",
    lies="Grows with the number of contacts: hubs lead it.",
    formula="Contacts less what is redundant among them: n - sum over contacts j and q of p(q) × m(j, q). "
    "NetworkX 3.6 computes it otherwise for all people of a weighted network at once; person by "
    "person it agrees.",
    paper="Burt (1992); Borgatti (1997), *Structural holes: unpacking Burt's redundancy measures*, Connections 20.",
    cost="Comes with `constraint`.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: effective_size(on.ties, holes=on.shared(holes_of)),
    on_ties=True,
    parameters=(),
    columns=no_columns,
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_structural_holes.py::test_both_equal_networkx",
)
