"""VoteRank against its paper's rule in plain Python, and against NetworkX where nobody's votes are equal."""

from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from algorithms.centrality.voterank import voterank
from algorithms.errors import BadParameter
from tests.algorithms.networks import random_world, worlds
from tests.worlds import WORLDS, World, network_of


def _by_the_paper(world: World) -> list[list[int]]:
    """Batches of people in the order they are elected; equals together."""
    attends = [{b for a, b, _ in world.edges if a == person} for person in range(world.people)]
    loss = Fraction(world.people, max(len(world.edges), 1))
    ability = [Fraction(1)] * world.people
    waiting, batches = set(range(world.people)), []
    while waiting:
        votes = {person: sum(ability[a] for a in range(world.people) if person in attends[a]) for person in waiting}
        best = max(votes.values())
        if best <= 0:
            break
        batch = sorted(person for person in waiting if votes[person] == best)
        batches.append(batch)
        waiting -= set(batch)
        for person in batch:
            ability[person] = Fraction(0)
            for a in range(world.people):
                if person in attends[a]:
                    ability[a] = max(ability[a] - loss, Fraction(0))
    return batches


def _batches(values: "np.typing.NDArray[np.float64]") -> list[list[int]]:
    return [np.flatnonzero(values == value).tolist() for value in sorted(set(values[values > 0]), reverse=True)]


@settings(max_examples=80, deadline=None)
@given(worlds(most=9))
def test_elections_go_as_the_paper_has_them(world: World) -> None:
    # Votes are kept to 2^-32, so fractions that are equal but for that are elected together only if they are equal.
    assert _batches(voterank(world.ties()).values) == _by_the_paper(world)


def test_the_first_is_whom_networkx_elects() -> None:
    for seed in range(8):
        world = random_world(150, 900, seed=seed)
        # Influence runs against attention, and NetworkX's nodes vote for those they get ties from.
        elected = nx.voterank(network_of(world.ties()).reverse(), number_of_nodes=1)
        assert voterank(world.ties()).values[elected[0]] == 1.0


def test_the_second_of_two_in_one_circle_stands_behind_a_smaller_one_elsewhere() -> None:
    # 0 and 1 share five listeners, 2 has four of their own.
    edges = [(listener, star, 1.0) for listener in range(3, 8) for star in (0, 1)]
    edges += [(8, 0, 1.0), *((listener, 2, 1.0) for listener in range(9, 13))]
    values = voterank(World(13, tuple(edges)).ties()).values
    assert values[0] > values[2] > values[1]


def test_elections_end_when_enough_are_elected() -> None:
    world = random_world(150, 900, seed=1)
    some = voterank(world.ties(), most=3).values
    everybody = voterank(world.ties()).values
    assert 3 <= (some > 0).sum() < (everybody > 0).sum()
    assert np.array_equal(some[some > 0], everybody[some > 0])


def test_nobody_to_elect_is_refused() -> None:
    with pytest.raises(BadParameter, match="at least 1 person"):
        voterank(WORLDS["pair"].ties(), most=0)
