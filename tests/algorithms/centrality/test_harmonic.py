"""Harmonic closeness against NetworkX, and the sample against the whole."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.harmonic import harmonic
from algorithms.errors import BadParameter
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of


def _oracle(world: World) -> "np.typing.NDArray[np.float64]":
    # NetworkX measures distances towards a node as well, and does not divide by the others.
    return values_of(nx.harmonic_centrality(network_of(world.ties())), world.people) / max(world.people - 1, 1)


@settings(max_examples=60, deadline=None)
@given(worlds())
def test_harmonic_equals_networkx(world: World) -> None:
    assert np.allclose(harmonic(world.ties()).values, _oracle(world))


@pytest.mark.parametrize("people", [63, 64, 65, 700])
def test_harmonic_equals_networkx_over_several_words(people: int) -> None:
    world = random_world(people, people * 4, seed=people)
    assert np.allclose(harmonic(world.ties()).values, _oracle(world))


def test_whoever_all_attend_to_is_nearest() -> None:
    assert harmonic(WORLDS["star"].ties()).values.tolist() == [1.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_a_sample_comes_near_and_knows_how_near() -> None:
    world = random_world(2_000, 12_000, seed=2)
    exact = harmonic(world.ties()).values
    inside = []
    for seed in range(5):
        sampled = harmonic(world.ties(), exact_up_to=0, samples=256, seed=seed)
        assert sampled.standard_error is not None
        heard = exact >= np.median(exact[exact > 0])  # whom few come to are seen from few of the sampled
        off = np.abs(sampled.values - exact)[heard]
        inside.append(float((off <= 2 * sampled.standard_error[heard] + 1e-12).mean()))
        assert np.corrcoef(exact, sampled.values)[0, 1] > 0.98
    assert np.mean(inside) > 0.9


def test_a_sample_does_not_depend_on_the_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = random_world(1_000, 6_000, seed=5).ties()
    values = harmonic(ties, exact_up_to=0, samples=200).values
    monkeypatch.setattr("numba.config.NUMBA_NUM_THREADS", 1)
    assert np.array_equal(harmonic(ties, exact_up_to=0, samples=200).values, values)


def test_a_sample_of_one_is_refused() -> None:
    with pytest.raises(BadParameter, match="at least 2 samples"):
        harmonic(WORLDS["pair"].ties(), samples=1)
