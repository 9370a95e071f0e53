"""PageRank against NetworkX, and cases with a known answer."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

import algorithms.kernels.parallel
from algorithms.centrality.pagerank import pagerank
from algorithms.errors import BadParameter
from algorithms.ties.ties import Weights
from tests.algorithms.networks import random_world, values_of, worlds
from tests.worlds import WORLDS, World, network_of, ties_of


def oracle(world: World, damping: float, weight: str | None) -> Any:
    network = network_of(world.ties())
    return values_of(nx.pagerank(network, alpha=damping, tol=1e-14, max_iter=10_000, weight=weight), world.people)


@settings(max_examples=60, deadline=None)
@given(worlds(least=1))
def test_pagerank_equals_networkx(world: World) -> None:
    assert np.allclose(pagerank(world.ties()).values, oracle(world, 0.85, "evidence"), atol=1e-7)


@pytest.mark.parametrize(("weights", "name"), [("evidence", "evidence"), ("strength", "strength"), ("none", None)])
@pytest.mark.parametrize("damping", [0.0, 0.5, 0.95])
def test_pagerank_equals_networkx_on_a_larger_network(weights: Weights, name: str | None, damping: float) -> None:
    world = random_world(400, 2_500, seed=11)
    values = pagerank(world.ties(), damping=damping, weights=weights).values
    assert np.abs(values - oracle(world, damping, name)).sum() < 1e-6


def test_in_a_cycle_everybody_has_the_same_share() -> None:
    assert np.allclose(pagerank(WORLDS["cycle"].ties()).values, 1 / 6)


def test_a_pair_by_hand() -> None:
    # 0 attends to 1, who attends to nobody and so gives to both alike: x1 = .075 + .85 (x0 + x1 / 2), x0 + x1 = 1.
    second = 0.925 / 1.425
    assert pagerank(WORLDS["pair"].ties()).values.tolist() == pytest.approx([1 - second, second], abs=1e-7)


def test_evidence_decides_who_gets_more() -> None:
    ties = ties_of(3, [(0, 1, 3.0), (0, 2, 1.0)])
    even, _, _ = pagerank(ties, damping=0).values
    assert even == pytest.approx(1 / 3)
    values = pagerank(ties).values
    # Who attends passes .85 of their share on, three quarters of it to 1: the rest of both is alike.
    assert values[1] - values[0] == pytest.approx(3 * (values[2] - values[0]), rel=1e-5)


def test_the_attended_lead() -> None:
    assert int(pagerank(WORLDS["star"].ties()).values.argmax()) == 0


def test_shares_sum_to_one() -> None:
    for world in WORLDS.values():
        if world.people:
            assert pagerank(world.ties()).values.sum() == pytest.approx(1)


def test_several_threads_give_the_same_shares(monkeypatch: pytest.MonkeyPatch) -> None:
    ties = random_world(300, 2_000, seed=5).ties()
    alone = pagerank(ties).values
    monkeypatch.setattr(algorithms.kernels.parallel, "_WORTH_SPLITTING", 10)
    assert np.array_equal(pagerank(ties).values, alone)


@pytest.mark.parametrize("wrong", [{"damping": 1.0}, {"damping": -0.1}, {"tolerance": 0.0}])
def test_what_lies_outside_its_range_is_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(BadParameter, match=next(iter(wrong))):
        pagerank(WORLDS["star"].ties(), **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize("noise", [0.0, 0.5])
def test_from_whatever_it_starts_it_ends_the_same(noise: float) -> None:
    ties = random_world(400, 2_500, seed=11).ties()
    values = pagerank(ties).values
    start = values * (1 + noise * np.random.default_rng(0).random(400))
    assert np.abs(pagerank(ties, start=start).values - values).sum() < 1e-6


@pytest.mark.parametrize("start", [[1.0], [1.0, -1.0], [0.0, 0.0], [np.nan, 1.0]])
def test_a_start_must_be_shares(start: list[float]) -> None:
    with pytest.raises(BadParameter, match="a start of 2 shares"):
        pagerank(WORLDS["pair"].ties(), start=np.array(start))
