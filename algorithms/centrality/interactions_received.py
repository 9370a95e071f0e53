"""Acts received: how often others replied to, mentioned or reposted someone."""

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.scores import Scores
from graph.model.interaction import KINDS, InteractionKind
from graph.snapshot.snapshot import Snapshot


def interactions_received(
    snapshot: Snapshot, kind: InteractionKind, counted: NDArray[np.bool_] | None = None
) -> Scores:
    """Count the acts of one kind that others did towards each person.

    Each counts as often as its weight says, whenever it was. `counted`, bool (i), chooses the interactions that count,
    None for all. 0 where there are none; nobody gives empty scores. 16 bytes an interaction.

    Cha and others (2010), Measuring user influence in Twitter: the million follower fallacy, ICWSM.

    >>> from tests.worlds import Act, snapshot_of
    >>> acts = [Act("x:1", "x:2", day=1), Act("x:3", "x:2", day=2)]
    >>> interactions_received(snapshot_of(acts=acts), InteractionKind.REPLY).values.tolist()
    [0.0, 2.0, 0.0]
    """
    acts, person = snapshot.interactions, snapshot.accounts.person
    towards = person[acts.target]
    counts = (acts.kind == KINDS.index(kind)) & (person[acts.actor] != towards)
    if counted is not None:
        counts &= counted
    weights = np.maximum(acts.weight[counts].astype(np.float64), 0)
    return Scores(np.bincount(towards[counts], weights=weights, minlength=len(snapshot.people.ids)).astype(np.float64))
