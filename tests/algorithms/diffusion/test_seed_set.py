"""Seed sets against every choice, against CELF, and a planted world in which the loudest are the wrong choice."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pytest

from algorithms.centrality.degree import degree
from algorithms.diffusion.cascade import spread
from algorithms.diffusion.seed_set import seed_set
from algorithms.errors import BadParameter
from tests.algorithms.centrality.test_reach import expected_reach
from tests.algorithms.networks import random_world
from tests.worlds import WORLDS, World


def celf(people: int, reach_of: Callable[[list[int]], float], size: int) -> list[int]:
    """Leskovec and others (2007): greedy choice that looks again only at who might still be best."""
    gains = sorted(((reach_of([person]), person, 0) for person in range(people)), key=lambda row: (-row[0], row[1]))
    chosen: list[int] = []
    reached = 0.0
    while len(chosen) < size:
        gain, person, seen = gains.pop(0)
        if seen == len(chosen):
            chosen.append(person)
            reached += gain
            continue
        gains.append((reach_of([*chosen, person]) - reached, person, len(chosen)))
        gains.sort(key=lambda row: (-row[0], row[1]))
    return chosen


def hubs_in_one_circle(circles: int = 6, size: int = 30) -> World:
    """The six loudest share one audience; five others each have a smaller one of their own."""
    edges = []
    audience = range(circles, circles + size)
    edges += [(listener, hub, 40.0) for hub in range(circles) for listener in audience]
    begin = circles + size
    for other in range(5):
        hub = begin + other * (size - 4)
        edges += [(listener, hub, 40.0) for listener in range(hub + 1, hub + size - 4)]
    return World(begin + 5 * (size - 4), tuple(edges))


@pytest.mark.parametrize("name", ["uneven", "apart", "cycle"])
@pytest.mark.parametrize("size", [1, 2])
def test_the_choice_keeps_its_guarantee_against_every_choice(name: str, size: int) -> None:
    world = WORLDS[name]
    best = max(expected_reach(world, set(choice), 0.9) for choice in combinations(range(world.people), size))
    chosen = seed_set(world.ties(), size, passing_on=0.9, epsilon=0.1)
    assert chosen.guarantee == pytest.approx(1 - 1 / np.e - 0.1)
    # With so little noise greedy choice is far above its guarantee.
    assert expected_reach(world, set(chosen.people.tolist()), 0.9) >= 0.97 * best


def test_the_choice_is_as_good_as_that_of_celf() -> None:
    world = random_world(60, 300, seed=7)
    ties = world.ties()

    def simulated(people: list[int]) -> float:
        return spread(ties, np.array(people, dtype=np.int32), runs=400, passing_on=0.5, seed=9).people

    ours = seed_set(ties, 4, passing_on=0.5, epsilon=0.2, seed=1)
    theirs = celf(world.people, simulated, 4)
    fresh = {"runs": 20_000, "passing_on": 0.5, "seed": 77}
    reached = spread(ties, ours.people, **fresh)  # type: ignore[arg-type]
    oracle = spread(ties, np.array(theirs, dtype=np.int32), **fresh)  # type: ignore[arg-type]
    assert reached.people >= 0.98 * oracle.people


def test_hubs_that_share_an_audience_are_not_all_chosen() -> None:
    ties = hubs_in_one_circle().ties()
    chosen = seed_set(ties, 6, passing_on=1.0, rivals={"degree": degree(ties).values})
    assert chosen.expected_reach.people > 3 * chosen.rivals["degree"].people
    assert (chosen.people < 6).sum() == 1
    assert (np.diff(chosen.marginal_reach) <= 0).all()


def test_what_each_adds_comes_to_the_reach_of_all() -> None:
    ties = random_world(200, 1_200, seed=3).ties()
    chosen = seed_set(ties, 8, passing_on=0.4, epsilon=0.2)
    assert chosen.marginal_reach.sum() == pytest.approx(chosen.expected_reach.people, rel=0.05)


def test_filters_and_limits_hold() -> None:
    ties = random_world(200, 1_200, seed=3).ties()
    among = np.zeros(200, dtype=np.bool_)
    among[50:90] = True
    groups = (np.arange(200) // 10).astype(np.int32)
    chosen = seed_set(ties, 10, among=among, groups=groups, most_a_group=2)
    assert chosen.people.size == 8  # four groups of ten, two of each
    assert among[chosen.people].all()
    assert np.bincount(groups[chosen.people]).max() == 2
    assert chosen.guarantee == 0.0
    assert seed_set(ties, 10, among=among, groups=groups, most_a_group=2, epsilon=0.1).guarantee == pytest.approx(0.4)


def test_the_same_seed_gives_the_same_choice() -> None:
    ties = random_world(200, 1_200, seed=3).ties()
    first, second = (seed_set(ties, 5, seed=2) for _ in range(2))
    assert first.people.tolist() == second.people.tolist()
    assert first.expected_reach == second.expected_reach


def test_nobody_to_choose() -> None:
    assert seed_set(WORLDS["empty"].ties(), 3, rivals={"degree": np.zeros(0)}).rivals["degree"].people == 0.0
    assert seed_set(WORLDS["pair"].ties(), 0).people.size == 0
    assert sorted(seed_set(WORLDS["isolated"].ties(), 9).people.tolist()) == [0, 1, 2, 3]


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"size": -1}, "a size of at least 0"),
        ({"size": 1, "epsilon": 0.9}, "epsilon above 0"),
        ({"size": 1, "most_a_group": 2}, "groups and most_a_group together"),
        ({"size": 1, "among": np.ones(9, dtype=np.bool_)}, "among for each of 2 people"),
        ({"size": 1, "groups": np.zeros(2, dtype=np.int32), "most_a_group": 0}, "most_a_group of at least 1"),
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object], said: str) -> None:
    with pytest.raises(BadParameter, match=said):
        seed_set(WORLDS["pair"].ties(), **given)  # type: ignore[arg-type]
