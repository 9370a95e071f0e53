"""Acts received: how often others replied to, mentioned or reposted someone."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.centrality.measure_spec import MeasureSpec, posts_and_acts
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


def _received(kind: InteractionKind, *, name: str, order: int, label: str, meaning: str, lies: str) -> MeasureSpec:
    return MeasureSpec(
        name=name,
        order=order,
        label=label,
        meaning=meaning,
        lies=lies,
        formula=f"The number of acts of kind {kind} by others towards the person, whenever they were.",
        paper="Cha and others (2010), *Measuring user influence in Twitter: the million follower fallacy*, ICWSM.",
        cost="The number of interactions.",
        descending=True,
        everybody=False,
        windowed=True,
        compute=lambda on: interactions_received(on.snapshot, kind, on.counted),
        on_ties=False,
        parameters=(),
        columns=posts_and_acts,
        made_of=(),
        taken_apart=None,
        oracle="tests/algorithms/centrality/test_interactions_received.py::test_replies_mentions_and_reposts_by_hand",
    )


MEASURES: Final = (
    _received(
        InteractionKind.REPLY,
        name="replies",
        order=200,
        label="Replies",
        meaning="How often others replied to this person.",
        lies="Counts acts, not people: one long quarrel makes many.",
    ),
    _received(
        InteractionKind.MENTION,
        name="mentions",
        order=210,
        label="Mentions",
        meaning="How often others named this person.",
        lies="Counts acts, not people: being named in a list is a mention too.",
    ),
    _received(
        InteractionKind.REPOST,
        name="reposts",
        order=220,
        label="Reposts",
        meaning="How often others reposted this person.",
        lies="Counts acts, not people: a joke that goes round once outweighs years of counsel.",
    ),
)
