"""Lexical encoding and themes, beside what one writes with scikit-learn, which is given posts without HTML."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import KMeans
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score, silhouette_score
from sklearn.preprocessing import normalize

from algorithms.parameters import DEFAULTS
from algorithms.text.lexical_encoder import LexicalEncoder
from algorithms.themes.theme import WHOLE, Themes
from algorithms.themes.themes import find_themes
from bench.posts import MadePosts
from bench.text import AnalysedGraph, Step
from graph.text.cleaning import plain_texts

_MOST_WORDS = 100_000
_SAMPLE = 1_500
_ASKED = 500
_THEMES_IN_SECONDS = 60
"""For 50,000 posts on two cores."""


def of_lexical(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Posts as vectors; the plain use is TF-IDF and a truncated SVD of as many words and dimensions."""
    texts, shown = made.texts, plain_texts(made.snapshot.posts.texts).to_pylist()

    def same(mine: NDArray[np.float32], found: NDArray[np.float32]) -> str:
        return (
            f"nearest post of the same planted theme: {_alike(mine, made.themes)}, plain {_alike(found, made.themes)}"
        )

    step = Step("encoding, lexical", lambda: LexicalEncoder(DEFAULTS.theme_dimensions).encode(texts), same)
    yield AnalysedGraph(len(texts), "TfidfVectorizer and TruncatedSVD", lambda: _vectors(shown), [step])


def of_themes(made: MadePosts) -> Iterator[AnalysedGraph]:
    """Themes of everything and of each community, with their words; the plain use groups everything, without words.

    It tries the same numbers of clusters by k-means, and takes the silhouette from as many posts.
    """
    snapshot, communities = made.snapshot, made.communities
    shown: list[str] = plain_texts(snapshot.posts.texts).to_pylist()

    def ours() -> Themes:
        return find_themes(snapshot, communities, LexicalEncoder(DEFAULTS.theme_dimensions), DEFAULTS)

    def plain() -> NDArray[np.int64]:
        vectors = _vectors(shown)
        tries = [KMeans(count, random_state=0).fit_predict(vectors) for count in range(2, DEFAULTS.most_themes + 1)]
        return max(tries, key=lambda labels: silhouette_score(vectors, labels, sample_size=_SAMPLE, random_state=0))

    def same(mine: Themes, found: NDArray[np.int64]) -> str:
        labels = _labels(mine, made.themes.size)
        return f"adjusted Rand index with the planted themes {_rand(made, labels)}, plain {_rand(made, found)}"

    name = f"themes of everything and of {communities.count} communities, lexical"
    target = _THEMES_IN_SECONDS if len(shown) <= 50_000 else None
    yield AnalysedGraph(len(shown), "TF-IDF, SVD, KMeans, silhouette", plain, [Step(name, ours, same, target)], 3)


def _vectors(texts: list[str]) -> NDArray[np.float32]:
    words = TfidfVectorizer(max_features=_MOST_WORDS, sublinear_tf=True, dtype=np.float32)
    reduced = TruncatedSVD(DEFAULTS.theme_dimensions, random_state=0).fit_transform(words.fit_transform(texts))
    vectors: NDArray[np.float32] = normalize(reduced)
    return vectors


def _alike(vectors: NDArray[np.float32], planted: NDArray[np.int64]) -> str:
    """Of some posts with a planted theme, how many have their nearest post in the same."""
    asked = np.flatnonzero(planted >= 0)
    asked = asked[:: max(asked.size // _ASKED, 1)]
    near = vectors[asked] @ vectors.T
    near[np.arange(asked.size), asked] = -np.inf
    return f"{np.mean(planted[near.argmax(axis=1)] == planted[asked]):.1%}"


def _labels(found: Themes, posts: int) -> NDArray[np.int64]:
    """The theme of everything that each post is in, -1 for none."""
    labels = np.full(posts, -1, dtype=np.int64)
    for number, theme in enumerate(found.in_scope(WHOLE)):
        labels[theme.posts] = number
    return labels


def _rand(made: MadePosts, labels: NDArray[Any]) -> str:
    """How far clusters are the planted themes: over posts that have one, and over all with idle talk as one more."""
    themed = made.themes >= 0
    of_themed = adjusted_rand_score(made.themes[themed], labels[themed])
    count = np.unique(labels[labels >= 0]).size
    return f"{of_themed:.2f} ({adjusted_rand_score(made.themes, labels):.2f} with idle talk, {count} themes)"
