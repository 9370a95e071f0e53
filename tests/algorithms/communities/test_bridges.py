"""What connects communities, on worlds that can be counted by hand and against plain loops."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from algorithms.communities.bridges import community_bridges, outward, people_between
from algorithms.errors import BadParameter
from tests.algorithms.networks import worlds
from tests.worlds import WORLDS, World

BY_HAND = World(6, ((0, 1, 3.0), (1, 2, 1.0), (2, 0, 0.5), (4, 1, 1.5), (3, 2, 2.0), (5, 4, 8.0)))
LABELS = np.array([0, 0, 1, 1, 2, 2], dtype=np.int32)


def test_by_hand() -> None:
    ties = BY_HAND.ties()
    bridges = community_bridges(ties, LABELS, 0)
    assert bridges.others.tolist() == [1, 2]  # as much evidence with both, so by row
    assert bridges.share.tolist() == [1.5 / 6, 1.5 / 6]
    assert bridges.ties.tolist() == [2, 1]
    assert outward(ties, LABELS, 0).tolist() == [0, 1]
    people, evidence = people_between(ties, LABELS, 0, 1)
    assert people.tolist() == [2, 1, 0]
    assert evidence.tolist() == [1.5, 1.0, 0.5]


@settings(max_examples=80, deadline=None)
@given(worlds(least=1), st.data())
def test_they_equal_plain_loops(world: World, data: st.DataObject) -> None:
    labels = np.array(
        data.draw(st.lists(st.integers(0, 3), min_size=world.people, max_size=world.people)), dtype=np.int32
    )
    ties = world.ties()
    bridges = community_bridges(ties, labels, 0)
    around = [(labels[a], labels[b], e) for a, b, e in world.edges if 0 in (labels[a], labels[b])]
    for other, share, count in zip(bridges.others.tolist(), bridges.share.tolist(), bridges.ties.tolist(), strict=True):
        between = [e for a, b, e in around if other in (a, b)]
        assert count == len(between)
        assert share == pytest.approx(sum(between) / sum(e for _, _, e in around))
    assert set(bridges.others.tolist()) == {int(label) for a, b, _ in around for label in (a, b)} - {0}
    expected = {p for a, b, _ in world.edges if labels[a] != labels[b] for p in (a, b) if labels[p] == 0}
    assert set(outward(ties, labels, 0).tolist()) == expected


def test_a_community_alone_has_no_bridges() -> None:
    bridges = community_bridges(WORLDS["triangle"].ties(), np.zeros(3, np.int32), 0)
    assert bridges.others.size == bridges.share.size == 0
    assert community_bridges(WORLDS["empty"].ties(), np.zeros(0, np.int32), 0).others.size == 0


def test_labels_are_for_everybody() -> None:
    with pytest.raises(BadParameter, match="expected a community for each of 3 people"):
        community_bridges(WORLDS["triangle"].ties(), np.zeros(2, np.int32), 0)
