"""Random small networks for property tests, in forms that oracles understand."""

from typing import Any

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from tests.worlds import World

EVIDENCE = st.sampled_from([0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 8.0])


@st.composite
def worlds(draw: st.DrawFn, least: int = 0, most: int = 12) -> World:
    """A world of up to `most` people with any ties between them, from none to all."""
    people = draw(st.integers(least, most))
    pairs = [(a, b) for a in range(people) for b in range(people) if a != b]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=40)) if pairs else []
    return World(people, tuple((a, b, draw(EVIDENCE)) for a, b in chosen))


def random_world(people: int, ties: int, seed: int) -> World:
    """A seeded world that is too large to draw: popular people get more ties than others."""
    random = np.random.default_rng(seed)
    popularity = random.pareto(1.2, people) + 0.05
    source = random.integers(0, people, ties * 3)
    target = random.choice(people, ties * 3, p=popularity / popularity.sum())
    pairs = dict.fromkeys((int(a), int(b)) for a, b in zip(source, target, strict=True) if a != b)
    return World(people, tuple((a, b, float(random.integers(1, 9)) / 2) for a, b in list(pairs)[:ties]))


def shuffled(world: World, seed: int) -> tuple[World, NDArray[np.int64]]:
    """The same world with its people in another order, and where each went."""
    place = np.random.default_rng(seed).permutation(world.people)
    return World(world.people, tuple((int(place[a]), int(place[b]), evidence) for a, b, evidence in world.edges)), place


def values_of(oracle: dict[int, Any], people: int) -> NDArray[np.float64]:
    """What NetworkX says, as one number a row."""
    return np.array([oracle[row] for row in range(people)], dtype=np.float64)
