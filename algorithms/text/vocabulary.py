"""Vocabulary: the words of a text that can say what it is about."""

from collections.abc import Iterable, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from algorithms.text.spaceless import is_spaceless, words_in_run
from algorithms.text.stop_words import stop_words
from graph.text.tokens import tokenize_runs

_LONGEST: Final = 40


def content_words(text: str) -> list[str]:
    """Read the words of a text that can say what it is about, in their order.

    Handles, stop words, numbers, single letters and tokens of more than 40 characters are none. A hashtag counts as its
    word. Scripts without spaces are cut into words by a dictionary (`algorithms.text.spaceless`).

    >>> content_words("@ann don't the #Battery of my new phone lasts 3.5 days")
    ['battery', 'new', 'phone', 'lasts', 'days']
    >>> content_words("東京は晴れ")
    ['東京', '晴れ']
    """
    words: list[str] = []
    for token in tokenize_runs(text):
        if is_spaceless(token):
            words += (word for word in words_in_run(token) if word not in stop_words())
        elif _speaks(token):
            words.append(token.removeprefix("#"))
    return words


def _speaks(token: str) -> bool:
    bare = token.removeprefix("#")
    return (
        1 < len(bare) <= _LONGEST
        and bare not in stop_words()
        and (bare.isalpha() or (not bare.startswith("@") and any(map(str.isalpha, bare))))
    )


class ReadTexts(Sequence[str]):
    """Texts whose content words are read once, for all who need them.

    >>> texts = ReadTexts(["a hot kettle", "tea"])
    >>> texts.words, list(texts.at(np.array([1])))
    ([['hot', 'kettle'], ['tea']], ['tea'])
    """

    def __init__(self, texts: Sequence[str], words: list[list[str]] | None = None) -> None:
        self._texts = texts
        self._words = words

    @property
    def words(self) -> list[list[str]]:
        """The content words of each text."""
        if self._words is None:
            self._words = [content_words(text) for text in self._texts]
        return self._words

    def without(self, names_nothing: frozenset[str]) -> "ReadTexts":
        """The texts, read as if some words did not stand in them."""
        return ReadTexts(self._texts, [[word for word in words if word not in names_nothing] for words in self.words])

    def at(self, rows: NDArray[np.int64]) -> "ReadTexts":
        """Some of the texts, with their words."""
        words = self.words
        chosen = rows.tolist()
        return ReadTexts([self._texts[row] for row in chosen], [words[row] for row in chosen])

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...
    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        return self._texts[place]

    def __len__(self) -> int:
        return len(self._texts)


def words_of(texts: Iterable[str]) -> list[list[str]]:
    """Content words of each text, read before or read now.

    >>> words_of(["a hot kettle"]) == words_of(ReadTexts(["a hot kettle"]))
    True
    """
    return texts.words if isinstance(texts, ReadTexts) else [content_words(text) for text in texts]
