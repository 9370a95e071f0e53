"""Sentences from patterns: `{slot}` is filled with a word of that slot; what it is about is remembered."""

import random
import re
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

TOPICS: Final = frozenset({"gear", "craft", "part"})
"""Slots whose word a sentence is about; an answer can take it up."""

Words = Mapping[str, Sequence[str]]

_SLOT: Final = re.compile(r"\{(\w+)\}")
_ARTICLE: Final = re.compile(r"\b([Aa]) (?=[aeio]|un(?!i)|u[lmpr])(?!one\b|once\b|eu)")
_SENTENCE_START: Final = re.compile(r"(^|[.!?] )([a-z])(?![\w.]*(?:/|\.example))")


def lines(text: str) -> tuple[str, ...]:
    r"""Patterns, one a line; a line that is indented further goes on with the one before.

    >>> lines("A first one,\n  still the first.\nA second one.")
    ('A first one, still the first.', 'A second one.')
    """
    joined = re.sub(r"\n\s+", " ", textwrap.dedent(text).strip("\n "))
    return tuple(joined.split("\n"))


def listed(text: str) -> tuple[str, ...]:
    """Words with bars between them, over as many lines as it takes.

    >>> listed("hand grinder | scale | water")
    ('hand grinder', 'scale', 'water')
    """
    return tuple(word.strip() for word in text.split("|"))


def slots(text: str) -> dict[str, tuple[str, ...]]:
    r"""Word lists by slot: `slot: word | word`; a line that opens with a bar goes on with the one before.

    >>> slots("gear: oven | pan\n| pot\nday: Monday | Tuesday")
    {'gear': ('oven', 'pan', 'pot'), 'day': ('Monday', 'Tuesday')}
    """
    joined = re.sub(r"\n\s*\|", " |", textwrap.dedent(text).strip())
    parted = (line.partition(":") for line in joined.split("\n"))
    return {slot: listed(words) for slot, _, words in parted}


@dataclass(frozen=True, slots=True)
class Filled:
    """A sentence or more, and the thing it is about (a bare noun, empty when there is none)."""

    text: str
    topic: str = ""


@dataclass(slots=True)
class Deck:
    """Patterns that come up evenly: all of them once, in random order, before one returns."""

    cards: Sequence[str]
    _left: list[str] = field(default_factory=list)

    def draw(self, rng: random.Random) -> str:
        """Take the next pattern."""
        if not self._left:
            self._left = list(self.cards)
            rng.shuffle(self._left)
        return self._left.pop()


def fill(rng: random.Random, pattern: str, words: Words) -> Filled:
    """Fill the slots of a pattern; a word is not used twice in one sentence, and words may hold slots themselves.

    >>> fill(random.Random(1), "{kind} {gear}! I like a {kind} {gear}.", {"kind": ["old"], "gear": ["oven"]})
    Filled(text='Old oven! I like an old oven.', topic='oven')
    """
    used: set[str] = set()
    topics: list[str] = []

    def word(match: re.Match[str]) -> str:
        slot = match.group(1)
        choices = [w for w in words[slot] if w not in used] or list(words[slot])
        chosen = rng.choice(choices)
        used.add(chosen)
        if slot in TOPICS:
            topics.append(chosen)
        return _SLOT.sub(word, chosen)

    return Filled(polish(_SLOT.sub(word, pattern)), topics[0] if topics else "")


def polish(text: str) -> str:
    """Set articles and the capitals at sentence starts right.

    >>> polish("a old kettle. it still boils")
    'An old kettle. It still boils'
    """
    text = _ARTICLE.sub(r"\1n ", text)
    return _SENTENCE_START.sub(lambda m: m.group(1) + m.group(2).upper(), text)
