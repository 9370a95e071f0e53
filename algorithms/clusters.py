"""Clusters: texts that speak of the same, told apart from others by their vectors; how many there are the data says."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.vq import ClusterError, kmeans2
from sklearn.metrics import silhouette_score

_FEWEST: Final = 5
"""A cluster of fewer texts would be described by the words of one of them."""

_CLEAR: Final = 0.1
"""Mean silhouette below which parts run into each other and are better told as one."""

_SAMPLE: Final = 1_000
_STARTS: Final = 3
_ROUNDS: Final = 30


def find_clusters(vectors: NDArray[np.float32], most: int, seed: int) -> NDArray[np.int64]:
    """Group vectors by k-means: the cluster of each, int64 (n), from 0.

    Every number of clusters up to `most` is tried whose smallest cluster has at least 5 vectors; the one with the
    largest mean silhouette is kept (measured on at most 1,000 vectors), or one cluster when none is told apart clearly
    (silhouette of 0.1). `vectors` is float32 (n, d), rows of length 1. The same seed gives the same clusters.

    Lloyd (1982), Least squares quantization in PCM; Arthur and Vassilvitskii (2007), k-means++; Rousseeuw (1987),
    Silhouettes. SciPy's k-means and not scikit-learn's: on a few hundred posts the threads of that one cost ten times
    its work, and add up in an order that differs between machines.

    >>> vectors = np.repeat(np.eye(2, dtype=np.float32), 6, axis=0)
    >>> np.unique(find_clusters(vectors, most=3, seed=0), return_counts=True)[1].tolist()
    [6, 6]
    """
    best, best_score = np.zeros(vectors.shape[0], dtype=np.int64), _CLEAR
    random = np.random.default_rng(seed)
    sample = np.sort(random.permutation(vectors.shape[0])[:_SAMPLE])
    for count in range(2, min(most, vectors.shape[0] // _FEWEST) + 1):
        labels = _k_means(vectors, count, random)
        if (
            labels is None
            or np.bincount(labels, minlength=count).min() < _FEWEST
            or np.unique(labels[sample]).size < count
        ):
            continue
        score = float(silhouette_score(vectors[sample], labels[sample]))
        if score > best_score:
            best, best_score = labels, score
    return best


def by_closeness(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Order the vectors of one cluster by closeness to its centre, nearest first, then as they come: int64 (n).

    >>> by_closeness(np.array([[0, 1], [0.6, 0.8], [1, 0]], dtype=np.float32)).tolist()
    [1, 0, 2]
    """
    centre = vectors.mean(axis=0, dtype=np.float64)
    # Rounded, so that equal texts stay equal whatever the order in which a processor adds up.
    return np.argsort(-(vectors @ centre).round(9), kind="stable")


def _k_means(vectors: NDArray[np.float32], count: int, random: np.random.Generator) -> NDArray[np.int64] | None:
    """Find the clusters of the best of several starts; None when there are fewer different vectors than clusters."""
    best, best_spread = None, np.inf
    for _ in range(_STARTS):
        try:
            with np.errstate(invalid="ignore"):  # vectors that are all the same leave k-means++ nothing to choose by
                centres, labels = kmeans2(vectors, count, iter=_ROUNDS, minit="++", missing="raise", seed=random)
        except ClusterError:
            continue
        spread = float(np.square(vectors - centres[labels]).sum())
        if spread < best_spread:
            best, best_spread = labels.astype(np.int64), spread
    return best
