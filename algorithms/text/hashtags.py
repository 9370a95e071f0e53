"""Hashtags: which words of a post its network makes hashtags."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from typing import Final

from graph.text.cleaning import URL, plain_text
from graph.text.tokens import marks

LONGEST: Final = 140
"""No network gives longer ones; what is longer is no hashtag."""

_LONGEST_ON_BLUESKY: Final = 64

_LINK: Final = rf"{URL}|(?<![#＃])\b(?:[a-z0-9-]{{1,63}}\.){{1,8}}[a-z]{{2,24}}/\S*"

_INSIDE_ON_X: Final = "\u200c\u200d\u05be\u05f3\u05f4\uff5e\u301c\u309b\u309c\u30a0\u30fb\u3003\u0f0b\u0f0c\u00b7\ua67e"
_SEPARATORS: Final = "_·\u30fb\u200c"
_UNSEEN: Final = "\u00ad\u2060\u200a\u200b\u200c\u200d\u20e2"


@cache
def _pattern(network: str) -> re.Pattern[str]:
    """Where a network's hashtags stand, compiled at its first use: classes with all marks take their time."""
    word = rf"\w{marks()}"
    begin_on_x = rf"(?:(?<![&{word}{_INSIDE_ON_X}])|(?<=[\ufe0e\ufe0f]))[#＃](?![\ufe0f\u20e3])"
    patterns = {
        "x": rf"{begin_on_x}([{word}{_INSIDE_ON_X}]++)(?![#＃]|://)",
        "mastodon": rf"(?<![=/){word}])[#＃]([{word}](?:[{word}{_SEPARATORS}]*[{word}])?)",
        "bluesky": rf"(?<!\S)[#＃](?!\ufe0f)([^\s{_UNSEEN}]+)",
    }
    return re.compile(patterns.get(network, rf"(?<![{word}])#(?=\d*[^\W\d])([{word}]+)"))


def hashtags_in(network: str, text: str) -> list[str]:
    """Hashtags of a text by the rule of its network: case folded, without `#`, as often as they occur.

    HTML is read as what it shows, and links hold none. A network without a rule of its own has that of
    `graph.text.tokens`.

    >>> hashtags_in("x", "#Tea &#39; #2026 #tea_time! a#b #día https://a.example/#no")
    ['tea', 'tea_time', 'día']
    >>> hashtags_in("bluesky", "#tea-time! (#no) #2026")
    ['tea-time']
    """
    if "#" not in text and "＃" not in text:
        return []
    tags = _RULES.get(network, _pattern("").findall)(re.sub(_LINK, " ", plain_text(text)))
    return [tag.casefold() for tag in tags if 0 < len(tag) <= LONGEST]


def _of_x(text: str) -> Iterable[str]:
    """twitter-text 3: letters, marks, digits and some signs, one of them a letter, after neither `&` nor a word."""
    return (tag for tag in _pattern("x").findall(text) if any(unicodedata.category(sign)[0] in "LM" for sign in tag))


def _of_mastodon(text: str) -> Iterable[str]:
    """Mastodon's HASHTAG_RE: separators only inside, and then no letter is needed."""
    tags = _pattern("mastodon").findall(text)
    return (tag for tag in tags if any(map(str.isalpha, tag)) or any(sign in _SEPARATORS for sign in tag[1:-1]))


def _of_bluesky(text: str) -> Iterable[str]:
    """TAG_REGEX of atproto's rich text: all up to a space but for punctuation at the end, and not digits alone."""
    tags = (_without_trailing_punctuation(tag) for tag in _pattern("bluesky").findall(text))
    return (tag for tag in tags if len(tag) <= _LONGEST_ON_BLUESKY and not all(map(_says_nothing, tag)))


def _without_trailing_punctuation(tag: str) -> str:
    end = len(tag)
    while end and unicodedata.category(tag[end - 1])[0] == "P":
        end -= 1
    return tag[:end]


def _says_nothing(sign: str) -> bool:
    return sign in "0123456789" or unicodedata.category(sign)[0] == "P"


_RULES: Final[dict[str, Callable[[str], Iterable[str]]]] = {
    "x": _of_x,
    "twitter": _of_x,
    "mastodon": _of_mastodon,
    "bluesky": _of_bluesky,
}
