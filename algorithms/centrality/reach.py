"""Reach: how many people a word from someone is expected to reach."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, TakenApart, no_columns
from algorithms.centrality.scores import Scores
from algorithms.diffusion.cascade import PASSING_ON, branches
from algorithms.diffusion.reverse_reachable import reverse_sets
from algorithms.errors import BadParameter
from algorithms.ties.ties import Ties

_PILOT: Final = 256
_MOST_MEMBERS: Final = 50_000_000
_AT_ONCE: Final = 4_000_000
"""Members kept in memory at a time: 16 MB."""


def reach(
    ties: Ties,
    *,
    samples: int = 1_000_000,
    passing_on: float = PASSING_ON,
    seed: int = 0,
    keys: NDArray[np.uint64] | None = None,
) -> Scores:
    """Say how many people a word from each person is expected to reach, the person among them: 1 to n.

    The word passes along each tie, against the attention, with chance `passing_on` × strength: the independent cascade
    of Kempe, Kleinberg and Tardos (2003). Estimated for all people at once from `samples` reverse reachable sets
    (Borgs and others 2014), with a `standard_error`; fewer where words spread so far that these would hold more than
    50 million people in all, which a first 256 sets tell. 1 for whoever nobody attends to or for `passing_on` 0.

    `keys`, uint64 (n), name people for the coins that are tossed: with those the order of people does not matter.
    Empty ties give empty scores. Memory: 70 bytes a person, 36 a tie, and 60 MB. Raises BadParameter without samples,
    or as `algorithms.diffusion.cascade` does.

    >>> from tests.worlds import WORLDS
    >>> reach(WORLDS["star"].ties(), passing_on=0.0, samples=10).values.tolist()
    [1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    """
    if samples < 1:
        raise BadParameter(f"expected at least 1 sample, got {samples}")
    people = ties.people
    if people == 0:
        return Scores(np.zeros(0), np.zeros(0))
    pilot = reverse_sets(ties, 0, min(_PILOT, samples), passing_on=passing_on, seed=seed, keys=keys)
    typical = max(pilot.members.size / pilot.count, 1.0)
    drawn = min(samples, max(int(_MOST_MEMBERS / typical), _PILOT))
    step = max(int(_AT_ONCE / typical), 1)
    held = np.zeros(people, dtype=np.int64)
    for first in range(0, drawn, step):
        end = min(first + step, drawn)
        sets = reverse_sets(ties, first, end, passing_on=passing_on, seed=seed, keys=keys)
        held += np.bincount(sets.members, minlength=people)
        held -= np.bincount(sets.members[sets.indptr[:-1]], minlength=people)  # everybody reaches themselves
    share = held / drawn
    return Scores(1 + share * people, np.sqrt(share * (1 - share) / drawn) * people)


MEASURE: Final = MeasureSpec(
    name="reach",
    order=170,
    label="Expected reach",
    meaning="How many people a word from this person is expected to reach, when each tie passes it on by its strength.",
    lies="Ties are taken as independent chances, and strength as the chance: it compares people, it does"
    " not predict an audience.",
    formula="Expected number of people reached in the independent cascade that starts with the person, "
    "themselves counted; each tie passes on with chance 0.1 × strength. Estimated from a million "
    "random reverse reachable sets, with a standard error.",
    paper="Kempe, Kleinberg and Tardos (2003), *Maximizing the spread of influence*; Borgs and others (2014).",
    cost="The size of the sampled sets.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=lambda on: reach(on.ties, samples=on.parameters.reach_samples, seed=on.parameters.seed),
    on_ties=True,
    parameters=("reach_samples", "seed"),
    columns=no_columns,
    made_of=(),
    taken_apart=TakenApart(
        outward=False,
        remains=True,
        values_of=(),
        amounts=lambda own: branches(own.ties, own.person, own.positions, passing_on=PASSING_ON, seed=own.seed),
    ),
    oracle="tests/algorithms/centrality/test_reach.py::test_reach_is_the_mean_over_all_worlds",
)
