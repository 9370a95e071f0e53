"""Community words: what the people of a community speak of and others do not, which is what it is called by."""

from collections.abc import Sequence
from typing import Final

import numpy as np
import scipy
from numpy.typing import NDArray

from algorithms.themes.class_tfidf import Table, people_counts
from algorithms.themes.labels import Words
from algorithms.themes.named_by_words import best_words

_BY_CHANCE: Final = 0.05
_FEWEST_PEOPLE: Final = 2
"""What one person alone speaks of, however much, is that person's."""


def community_words(
    table: Table,
    words: Sequence[str],
    owner: NDArray[np.integer],
    people: NDArray[np.int64],
    count: int,
    most: int,
) -> tuple[Words, ...]:
    """The words that tell each of `count` communities from everybody else, at most so many each, foremost first.

    `table` is (texts x words), `owner` the community of each text's author, -1 for none, `people` int64 the author.
    Counted are people: how many of a community use a word, once each, as a share p of all such uses there, and the
    share q among everybody else. A word weighs p log(p / q), its part in the Kullback-Leibler divergence of the
    community from the rest: used by many, and by few others. Words are left out that fewer than 2 people of the
    community use, and those so common there by chance alone (hypergeometric test of 5 %, Bonferroni over the words of
    the community). A community may have none.

    Kullback and Leibler (1951), On information and sufficiency; word by word for telling corpora apart: Gallagher et
    al. (2021), Generalized word shift graphs, EPJ Data Science 10.

    >>> from algorithms.themes.class_tfidf import word_table
    >>> table, words = word_table(["red kettle"] * 9 + ["blue kettle"] * 9 + ["loud"] * 9)
    >>> owner, people = np.repeat([0, 1, 1], 9), np.concatenate([np.arange(18), np.full(9, 17)])
    >>> [[word for word, _ in best] for best in community_words(table, words, owner, people, 2, most=3)]
    [['red'], ['blue']]
    """
    counts = people_counts(table, np.where(owner < 0, count, owner).astype(np.int64), people, count + 1)
    sizes = np.asarray(counts.sum(axis=1), dtype=np.float64).ravel()
    everywhere = np.asarray(counts.sum(axis=0), dtype=np.float64).ravel()
    named = []
    for row in range(count):
        entries = slice(int(counts.indptr[row]), int(counts.indptr[row + 1]))
        shared = counts.data[entries] >= _FEWEST_PEOPLE
        column, here = counts.indices[entries][shared], counts.data[entries][shared].astype(np.float64)
        chance = scipy.stats.hypergeom.sf(here - 1, sizes.sum(), everywhere[column], sizes[row])
        sure = chance * column.size <= _BY_CHANCE
        weights = _divergence(here[sure], sizes[row], everywhere[column[sure]] - here[sure], sizes.sum() - sizes[row])
        named.append(best_words(words, column[sure], weights, most))
    return tuple(named)


def _divergence(
    here: NDArray[np.float64], size: float, elsewhere: NDArray[np.float64], size_elsewhere: float
) -> NDArray[np.float64]:
    """Weigh each word by p log(p / q); half a use more elsewhere, so that what is never heard there has a share."""
    share = here / size
    other = (elsewhere + 0.5) / (size_elsewhere + 1.0)
    return np.asarray(share * np.log(share / other), dtype=np.float64)
