"""Clusters: texts that speak of the same, told apart from others by their vectors; how many there are the data says."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import ClusterError, kmeans2
from scipy.spatial.distance import cdist
from sklearn.metrics import pairwise_distances, silhouette_score

from algorithms.text.encoder import unit_rows
from algorithms.themes.informative_directions import informative_directions

FEWEST: Final = 5
"""A cluster of fewer texts would be described by the words of one of them."""

_CLEAR: Final = 0.1
"""Mean silhouette below which parts run into each other and are better told as one."""

_LEARNED_FROM: Final = 5_000
_SAMPLE: Final = 1_500
_STARTS: Final = 3
_ROUNDS: Final = 30

_BELONGS: Final = 0.5**0.5
"""A text belongs to a theme when it goes more its way than any other: within 45 degrees of its middle."""


def find_clusters(
    vectors: NDArray[np.float32], people: NDArray[np.int64], most: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Group texts: the cluster of each, int64 (n), from 0, -1 for those in none; and the vectors that told them apart.

    `vectors` is float32 (n, d), rows of length 1, `people` int64 (n) their authors. Where people differ in what they
    write about (`algorithms.themes.informative_directions`), texts are clustered in the directions in which they do,
    and those that go no theme's way belong to none; else as they are. Clusters are numbered by their first text. The
    same seed gives the same clusters.

    >>> vectors = np.repeat(np.eye(2, dtype=np.float32), 6, axis=0)
    >>> find_clusters(vectors, np.arange(12), most=3, seed=0)[0].tolist()
    [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    """
    reduced = informative_directions(vectors, people, seed)
    space = vectors if reduced is None else reduced
    labels = by_k_means(space, most, seed)
    if reduced is not None and labels.size:
        labels = np.where(_nearness(space, labels) >= _BELONGS, labels, -1)
    return _renumbered(labels), space


def by_k_means(vectors: NDArray[np.float32], most: int, seed: int) -> NDArray[np.int64]:
    """Group vectors by k-means: the cluster of each, int64 (n), from 0.

    Every number of clusters up to `most` is tried whose smallest cluster has at least 5 vectors; the one with the
    largest mean silhouette is kept, or one cluster when none is told apart clearly (silhouette of 0.1). Learned from at
    most 5,000 vectors, the silhouette from 1,500; the others go to the nearest centre. `vectors` is float32 (n, d).

    Lloyd (1982), Least squares quantization in PCM; Arthur and Vassilvitskii (2007), k-means++; Rousseeuw (1987),
    Silhouettes. SciPy's k-means and not scikit-learn's: on a few hundred posts the threads of that one cost ten times
    its work, and add up in an order that differs between machines.

    >>> vectors = np.repeat(np.eye(2, dtype=np.float32), 6, axis=0)
    >>> np.unique(by_k_means(vectors, most=3, seed=0), return_counts=True)[1].tolist()
    [6, 6]
    """
    random = np.random.default_rng(seed)
    chosen = np.sort(random.permutation(vectors.shape[0])[:_LEARNED_FROM])
    learned = vectors[chosen]
    sample = np.sort(random.permutation(chosen.size)[:_SAMPLE])
    best, best_score = None, _CLEAR
    at_most = min(most, chosen.size // FEWEST)
    apart = pairwise_distances(learned[sample]) if at_most >= 2 else np.zeros((0, 0))
    for count in range(2, at_most + 1):
        clustering = _k_means(learned, count, random)
        if clustering is None:
            continue
        centres, labels = clustering
        if np.bincount(labels, minlength=count).min() < FEWEST or np.unique(labels[sample]).size < count:
            continue
        score = float(silhouette_score(apart, labels[sample], metric="precomputed"))
        if score > best_score:
            best, best_score = centres, score
    if best is None:
        return np.zeros(vectors.shape[0], dtype=np.int64)
    # Squared distance but for the length of the vector itself, which is the same for every centre.
    away = np.square(best).sum(axis=1) - 2 * (vectors @ best.T)
    nearest: NDArray[np.int64] = away.round(6).argmin(axis=1).astype(np.int64)
    return nearest


def by_closeness(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Order the vectors of one cluster by closeness to its centre, nearest first, then as they come: int64 (n).

    >>> by_closeness(np.array([[0, 1], [0.6, 0.8], [1, 0]], dtype=np.float32)).tolist()
    [1, 0, 2]
    """
    centre = vectors.mean(axis=0, dtype=np.float64)
    # Rounded, so that equal texts stay equal whatever the order in which a processor adds up.
    return np.argsort(-(vectors @ centre).round(9), kind="stable")


def _nearness(vectors: NDArray[np.float32], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """Cosine of each vector with the middle of its cluster."""
    centres = np.zeros((int(labels.max()) + 1, vectors.shape[1]), dtype=np.float64)
    np.add.at(centres, labels, vectors)
    near: NDArray[np.float64] = np.einsum("ij,ij->i", vectors, unit_rows(centres)[labels]).astype(np.float64).round(6)
    return near


def _renumbered(labels: NDArray[np.int64]) -> NDArray[np.int64]:
    """Clusters with enough texts, numbered by their first; the texts of others are in none."""
    there, first, place, count = np.unique(labels, return_index=True, return_inverse=True, return_counts=True)
    large = np.flatnonzero((there >= 0) & (count >= min(FEWEST, labels.size)))
    number = np.full(there.size, -1, dtype=np.int64)
    number[large[np.argsort(first[large])]] = np.arange(large.size)
    return number[place]


def _k_means(
    vectors: NDArray[np.float32], count: int, random: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.int64]] | None:
    """Centres and labels of the best of several starts; None when there are fewer different vectors than clusters."""
    best, best_spread = None, np.inf
    for _ in range(_STARTS):
        try:
            centres, labels = _lloyd(vectors, _k_means_plus_plus(vectors, count, random))
        except ClusterError:
            continue
        spread = float(np.square(vectors - centres[labels]).sum())
        if spread < best_spread:
            best, best_spread = (centres.astype(np.float64), labels.astype(np.int64)), spread
    return best


def _k_means_plus_plus(vectors: NDArray[np.float32], count: int, random: np.random.Generator) -> NDArray[np.float64]:
    """First centres by k-means++: each is drawn by its squared distance to the nearest before it.

    SciPy draws the same ones, but measures the distance to all centres anew for each.
    """
    chosen = [int(random.integers(vectors.shape[0]))]
    nearest = np.full(vectors.shape[0], np.inf)
    with np.errstate(invalid="ignore"):  # vectors that are all the same leave nothing to choose by
        while len(chosen) < count:
            nearest = np.minimum(nearest, cdist(vectors[chosen[-1:]], vectors, metric="sqeuclidean")[0])
            place = np.searchsorted((nearest / nearest.sum()).cumsum(), random.uniform())
            chosen.append(min(int(place), vectors.shape[0] - 1))
    return vectors[chosen].astype(np.float64)


def _lloyd(
    vectors: NDArray[np.float32], centres: NDArray[np.floating]
) -> tuple[NDArray[np.floating], NDArray[np.integer]]:
    """Rounds of k-means until nothing changes. Raises ClusterError when a cluster is empty."""
    for _ in range(_ROUNDS):
        before = centres
        centres, labels = kmeans2(vectors, before, iter=1, minit="matrix", missing="raise")
        if np.array_equal(centres, before):
            break
    return centres, labels
