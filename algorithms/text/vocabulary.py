"""Vocabulary: the words of a text that can say what it is about."""

import re
from collections.abc import Iterable, Sequence
from typing import Final, overload

import numpy as np
from numpy.typing import NDArray

from algorithms.text.stop_words import stop_words
from graph.text.tokens import tokenize

_LONGEST: Final = 40
_SPACELESS: Final = re.compile(
    "[\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u312f\u31f0-\u9fff\ua000-\ua4cf\U00020000-\U000323af]"
)
_HIRAGANA: Final = re.compile("[\u3041-\u309f]+")


def content_words(text: str) -> list[str]:
    """Read the words of a text that can say what it is about, in their order.

    Handles, stop words, numbers, single letters and tokens of more than 40 characters are none. A hashtag counts as its
    word. In scripts without spaces, where a token is a character, every two in a row make a word, unless both are
    hiragana, which hold Japanese grammar.

    >>> content_words("@ann don't the #Battery of my new phone lasts 3.5 days")
    ['battery', 'new', 'phone', 'lasts', 'days']
    >>> content_words("東京は晴れ")
    ['東京', '京は', 'は晴', '晴れ']
    """
    words: list[str] = []
    before = ""
    for token in tokenize(text):
        character = "" if token.isascii() or not _SPACELESS.match(token) else token
        if character:
            pair = before + character
            if before and not _HIRAGANA.fullmatch(pair):
                words.append(pair)
        elif _speaks(token):
            words.append(token.removeprefix("#"))
        before = character
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
