"""Clusters: texts that speak of the same, told apart from others by their vectors; how many there are the data says."""

from dataclasses import dataclass, field
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

_SECOND: Final = 0.2
"""Of a theme's posts at least this share are further ones by people who wrote of it before."""

_EACH_UP_TO: Final = 12
_IN_VAIN: Final = 6
_AROUND: Final = 5

_LEARNED_FROM: Final = 5_000
_SAMPLE: Final = 1_500
_STARTS: Final = 3
_ROUNDS: Final = 30

_BELONGS: Final = 0.5**0.5
"""A text belongs to a theme when it goes more its way than any other: within 45 degrees of its middle."""


def find_clusters(
    vectors: NDArray[np.float32], people: NDArray[np.int64], most: int, seed: int, *, by_people: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """Group texts: the cluster of each, int64 (n), from 0, -1 for those in none; and the vectors that told them apart.

    `vectors` is float32 (n, d), rows of length 1, `people` int64 (n) their authors. Where people differ in what they
    write about (`algorithms.themes.informative_directions`), texts are clustered in the directions in which they do,
    and those that go no theme's way belong to none; else as they are, or with `by_people` as one cluster. What is left
    over of those directions makes clusters too, of texts that nobody wrote a second of: a cluster stays where at least
    a fifth of its texts are a further one by the same person; where none does, all is one. Clusters are numbered by
    their first text. The same seed gives the same clusters.

    >>> vectors = np.repeat(np.eye(2, dtype=np.float32), 6, axis=0)
    >>> find_clusters(vectors, np.arange(12), most=3, seed=0)[0].tolist()
    [0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
    """
    reduced = informative_directions(vectors, people, seed)
    space = vectors if reduced is None else reduced
    labels = by_k_means(space, 1 if by_people and reduced is None else most, seed)
    if reduced is not None and labels.size:
        labels = np.where(_nearness(space, labels) >= _BELONGS, labels, -1)
        labels = _returned_to(labels, people)
    return _renumbered(labels), space


def by_k_means(vectors: NDArray[np.float32], most: int, seed: int) -> NDArray[np.int64]:
    """Group vectors by k-means: the cluster of each, int64 (n), from 0.

    Numbers of clusters up to `most` are tried: all up to 12, then each an eighth more, until six in a row are no
    better, and at last those around the best. The one with the largest mean silhouette is kept of those whose smallest
    cluster has at least 5 vectors; or one cluster when none is told apart clearly (silhouette of 0.1). Learned from at
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
    at_most = min(most, chosen.size // FEWEST)
    best = None if at_most < 2 else _Numbers.of(vectors[chosen], random).best(at_most)
    if best is None:
        return np.zeros(vectors.shape[0], dtype=np.int64)
    # Squared distance but for the length of the vector itself, which is the same for every centre.
    away = np.square(best).sum(axis=1) - 2 * (vectors @ best.T)
    nearest: NDArray[np.int64] = away.round(6).argmin(axis=1).astype(np.int64)
    return nearest


@dataclass(slots=True)
class _Numbers:
    """The numbers of clusters that were tried: the silhouette of each, and the centres of the best so far."""

    vectors: NDArray[np.float32]
    sample: NDArray[np.int64]
    apart: NDArray[np.floating]
    random: np.random.Generator
    scores: dict[int, float] = field(default_factory=dict)
    centres: NDArray[np.float64] | None = None
    score: float = _CLEAR

    @classmethod
    def of(cls, vectors: NDArray[np.float32], random: np.random.Generator) -> "_Numbers":
        sample = np.sort(random.permutation(vectors.shape[0])[:_SAMPLE])
        return cls(vectors, sample, pairwise_distances(vectors[sample]), random)

    def best(self, most: int) -> NDArray[np.float64] | None:
        """Centres of the clustering whose clusters are told apart best; None when none are."""
        in_vain, highest = 0, -1.0
        for count in _numbers(most):
            score = self._try(count)
            in_vain = 0 if score > highest else in_vain + 1
            highest = max(highest, score)
            if in_vain == _IN_VAIN:
                break
        foremost = max(self.scores, key=lambda count: self.scores[count])
        tried = np.array(sorted(self.scores))
        place = int(np.searchsorted(tried, foremost))
        low, high = tried[max(place - 1, 0)], tried[min(place + 1, tried.size - 1)]
        for count in np.unique(np.linspace(low, high, _AROUND).astype(np.int64)).tolist():
            self._try(count)
        return self.centres

    def _try(self, count: int) -> float:
        if count not in self.scores:
            self.scores[count] = self._score(count)
        return self.scores[count]

    def _score(self, count: int) -> float:
        clustering = _k_means(self.vectors, count, self.random)
        if clustering is None:
            return -1.0
        centres, labels = clustering
        sampled = labels[self.sample]
        if np.bincount(labels, minlength=count).min() < FEWEST or np.unique(sampled).size < count:
            return -1.0
        score = float(silhouette_score(self.apart, sampled, metric="precomputed"))
        if score > self.score:
            self.centres, self.score = centres, score
        return score


def _numbers(most: int) -> list[int]:
    """Numbers of clusters to try: all up to a dozen, then each an eighth more."""
    numbers = list(range(2, min(most, _EACH_UP_TO) + 1))
    while numbers[-1] < most:
        numbers.append(min(-(-numbers[-1] * 9 // 8), most))
    return numbers


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


def _returned_to(labels: NDArray[np.int64], people: NDArray[np.int64]) -> NDArray[np.int64]:
    """The clusters to which people come back, texts of others in none; or one for all."""
    inside = labels >= 0
    sizes = np.bincount(labels[inside])
    voices = np.bincount(np.unique(np.stack([labels[inside], people[inside]]), axis=1)[0], minlength=sizes.size)
    lasting = np.append(sizes - voices >= _SECOND * sizes, False)  # the last place is where -1 looks
    return np.where(lasting[labels], labels, -1) if lasting.any() else np.where(inside, 0, -1)


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
