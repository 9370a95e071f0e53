"""The map: whole, steady, and near what is tied."""

import numpy as np
import pytest

from algorithms.communities.communities import Communities, find_communities
from algorithms.parameters import Parameters
from algorithms.paths.disc_layout import place_discs
from algorithms.paths.layout import lay_out
from algorithms.ties.strength import build_ties
from algorithms.ties.ties import Ties
from bench.worlds import make, snapshot
from tests.worlds import WORLDS


@pytest.fixture(scope="module")
def world() -> tuple[Ties, Communities]:
    frozen = snapshot(make(600, 5_000))
    ties = build_ties(frozen, Parameters())
    return ties, find_communities(ties, frozen.people.ids)


@pytest.mark.parametrize("name", sorted(WORLDS))
def test_every_world_has_a_place_for_everybody(name: str) -> None:
    frozen = WORLDS[name].snapshot()
    ties = build_ties(frozen, Parameters())
    places = lay_out(ties, find_communities(ties, frozen.people.ids))
    assert places.shape == (ties.people, 2)
    assert places.dtype == np.float32
    assert np.isfinite(places).all()
    assert np.abs(places).max(initial=0) <= 1
    assert len(np.unique(places, axis=0)) == ties.people


def test_the_same_input_gives_the_same_map(world: tuple[Ties, Communities]) -> None:
    ties, communities = world
    assert np.array_equal(lay_out(ties, communities), lay_out(ties, communities))


def test_tied_people_lie_nearer_than_others(world: tuple[Ties, Communities]) -> None:
    ties, communities = world
    places = lay_out(ties, communities)
    tied = np.hypot(*(places[ties.sources()] - places[ties.indices]).T).mean()
    rng = np.random.default_rng(0)
    left, right = rng.integers(0, ties.people, (2, 5_000))
    assert tied < 0.6 * np.hypot(*(places[left] - places[right]).T).mean()


def test_communities_do_not_lie_over_each_other(world: tuple[Ties, Communities]) -> None:
    _, communities = world
    rng = np.random.default_rng(0)
    count = communities.count
    weights = rng.random((count, count))
    centres, radii = place_discs(weights + weights.T, communities.sizes)
    apart = np.hypot(*(centres[:, None] - centres[None, :]).transpose(2, 0, 1))
    room = radii[:, None] + radii[None, :]
    assert (apart >= room * 0.95)[~np.eye(count, dtype=bool)].all()
