"""Volume: how many posts by how many people there are in each stretch of time, and how these speak."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.model.moment import NEVER


@dataclass(frozen=True, slots=True)
class Volume:
    """Posts and people in each of k buckets, int64 (k), and the mean sentiment there, float64 (k), NaN for none."""

    posts: NDArray[np.int64]
    people: NDArray[np.int64]
    sentiment: NDArray[np.float64]


def volume_between(
    edges: NDArray[np.int64],
    at: NDArray[np.int64],
    people: NDArray[np.int32],
    sentiment: NDArray[np.float32],
) -> Volume:
    """Count posts between each two edges, int64 (k + 1), ascending; buckets without posts have zero.

    `at`, int64 (n), are the moments of the posts, microseconds UTC, `people` who wrote them, rows, -1 when not known
    (counted as a post, not as a person), `sentiment` how each speaks, NaN where that is not known. A post at an edge
    belongs to the bucket that begins there; posts outside and those without a moment are in none.

    >>> counted = volume_between(np.array([0, 10, 20]), np.array([1, 10, 11]), np.array([7, 7, 7]), np.zeros(3))
    >>> counted.posts.tolist(), counted.people.tolist()
    ([1, 2], [1, 1])
    """
    count = edges.size - 1
    bucket = np.searchsorted(edges, at, side="right") - 1
    inside = (at != NEVER) & (bucket >= 0) & (bucket < count)
    bucket, people, sentiment = bucket[inside], people[inside], sentiment[inside]
    named = people >= 0
    voices = np.unique(np.stack([bucket[named], people[named].astype(np.int64)]), axis=1)[0]
    known = ~np.isnan(sentiment)
    total = np.bincount(bucket[known], weights=sentiment[known].astype(np.float64), minlength=count)
    counts = np.bincount(bucket[known], minlength=count)
    mean = np.divide(total, counts, out=np.full(count, np.nan), where=counts > 0)
    return Volume(np.bincount(bucket, minlength=count), np.bincount(voices, minlength=count), mean)
