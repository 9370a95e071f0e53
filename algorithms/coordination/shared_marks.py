"""Shared marks: the hashtags and links of posts, and which of them most people use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from algorithms.text.hashtags import hashtags_in
from graph.text.cleaning import URL, plain_text

_URL: Final = re.compile(URL)
_TRAILING: Final = ".,;:!?)]}'\"…»”’"
_MOST: Final = 5
_LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class MarkColumn:
    """One kind of mark: `names` ascending; which text (`texts`) holds which (`marks`), both int64, one row a use."""

    names: tuple[str, ...]
    texts: NDArray[np.int64]
    marks: NDArray[np.int64]

    @classmethod
    def of(cls, marks: Sequence[Sequence[str]]) -> Self:
        """The marks of each text."""
        flat = [(row, mark) for row, several in enumerate(marks) for mark in dict.fromkeys(several)]
        names, places = np.unique(np.array([mark for _, mark in flat], dtype=object), return_inverse=True)
        return cls(tuple(names.tolist()), np.array([row for row, _ in flat], dtype=np.int64), places.astype(np.int64))

    def most_used(self, rows: NDArray[np.int64], people: NDArray[np.int64]) -> tuple[tuple[str, int], ...]:
        """The marks that most people use in some texts, at most five, with how many people; equals by name.

        `people` int64 is the author of each text.
        """
        inside = np.isin(self.texts, rows)
        used = np.unique(np.stack([self.marks[inside], people[self.texts[inside]]]), axis=1)[0]
        marks, counts = np.unique(used, return_counts=True)
        best = np.lexsort((marks, -counts))[:_MOST]
        return tuple(
            (self.names[mark], count) for mark, count in zip(marks[best].tolist(), counts[best].tolist(), strict=True)
        )


@dataclass(frozen=True, slots=True)
class Marks:
    """The hashtags, without `#`, and the links of some texts."""

    hashtags: MarkColumn
    links: MarkColumn


def marks_of(networks: Sequence[str], texts: Sequence[str]) -> Marks:
    """Read hashtags, by the rules of the network each text was written on, and links.

    >>> marks = marks_of(["x", "x"], ["#Tea at https://a.example/tea.", "#tea"])
    >>> marks.hashtags.most_used(np.arange(2), np.array([7, 8])), marks.links.names
    ((('tea', 2),), ('https://a.example/tea',))
    """
    hashtags = MarkColumn.of([hashtags_in(network, text) for network, text in zip(networks, texts, strict=True)])
    return Marks(hashtags, MarkColumn.of([_links_in(text) for text in texts]))


def _links_in(text: str) -> list[str]:
    if "://" not in text and "www." not in text.lower():
        return []
    return [link.rstrip(_TRAILING)[:_LONGEST] for link in _URL.findall(plain_text(text))]
