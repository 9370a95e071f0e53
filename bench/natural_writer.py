"""Made-up posts that are as uneven as real ones: words, lengths and repetitions follow the laws that people's posts do.

Words come from urns that grow (Pitman and Yor 1997): a word returns the oftener the more it was used, and a new one
comes the more rarely the longer somebody writes. That gives ranks by Zipf and Mandelbrot and a vocabulary that grows by
Heaps' law, with half of all words used once; the other writer (`bench.posts`) draws from a fixed list. Lengths are
log-normal. There are links, handles, hashtags, runs of emoji and slips, and one post in twelve repeats another.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

import numpy as np

_HEAPS: Final = 0.65
"""Exponent with which the vocabulary grows: .6 to .75 in collections of posts."""

_CONCENTRATION: Final = 40.0
_MEDIAN_WORDS, _SPREAD, _MOST_WORDS = 13, 0.7, 90
_OF_THEME: Final = 0.3
_REPEATS: Final = 0.08
_SLIPS: Final = 0.02
_FORMER: Final = 2_000
_EMOJI: Final = ("🙂", "😂", "😍", "😡", "🎉", "👍🏽", "🚲", "❤️", "👩‍🚀", "🙏", "🔥")
_ENDS: Final = (".", ".", ".", "!", "?", "...", "", "", "")


@dataclass
class _Urn:
    """Words, each as often as it was used, and how often that is."""

    words: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


class NaturalWriter:
    """Writes posts one after the other; what it has written decides what it writes next."""

    def __init__(self, random: np.random.Generator, small: dict[str, list[str]], syllables: dict[str, str]) -> None:
        self._random = random
        self._syllables = {language: text.split() for language, text in syllables.items()}
        self._urns: defaultdict[str | int, _Urn] = defaultdict(_Urn)
        for language, words in small.items():
            self._urns[language] = _Urn(list(words), dict.fromkeys(words, 1))
        self._former: list[str] = []

    def post(self, _network: str, language: str, theme: int) -> str:
        """The text of one post, as plain text on all networks."""
        random = self._random
        if self._former and random.random() < _REPEATS:
            return self._again()
        count = int(np.clip(random.lognormal(np.log(_MEDIAN_WORDS), _SPREAD), 1, _MOST_WORDS))
        words = [self._word(language, theme) for _ in range(count)]
        words[0] = words[0].capitalize()
        words[-1] += _ENDS[int(random.integers(len(_ENDS)))]
        words = [f"@user{int(random.zipf(1.6)) % 50_000}" for _ in range(random.geometric(0.55) - 1)] + words
        words += [f"#{self._word(language, theme).strip('.!?')}" for _ in range(random.geometric(0.75) - 1)]
        if random.random() < 0.3:
            words.append(f"https://s{int(random.zipf(1.4)) % 900}.example/{random.integers(16**8):x}")
        if random.random() < 0.15:
            words.append(str(random.choice(_EMOJI)) * int(random.geometric(0.5)))
        text = " ".join(words)
        self._remember(text)
        return text

    def _remember(self, text: str) -> None:
        if len(self._former) < _FORMER:
            self._former.append(text)
        else:
            self._former[int(self._random.integers(_FORMER))] = text

    def _again(self) -> str:
        """A former post, as people pass it on: with a handle before it, a word less, or as it was."""
        text = self._former[int(self._random.integers(len(self._former)))]
        match int(self._random.integers(3)):
            case 0:
                return f"RT @user{self._random.integers(900)}: {text}"
            case 1:
                return text.rpartition(" ")[0] or text
        return text

    def _word(self, language: str, theme: int) -> str:
        own = theme >= 0 and self._random.random() < _OF_THEME
        word = self._drawn(self._urns[theme if own else language], language)
        return self._slipped(word) if self._random.random() < _SLIPS else word

    def _drawn(self, urn: "_Urn", language: str) -> str:
        """A word of an urn, or a new one."""
        chance = (_CONCENTRATION + _HEAPS * len(urn.counts)) / (len(urn.words) + _CONCENTRATION)
        if not urn.words or self._random.random() < chance:
            word = self._new(language)
        else:
            word = urn.words[int(self._random.integers(len(urn.words)))]
            while self._random.random() < _HEAPS / urn.counts[word]:  # what was used once gives way
                word = urn.words[int(self._random.integers(len(urn.words)))]
        urn.words.append(word)
        urn.counts[word] = urn.counts.get(word, 0) + 1
        return word

    def _new(self, language: str) -> str:
        syllables = self._syllables[language]
        chosen = self._random.integers(0, len(syllables), 1 + int(self._random.geometric(0.45)))
        return "".join(syllables[place] for place in chosen)

    def _slipped(self, word: str) -> str:
        """A word with a letter twice, or too often, or with one too few."""
        place = int(self._random.integers(len(word)))
        return word[:place] + word[place] * int(self._random.integers(0, 5)) + word[place + 1 :] or word
