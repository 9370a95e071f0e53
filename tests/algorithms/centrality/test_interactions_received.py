"""Acts received: counted by hand."""

import numpy as np

from algorithms.analysis.measure import Measure, MeasureInputs, measure_people
from algorithms.centrality.interactions_received import interactions_received
from algorithms.parameters import Parameters
from algorithms.ties.strength import build_ties
from graph.model.interaction import InteractionKind
from tests.worlds import Act, Someone, snapshot_of

ACTS = [
    Act("x:bo", "x:ada", InteractionKind.REPOST, weight=3.0),
    Act("x:bo", "x:ada", InteractionKind.REPLY),
    Act("x:ada", "x:bo", InteractionKind.MENTION, weight=2.0),
    Act("y:ada", "x:ada", InteractionKind.REPOST),
    Act("x:bo", "y:ada", InteractionKind.REPLY, day=4),
    Act("x:bo", "x:ada", InteractionKind.LIKE),
]
SNAPSHOT = snapshot_of(people=[Someone(["x:ada", "y:ada"]), Someone(["x:bo"])], acts=ACTS)


def test_replies_mentions_and_reposts_by_hand() -> None:
    # Ada is replied to twice, once on each account, and reposted three times by Bo; her own repost does not count.
    expected = {Measure.REPLIES: [2.0, 0.0], Measure.MENTIONS: [0.0, 2.0], Measure.REPOSTS: [3.0, 0.0]}
    inputs = MeasureInputs(SNAPSHOT, build_ties(SNAPSHOT, Parameters()), Parameters())
    scores = measure_people(expected.keys(), inputs).scores
    assert {measure: scores[measure].values.tolist() for measure in expected} == expected


def test_nothing_counts_outside_the_scope() -> None:
    nothing = np.zeros(len(ACTS), dtype=np.bool_)
    assert interactions_received(SNAPSHOT, InteractionKind.REPOST, nothing).values.tolist() == [0.0, 0.0]
