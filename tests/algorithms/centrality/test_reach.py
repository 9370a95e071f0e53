"""Cascades, reverse reachable sets and reach against every live-edge world, counted out."""

from itertools import product

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.reach import reach
from algorithms.diffusion.cascade import spread
from algorithms.diffusion.reverse_reachable import reverse_sets
from algorithms.errors import BadParameter
from algorithms.kernels.chance import mixed
from tests.algorithms.networks import random_world, shuffled, worlds
from tests.worlds import WORLDS, World


def expected_reach(world: World, seeds: set[int], passing_on: float) -> float:
    """The mean over all worlds in which each tie passes on or not; a word goes against attention."""
    ties = world.ties()
    edges = list(zip(ties.sources().tolist(), ties.indices.tolist(), ties.strength.tolist(), strict=True))
    total = 0.0
    for live in product([False, True], repeat=len(edges)):
        chance = 1.0
        network: nx.DiGraph[int] = nx.DiGraph()
        network.add_nodes_from(range(world.people))
        for (listener, speaker, strength), passes in zip(edges, live, strict=True):
            chance *= strength * passing_on if passes else 1 - strength * passing_on
            if passes:
                network.add_edge(speaker, listener)
        total += chance * len(seeds.union(*(nx.descendants(network, seed) for seed in seeds)))
    return total


SMALL = ["chain", "star", "mutual", "apart", "cycle", "uneven"]


@pytest.mark.parametrize("name", SMALL)
@pytest.mark.parametrize("passing_on", [0.3, 1.0])
def test_reach_is_the_mean_over_all_worlds(name: str, passing_on: float) -> None:
    world = WORLDS[name]
    estimate = reach(world.ties(), passing_on=passing_on, samples=200_000, seed=3)
    assert estimate.standard_error is not None
    for person in range(world.people):
        expected = expected_reach(world, {person}, passing_on)
        assert estimate.values[person] == pytest.approx(expected, abs=4.5 * estimate.standard_error[person] + 1e-9)


@pytest.mark.parametrize("seeds", [{0}, {1, 3}, {0, 2, 5}])
def test_simulated_spread_is_the_mean_over_all_worlds(seeds: set[int]) -> None:
    world = WORLDS["uneven"]
    rows = np.array(sorted(seeds), dtype=np.int32)
    estimate = spread(world.ties(), rows, runs=40_000, passing_on=0.8, seed=1)
    assert estimate.people == pytest.approx(expected_reach(world, seeds, 0.8), abs=4.5 * estimate.standard_error)


@settings(max_examples=20, deadline=None)
@given(worlds(least=2))
def test_with_keys_the_order_of_people_does_not_matter(world: World) -> None:
    other, place = shuffled(world, seed=4)
    keys = np.random.default_rng(5).integers(0, 2**63, world.people).astype(np.uint64)
    moved = np.empty_like(keys)
    moved[place] = keys
    values = reach(world.ties(), samples=500, passing_on=0.9, keys=keys).values
    assert np.array_equal(reach(other.ties(), samples=500, passing_on=0.9, keys=moved).values[place], values)
    seeds = np.array([0], dtype=np.int32)
    assert (
        spread(world.ties(), seeds, runs=50, passing_on=0.9, keys=keys).people
        == spread(other.ties(), place[seeds].astype(np.int32), runs=50, passing_on=0.9, keys=moved).people
    )


def test_sets_do_not_depend_on_which_others_are_drawn_nor_on_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = random_world(300, 2_000, seed=1).ties()
    whole = reverse_sets(ties, 0, 100, passing_on=1.0)
    monkeypatch.setattr("numba.config.NUMBA_NUM_THREADS", 1)
    some = reverse_sets(ties, 40, 60, passing_on=1.0)
    begin, end = whole.indptr[40], whole.indptr[60]
    assert np.array_equal(some.members, whole.members[begin:end])


def test_sets_hold_nobody_twice_and_begin_with_the_drawn_one() -> None:
    ties = random_world(300, 2_000, seed=1).ties()
    sets = reverse_sets(ties, 0, 3_000, passing_on=0.5)
    for begin, end in zip(sets.indptr[:-1].tolist(), sets.indptr[1:].tolist(), strict=True):
        members = sets.members[begin:end]
        assert np.unique(members).size == members.size >= 1
    drawn = np.bincount(sets.members[sets.indptr[:-1]], minlength=300)
    assert drawn.max() < 10 + 5 * np.sqrt(10)  # evenly: 10 each in the mean


def test_mixing_is_that_of_splitmix64() -> None:
    # The first three numbers from seed 1234567, as published with the reference implementation.
    state, step = 1234567, 0x9E3779B97F4A7C15
    numbers = [int(mixed(np.uint64((state + turn * step) % 2**64))) for turn in range(3)]
    assert numbers == [6457827717110365317, 3203168211198807973, 9817491932198370423]


def test_nobody_reaches_nobody_and_bad_chances_are_refused() -> None:
    assert reach(WORLDS["empty"].ties()).values.shape == (0,)
    ties = WORLDS["pair"].ties()
    assert spread(ties, np.zeros(0, dtype=np.int32)).people == 0.0
    with pytest.raises(BadParameter, match="passing_on from 0 to 1"):
        reach(ties, passing_on=1.5)
    with pytest.raises(BadParameter, match="at least 1 sample"):
        reach(ties, samples=0)
    with pytest.raises(BadParameter, match="at least 2 runs"):
        spread(ties, np.array([0], np.int32), runs=1)
    with pytest.raises(BadParameter, match="rows of people"):
        spread(ties, np.array([2], np.int32))
    with pytest.raises(BadParameter, match="a key for each"):
        reach(ties, keys=np.zeros(3, np.uint64))
