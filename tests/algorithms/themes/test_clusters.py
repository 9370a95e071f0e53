"""Clusters: planted ones are found, and what cannot be told apart stays together."""

import warnings

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2
from sklearn.metrics import adjusted_rand_score

from algorithms.text.encoder import unit_rows
from algorithms.themes.clusters import _k_means, _returned_to, by_closeness, by_k_means, find_clusters


def bunches(sizes: list[int], seed: int = 0) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Vectors round as many axes as there are sizes, and the axis of each."""
    random = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    return unit_rows(np.eye(8)[truth] + random.normal(0, 0.05, (truth.size, 8))), truth


@pytest.mark.parametrize("seed", range(5))
def test_planted_bunches_are_found(seed: int) -> None:
    vectors, truth = bunches([40, 25, 10], seed)
    clustering = by_k_means(vectors, 5, seed)
    assert len(set(zip(clustering.tolist(), truth.tolist(), strict=True))) == len(set(clustering.tolist())) == 3


Posts = tuple[NDArray[np.float32], NDArray[np.int64], NDArray[np.int64]]


def stories(count: int, posts: int, seed: int) -> Posts:
    """Posts of people with two stories each, their authors, and the story of each: -1 for one post in five, on none."""
    random = np.random.default_rng(seed)
    people = np.sort(random.integers(posts // 12, size=posts))
    interests = random.integers(count, size=(posts // 12, 2))
    truth = interests[people, random.integers(2, size=posts)]
    truth[random.random(posts) < 0.2] = -1
    vectors = np.where((truth >= 0)[:, None], np.eye(count + 1)[truth], 0.0)
    vectors = np.hstack([vectors[:, :count], np.zeros((posts, 16))])
    return unit_rows(vectors + random.normal(0, 0.05, vectors.shape)), people, truth


@pytest.mark.parametrize(("count", "posts"), [(5, 600), (40, 1_600)])
def test_as_many_stories_are_found_as_were_planted(count: int, posts: int) -> None:
    vectors, people, truth = stories(count, posts, 1)
    labels, _ = find_clusters(vectors, people, 120, 0)
    planted = (truth >= 0) & (labels >= 0)
    assert abs(int(labels.max()) + 1 - count) <= 0.1 * count
    assert adjusted_rand_score(truth[planted], labels[planted]) >= 0.9
    assert planted.sum() >= 0.75 * (truth >= 0).sum()
    assert (labels[truth < 0] < 0).mean() >= 0.3  # in four directions much lies within 45 degrees of something


def test_what_nobody_returns_to_is_no_theme() -> None:
    """Two stories that people write of again and again, and thirty posts alike by as many people, once each."""
    people = np.concatenate([np.repeat(np.arange(40), 6), np.arange(30)])
    labels = np.concatenate([np.repeat(np.arange(40) % 2, 6), np.full(30, 2)])
    expected = np.where(labels == 2, -1, labels)
    assert _returned_to(labels, people).tolist() == expected.tolist()
    assert _returned_to(np.repeat([0, 1], 3), np.arange(6)).tolist() == [0] * 6


def test_there_are_never_more_than_asked_for() -> None:
    assert by_k_means(bunches([20, 20, 20, 20])[0], 2, 0).max() == 1


def test_a_bunch_of_fewer_than_five_is_no_cluster() -> None:
    clustering = by_k_means(bunches([30, 4])[0], 3, 0)
    assert np.bincount(clustering).min() >= 5


def test_what_cannot_be_told_apart_is_one_cluster() -> None:
    cloud = unit_rows(np.random.default_rng(0).normal(size=(200, 32)))
    assert by_k_means(cloud, 4, 0).max() == 0


@pytest.mark.parametrize("count", [0, 1, 4, 30])
def test_equal_texts_are_one_cluster_without_a_warning(count: int) -> None:
    vectors = np.tile(np.array([[1.0, 0.0]], dtype=np.float32), (count, 1))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert by_k_means(vectors, 3, 0).tolist() == [0] * count


def test_the_same_seed_gives_the_same_clusters() -> None:
    vectors, _ = bunches([30, 30, 30])
    assert np.array_equal(by_k_means(vectors, 4, 7), by_k_means(vectors, 4, 7))


@pytest.mark.parametrize("seed", range(5))
def test_k_means_finds_what_the_one_of_scipy_does(seed: int) -> None:
    """Ours stops when nothing changes any more; on a cloud that takes most of the rounds."""
    cloud = unit_rows(np.random.default_rng(seed).normal(size=(300, 8)))
    result = _k_means(cloud, 6, np.random.default_rng(seed))
    random = np.random.default_rng(seed)
    starts = [kmeans2(cloud, 6, iter=30, minit="++", missing="raise", rng=random) for _ in range(3)]
    centres, labels = min(starts, key=lambda start: float(np.square(cloud - start[0][start[1]]).sum()))
    assert result is not None
    assert np.array_equal(result[0], centres)
    assert np.array_equal(result[1], labels)


def test_the_closest_to_the_middle_comes_first() -> None:
    # three point at 0, 10 and 80 degrees: the middle lies near 29, so 10 is closest, then 0, then 80
    angles = np.radians([0.0, 10.0, 80.0])
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    assert by_closeness(vectors).tolist() == [1, 0, 2]
