"""Entries directions: what people differ in is found, what only their posts differ in is not, and chance is nothing."""

from itertools import permutations

import numpy as np
import pytest
from numpy.typing import NDArray

from algorithms.text.encoder import unit_rows
from algorithms.themes.informative_directions import informative_directions

Vectors = NDArray[np.float32]


def planted(
    groups: int, *, people: int = 12, posts: int = 6, noise: float = 0.6, seed: int = 0
) -> tuple[Vectors, NDArray[np.int64], NDArray[np.int64]]:
    """Posts, their authors and the groups of these: each group writes along an axis of its own, with much noise."""
    random = np.random.default_rng(seed)
    author = np.repeat(np.arange(groups * people), posts)
    group = author // people
    return unit_rows(np.eye(16)[group] + random.normal(0, noise, (author.size, 16))), author, group


def noise(seed: int, *, people: int, posts: int) -> tuple[Vectors, NDArray[np.int64]]:
    """Posts that have nothing to do with who writes them."""
    random = np.random.default_rng(seed)
    return unit_rows(random.normal(size=(people * posts, 24))), np.repeat(np.arange(people), posts)


def by_hand(vectors: Vectors, author: NDArray[np.int64], count: int) -> NDArray[np.float64]:
    """The directions in which two posts of one person vary together, pair by pair, and posts along the first of them.

    A person of n posts counts 20 / (n (n - 1) + 20) less than one of very many: half at five. Each direction counts as
    much as there is between people of what varies in it.
    """
    exact = vectors.astype(np.float64)
    rows = {person: np.flatnonzero(author == person) for person in set(author.tolist())}
    counts = {person: (of.size**2 - of.size) / (of.size**2 - of.size + 20) for person, of in rows.items()}
    middle = sum(counts[person] * exact[of].mean(axis=0) for person, of in rows.items()) / sum(counts.values())
    shared = np.zeros((vectors.shape[1],) * 2)
    for person, of in rows.items():
        for one, other in permutations(exact[of] - middle, 2):
            shared += counts[person] * np.outer(one, other) / (of.size * (of.size - 1))
    variance, axes = np.linalg.eigh(shared / sum(counts.values()))
    along = (vectors - vectors.mean(axis=0)).astype(np.float64) @ axes[:, ::-1][:, :count]
    along *= variance[::-1][:count] / along.var(axis=0)
    result: NDArray[np.float64] = along / np.linalg.norm(along, axis=1, keepdims=True)
    return result


@pytest.mark.parametrize("groups", [2, 3, 5])
@pytest.mark.parametrize("seed", range(3))
def test_people_of_so_many_interests_differ_in_one_direction_less(groups: int, seed: int) -> None:
    vectors, author, group = planted(groups, seed=seed)
    directions = informative_directions(vectors, author, seed)
    assert directions is not None
    assert directions.shape == (author.size, groups - 1)
    likeness = directions @ directions.T
    same = group[:, None] == group[None, :]
    before = vectors @ vectors.T
    assert likeness[same].mean() - likeness[~same].mean() > 2 * (before[same].mean() - before[~same].mean())


def test_directions_are_the_principal_ones_of_what_posts_of_a_person_share() -> None:
    vectors, author, _ = planted(3, seed=4)
    kept = (author % 12 != 1) | (np.arange(author.size) % 6 < 2)  # some have two posts, the others six
    vectors, author = vectors[kept], author[kept]
    directions = informative_directions(vectors, author, 0)
    assert directions is not None
    expected = by_hand(vectors, author, 2)
    assert directions @ directions.T == pytest.approx(expected @ expected.T, abs=1e-4)


def test_what_people_differ_in_comes_before_what_only_posts_differ_in() -> None:
    """Half the people write of one thing and half of another; each post is in one of two tones, whoever writes it."""
    random = np.random.default_rng(1)
    author = np.repeat(np.arange(40), 12)
    thing, tone = author % 2, random.integers(0, 2, author.size)
    vectors = unit_rows(np.eye(8)[thing] + 1.5 * np.eye(8)[2 + tone] + random.normal(0, 0.1, (author.size, 8)))
    directions = informative_directions(vectors, author, 0)
    assert directions is not None
    assert abs(np.corrcoef(directions[:, 0], thing)[0, 1]) > 0.95
    assert abs(np.corrcoef(directions[:, 0], tone)[0, 1]) < 0.1


@pytest.mark.parametrize(("people", "posts"), [(30, 6), (4, 10), (60, 2)])
def test_chance_passes_for_a_direction_about_one_time_in_twenty(people: int, posts: int) -> None:
    result = [informative_directions(*noise(seed, people=people, posts=posts), 1_000 + seed) for seed in range(100)]
    assert sum(one is not None for one in result) <= 12


@pytest.mark.parametrize(
    ("vectors", "author"),
    [
        (np.zeros((0, 8), dtype=np.float32), np.zeros(0, dtype=np.int64)),
        (np.zeros((3, 0), dtype=np.float32), np.arange(3)),
        (np.zeros((6, 8), dtype=np.float32), np.arange(6) // 2),
        (np.eye(8, dtype=np.float32), np.zeros(8, dtype=np.int64)),  # one person
        (np.eye(8, dtype=np.float32), np.arange(8)),  # each with one post
        (np.eye(8, dtype=np.float32)[[0] * 12], np.arange(12) // 3),  # all say the same
        (np.eye(8, dtype=np.float32)[[0, 1, 2] * 4], np.arange(12) // 3),  # all say the same three things
    ],
)
def test_too_few_people_one_post_each_or_one_mind_give_none(vectors: Vectors, author: NDArray[np.int64]) -> None:
    assert informative_directions(vectors, author.astype(np.int64), 0) is None


def test_there_are_at_most_as_many_as_asked_for() -> None:
    vectors, author, _ = planted(5)
    directions = informative_directions(vectors, author, 0, most=2)
    everything = informative_directions(vectors, author, 0)
    assert directions is not None
    assert everything is not None
    assert directions == pytest.approx(unit_rows(directions), abs=1e-6)
    assert (directions.shape[1], everything.shape[1]) == (2, 4)


def test_rows_have_unit_length_or_none() -> None:
    axis = np.eye(4, dtype=np.float32)[0]
    author = np.repeat(np.arange(20), 4)
    vectors = np.where(author[:, None] % 2, axis, -axis).astype(np.float32)
    vectors[::8] = 0  # one post of every second person says nothing of it
    vectors[7::8] = 0  # and one of every other
    directions = informative_directions(vectors, author, 0)
    assert directions is not None
    lengths = np.linalg.norm(directions, axis=1)
    assert np.array_equal(lengths > 0, vectors.any(axis=1))
    assert lengths[lengths > 0] == pytest.approx(1, abs=1e-6)


def test_the_same_seed_gives_the_same_and_neither_order_nor_names_matter() -> None:
    vectors, author, _ = planted(3, seed=2)
    result, again = (informative_directions(vectors, author, 3) for _ in range(2))
    assert result is not None
    assert again is not None
    assert np.array_equal(result, again)
    order = np.random.default_rng(0).permutation(author.size)
    other = informative_directions(vectors[order], 1_000_000 - 7 * author[order], 3)
    assert other is not None
    assert other @ other.T == pytest.approx((result @ result.T)[np.ix_(order, order)], abs=1e-4)


def test_two_lively_people_do_not_make_a_direction_of_their_own_words() -> None:
    """Interests of 40 people are read person by person: who posts a hundred times counts four times one of three."""
    vectors, author, group = planted(2, people=20, posts=3, noise=0.2, seed=5)
    loud = unit_rows(np.eye(16)[[9] * 200] + np.random.default_rng(6).normal(0, 0.1, (200, 16)))
    directions = informative_directions(np.concatenate([vectors, loud]), np.append(author, np.repeat([40, 41], 100)), 0)
    assert directions is not None
    assert abs(np.corrcoef(directions[: author.size, 0], group)[0, 1]) > 0.9
