"""Telling directions: those along which people differ in what they write about, and not only posts in their words."""

from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from algorithms.encoder import unit_rows

_DRAWS: Final = 19
"""How often posts are dealt out anew: chance alone goes beyond all of them one time in twenty."""

_MOST: Final = 64


def telling_directions(
    vectors: NDArray[np.float32], people: NDArray[np.int64], seed: int, *, most: int = _MOST
) -> NDArray[np.float32] | None:
    """Bring vectors into the space in which people differ more than chance explains: float32 (n, k), rows of length 1.

    `vectors` are float32 (n, d), `people` int64 (n), from 0, the author of each. Posts are short, and two about the
    same thing may share no word; their authors share interests. So the posts of each person are taken together (the
    mean, of length 1), and kept are the principal directions of people, as many as stand out against those of the same
    posts dealt out to people by chance (parallel analysis, 95 %). At most `most`. None when no direction stands out:
    too few people, each with one post, or all of one mind. Rows that have nothing in these directions are zero.

    Horn (1965), A rationale and test for the number of factors in factor analysis; pooling by author after Hong and
    Davison (2010), Empirical study of topic modeling in Twitter, SOMA.

    >>> people = np.repeat(np.arange(40), 5)
    >>> vectors = np.eye(4, dtype=np.float32)[(people % 2) * 2 + np.arange(200) % 2]
    >>> reduced = telling_directions(vectors, people, seed=0)
    >>> reduced.shape, np.unique(reduced.round()).tolist()
    ((200, 1), [-1.0, 1.0])
    """
    if not vectors.size:
        return None
    random = np.random.default_rng(seed)
    _, person = np.unique(people, return_inverse=True)
    pooled = _pooled(vectors, person)
    _, directions = np.linalg.eigh(pooled.T @ pooled)
    spread = _spread(pooled)
    by_chance = np.max([_spread(_pooled(vectors, random.permutation(person))) for _ in range(_DRAWS)], axis=0)
    # What rounding leaves of a direction that is none is no difference between people.
    stands_out = spread > by_chance + 1e-6 * max(float(spread[0]), 1e-12)
    count = min(int(np.argmin(np.append(stands_out, False))), most)
    if count == 0:
        return None
    centred = vectors - vectors.mean(axis=0, dtype=np.float64).astype(np.float32)
    return unit_rows(centred @ directions[:, ::-1][:, :count].astype(np.float32))


def _pooled(vectors: NDArray[np.float32], person: NDArray[np.int64]) -> NDArray[np.float64]:
    """What each person writes about, as far as it differs from what all do: float64 (people, d)."""
    posts = np.arange(person.size)
    written = sparse.csr_array((np.ones(person.size, dtype=np.float32), (person, posts)))
    pooled = unit_rows(written @ vectors).astype(np.float64)
    return np.asarray(pooled - pooled.mean(axis=0), dtype=np.float64)


def _spread(pooled: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far people spread along each principal direction, widest first; as many as there are people or dimensions."""
    products = pooled @ pooled.T if pooled.shape[0] < pooled.shape[1] else pooled.T @ pooled
    return np.asarray(np.linalg.eigvalsh(products)[::-1], dtype=np.float64)
