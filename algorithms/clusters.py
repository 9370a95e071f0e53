"""Clusters: texts that speak of the same, told apart from others by their vectors; how many there are the data says."""

import warnings
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans, MiniBatchKMeans
from sklearn.exceptions import ConvergenceWarning
from sklearn.metrics import silhouette_score

_FEWEST: Final = 5
"""A cluster of fewer texts would be described by the words of one of them."""

_CLEAR: Final = 0.1
"""Mean silhouette below which parts run into each other and are better told as one."""

_MANY: Final = 2_000
_SAMPLE: Final = 1_000


def find_clusters(vectors: NDArray[np.float32], most: int, seed: int) -> NDArray[np.int64]:
    """Group vectors by k-means: the cluster of each, int64 (n), from 0.

    Every number of clusters up to `most` is tried whose smallest cluster has at least 5 vectors; the one with the
    largest mean silhouette is kept (measured on at most 1,000 vectors), or one cluster when none is told apart clearly
    (silhouette of 0.1). `vectors` is float32 (n, d), rows of length 1. The same seed gives the same clusters.

    Rousseeuw (1987), Silhouettes; Sculley (2010), Web-scale k-means clustering, for more than 2,000 vectors.
    """
    best, best_score = np.zeros(vectors.shape[0], dtype=np.int64), _CLEAR
    random = np.random.default_rng(seed)
    sample = np.sort(random.permutation(vectors.shape[0])[:_SAMPLE])
    for count in range(2, min(most, vectors.shape[0] // _FEWEST) + 1):
        labels = _k_means(vectors, count, seed)
        if np.bincount(labels, minlength=count).min() < _FEWEST or np.unique(labels[sample]).size < count:
            continue
        score = float(silhouette_score(vectors[sample], labels[sample]))
        if score > best_score:
            best, best_score = labels, score
    return best


def by_closeness(vectors: NDArray[np.float32]) -> NDArray[np.int64]:
    """Order the vectors of one cluster by closeness to its centre, nearest first, then as they come: int64 (n)."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    # Rounded, so that equal texts stay equal whatever the order in which a processor adds up.
    return np.argsort(-(vectors @ centre).round(9), kind="stable")


def _k_means(vectors: NDArray[np.float32], count: int, seed: int) -> NDArray[np.int64]:
    start = seed % 2**32
    method = (
        KMeans(count, n_init=3, random_state=start)
        if vectors.shape[0] <= _MANY
        else MiniBatchKMeans(count, n_init=3, batch_size=1024, random_state=start)
    )
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", ConvergenceWarning
        )  # fewer different texts than clusters: that count is dropped
        labels: NDArray[np.int64] = method.fit_predict(vectors).astype(np.int64)
    return labels
