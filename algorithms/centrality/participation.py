"""Participation: how evenly someone's ties are spread over communities."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_inputs import MeasureInputs
from algorithms.centrality.measure_spec import MeasureSpec
from algorithms.centrality.scores import Scores
from algorithms.communities.communities import find_communities
from algorithms.errors import BadParameter
from algorithms.kernels.compiled import compiled, locked
from algorithms.ties.symmetrise import symmetrise
from algorithms.ties.ties import Ties


def participation(ties: Ties, labels: NDArray[np.int32], communities: int) -> Scores:
    """Say how evenly each person's ties are spread over communities: 0 all in one, towards 1 evenly over many.

    1 - sum over communities of the squared share of their evidence, both directions together, that goes there.
    `labels` is int32 (n), each person's community from 0 to below `communities`, -1 for none. NaN for people without
    any tie; empty ties give empty scores. Raises BadParameter for labels that do not fit. 40 bytes a person and
    34 a tie.

    Guimerà and Amaral (2005), Functional cartography of complex metabolic networks, Nature 433.

    >>> from tests.worlds import WORLDS
    >>> labels = np.array([0, 0, 0, 1, 1, 1], dtype=np.int32)
    >>> participation(WORLDS["two_triangles"].ties(), labels, 2).values.round(3).tolist()
    [0.0, 0.0, 0.444, 0.444, 0.0, 0.0]
    """
    if labels.shape != (ties.people,):
        raise BadParameter(f"expected a label for each of {ties.people} people, got shape {labels.shape}")
    if labels.size and not -1 <= int(labels.min()) <= int(labels.max()) < communities:
        raise BadParameter(f"expected labels from -1 to below {communities}, got {labels.min()} to {labels.max()}")
    mutual = symmetrise(ties, ties.evidence)
    return Scores(_spread(mutual.indptr, mutual.indices, mutual.weights, locked(labels), communities))


@compiled
def _spread(
    indptr: NDArray[np.int64],
    indices: NDArray[np.int32],
    weights: NDArray[np.float32],
    labels: NDArray[np.int32],
    communities: int,
) -> NDArray[np.float64]:
    people = indptr.size - 1
    values = np.full(people, np.nan)
    sums = np.zeros(communities + 1)  # the last place is where -1 looks: those in no community are one more
    met = np.empty(communities + 1, dtype=np.int32)
    for person in range(people):
        if indptr[person] == indptr[person + 1]:
            continue
        count, total = 0, 0.0
        for entry in range(indptr[person], indptr[person + 1]):
            label = labels[indices[entry]]
            if sums[label] == 0.0:
                met[count] = label
                count += 1
            sums[label] += weights[entry]
            total += weights[entry]
        together = 0.0
        for i in range(count):
            together += (sums[met[i]] / total) ** 2
            sums[met[i]] = 0.0
        values[person] = max(1.0 - together, 0.0) if count > 1 else 0.0
    return values


def _compute(on: MeasureInputs) -> Scores:
    groups = on.communities or find_communities(
        on.ties,
        on.snapshot.people.ids,
        resolution=on.parameters.resolution,
        seed=on.parameters.seed,
        passes=on.parameters.leiden_passes,
    )
    return participation(on.ties, groups.labels, groups.count)


MEASURE: Final = MeasureSpec(
    name="participation",
    order=160,
    label="Participation",
    meaning="How evenly a person's ties are spread over communities: 0 all in one, towards 1 evenly over many.",
    lies="Someone with two loose ties into two communities is at one half. Depends on how communities are cut.",
    formula="1 - sum over communities of (share of the person's evidence that goes there)².",
    paper="Guimerà and Amaral (2005), *Functional cartography of complex metabolic networks*, Nature 433.",
    cost="m.",
    descending=True,
    everybody=False,
    windowed=True,
    compute=_compute,
    on_ties=True,
    parameters=("resolution", "leiden_passes", "seed"),
    columns=lambda on: (on.snapshot.people.ids,),
    made_of=(),
    taken_apart=None,
    oracle="tests/algorithms/centrality/test_participation.py::test_participation_is_its_formula",
)
