"""Participation against its formula, written out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from algorithms.centrality.participation import participation
from algorithms.errors import BadParameter
from tests.algorithms.networks import shuffled, worlds
from tests.worlds import WORLDS, World


def _by_hand(world: World, labels: NDArray[np.int32], person: int) -> float:
    towards: dict[int, float] = {}
    for a, b, evidence in world.edges:
        if person in (a, b):
            other = int(labels[b if a == person else a])
            towards[other] = towards.get(other, 0.0) + evidence
    total = sum(towards.values())
    return 1 - sum((amount / total) ** 2 for amount in towards.values()) if towards else float("nan")


@settings(max_examples=60, deadline=None)
@given(worlds(), st.integers(1, 4), st.randoms(use_true_random=False))
def test_participation_is_its_formula(world: World, communities: int, random: "st.Random") -> None:  # type: ignore[name-defined]
    labels = np.array([random.randrange(communities) for _ in range(world.people)], dtype=np.int32)
    expected = [_by_hand(world, labels, person) for person in range(world.people)]
    values = participation(world.ties(), labels, communities).values
    assert np.allclose(values, np.array(expected, dtype=np.float64), atol=1e-6, equal_nan=True)


def test_ties_to_as_many_communities_spread_evenly_give_one_less_their_share() -> None:
    star = WORLDS["star"].ties()
    labels = np.array([0, 0, 1, 2, 3, 4], dtype=np.int32)
    assert participation(star, labels, 5).values[0] == pytest.approx(1 - 1 / 5)
    assert participation(star, labels, 5).values[1:].tolist() == [0.0] * 5


@settings(max_examples=30, deadline=None)
@given(worlds(least=1))
def test_the_order_of_people_does_not_matter_nor_that_of_communities(world: World) -> None:
    labels = (np.arange(world.people) % 3).astype(np.int32)
    other, place = shuffled(world, seed=6)
    moved = np.empty_like(labels)
    moved[place] = (labels + 1) % 3
    values = participation(world.ties(), labels, 3).values
    assert np.allclose(participation(other.ties(), moved, 3).values[place], values, atol=1e-9, equal_nan=True)


def test_labels_that_do_not_fit_are_refused() -> None:
    ties = WORLDS["pair"].ties()
    with pytest.raises(BadParameter, match="a label for each of 2 people"):
        participation(ties, np.zeros(3, dtype=np.int32), 1)
    with pytest.raises(BadParameter, match="labels from -1 to below 1"):
        participation(ties, np.array([0, 1], dtype=np.int32), 1)
