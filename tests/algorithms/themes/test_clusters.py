"""Clusters: planted ones are found, and what cannot be told apart stays together."""

import warnings

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.cluster.vq import kmeans2

from algorithms.text.encoder import unit_rows
from algorithms.themes.clusters import _k_means, by_closeness, by_k_means


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
