"""Telling directions: those along which people differ in what they write about, and not only posts in their words."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from algorithms.text.encoder import unit_rows

_DRAWS: Final = 19
"""How often posts are turned round: chance alone goes beyond all of these one time in twenty."""

_HALF_KNOWN: Final = 5
"""Who wrote so many posts counts half as much as who wrote very many: two posts say little of somebody's interests."""

_MOST: Final = 128

_Matrix = NDArray[np.float64]


def informative_directions(
    vectors: NDArray[np.float32], people: NDArray[np.int64], seed: int, *, most: int = _MOST
) -> NDArray[np.float32] | None:
    """Bring vectors into the space in which people differ more than chance explains: float32 (n, k), rows of length 1.

    `vectors` are float32 (n, d), `people` int64 (n), from 0, the author of each. Posts are short, and two about the
    same thing may share no word; their authors share interests. So the covariance of two posts of the same person is
    taken, in the mean over people: what is peculiar to a post is in no other, and what is left is what people differ
    in. Of somebody with few posts it is known badly, and counts less: with five posts half.

    Kept are its principal directions, as many as have a larger variance than any direction has when posts are turned
    round by chance, each into its opposite or not (parallel analysis by sign flips, 95 %); then what these hide from
    view, without them, and so on; at most `most`. Each is scaled by the share of the variance of posts that lies
    between people: how much a post says about its author's interest there. None when no direction stands out: too few
    people, each with one post, or all of one mind. Rows that have nothing in these directions are zero.

    The estimator of variance components by moments, and the best linear prediction by them: Searle, Casella and
    McCulloch (1992), Variance Components; Horn (1965), A rationale and test for the number of factors in factor
    analysis; Hong, Sheng and Dobriban (2020), Selecting the number of components in PCA via random signflips; Dobriban
    and Owen (2019), Deterministic parallel analysis, for going on without what was found; that people are told apart
    and not posts after Hong and Davison (2010), Empirical study of topic modeling in Twitter, SOMA.

    >>> people = np.repeat(np.arange(40), 5)
    >>> vectors = np.eye(4, dtype=np.float32)[(people % 2) * 2 + np.arange(200) % 2]
    >>> reduced = informative_directions(vectors, people, seed=0)
    >>> reduced.shape, np.unique(reduced.round()).tolist()
    ((200, 1), [-1.0, 1.0])
    """
    _, person, posts = np.unique(people, return_inverse=True, return_counts=True)
    again = np.flatnonzero(posts[person] > 1) if vectors.size else np.zeros(0, dtype=np.int64)
    if again.size == 0:
        return None
    again = again[np.argsort(person[again], kind="stable")]
    posts = posts[posts > 1]
    weights = np.repeat(_reliability(posts) / (posts * (posts - 1)), posts)
    written = vectors[again].astype(np.float64)
    by_person = np.repeat(_reliability(posts) / posts, posts)
    written -= by_person @ written / by_person.sum()
    written *= np.sqrt(weights)[:, None]
    directions, shared = _standing_out(written, np.cumsum(posts) - posts, most, np.random.default_rng(seed))
    if shared.size == 0:
        return None
    centred = (vectors - vectors.mean(axis=0, dtype=np.float64)).astype(np.float32)
    along = centred @ directions.astype(np.float32)
    between = shared / _reliability(posts).sum()
    shares = np.minimum(between / along.var(axis=0, dtype=np.float64), 1.0)
    return unit_rows(along * shares.astype(np.float32))


def _reliability(posts: NDArray[np.int64]) -> _Matrix:
    """How much people count who wrote so many posts, 0 to 1: what they share is blurred by 1 over the pairs of them."""
    pairs = posts * (posts - 1)
    return np.asarray(pairs / (pairs + _HALF_KNOWN * (_HALF_KNOWN - 1)), dtype=np.float64)


def _standing_out(
    written: _Matrix, starts: NDArray[np.int64], most: int, random: np.random.Generator
) -> tuple[_Matrix, _Matrix]:
    """Directions (d, k) in which two posts of one person vary together beyond chance, and how much, widest first.

    `written` (n, d) are weighted posts, person by person, each person's from `starts` on.
    """
    directions, shared = np.zeros((written.shape[1], 0)), np.zeros(0)
    # What rounding leaves of a direction that is none is no difference between people.
    rounding = 1e-9 * float(np.einsum("ij,ij->", written, written)) + 1e-12
    while shared.size < most:
        alone = written.T @ written
        variance, along = np.linalg.eigh(_together(written, starts) - alone)
        turned = (written * random.choice((-1.0, 1.0), (written.shape[0], 1)) for _ in range(_DRAWS))
        by_chance = max(float(np.linalg.eigvalsh(_together(draw, starts) - alone)[-1]) for draw in turned)
        more = np.flatnonzero(variance > by_chance + rounding)[::-1]
        if more.size == 0:
            break
        directions, shared = np.hstack([directions, along[:, more]]), np.append(shared, variance[more])
        written = written - (written @ along[:, more]) @ along[:, more].T
    return directions[:, :most], shared[:most]


def _together(written: _Matrix, starts: NDArray[np.int64]) -> _Matrix:
    """Products of all pairs of posts of the same person, each post with itself too, summed: (d, d)."""
    sums = np.add.reduceat(written, starts, axis=0)
    return np.asarray(sums.T @ sums, dtype=np.float64)
