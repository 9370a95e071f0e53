"""Hashtags: which words of a post its network makes hashtags."""

import re
from typing import Final

from graph.cleaning import URL, plain_text
from graph.tokens import MARKS

_WORD: Final = rf"\w{MARKS}"

_X: Final = re.compile(
    rf"(?<![&{_WORD}#＃])[#＃](?=[^\s#＃]*[^\W\d_])([{_WORD}\u200c\u200d\u05be\u05f3\u05f4\u30fb\u00b7]+)(?![#＃]|://)"
)
"""twitter-text 3: letters, marks, digits and underscores, one of them no digit, and no `&` or word before."""

_MASTODON: Final = re.compile(
    rf"(?<![=/){_WORD}])[#＃](?=[^\s#＃]*[^\W\d])([{_WORD}](?:[{_WORD}·\u30fb\u200c]*[{_WORD}])?)"
)
"""Mastodon's HASHTAG_RE: separators only inside."""

_BLUESKY: Final = re.compile(
    r"(?<!\S)[#＃](?!\ufe0f)(?=[^\s]*[^\d\s!-/:-@\[-`{-~])([^\s\u00ad\u2060\u200a-\u200d\u20e2]{1,64})(?!\S)"
)
"""atproto's richtext TAG_REGEX: all up to the next space, not only digits and punctuation, at most 64 characters."""

_TRAILING: Final = re.compile(r"[!-/:-@\[-^`{-~…、。！？]+$")

_ANY: Final = re.compile(rf"(?<![{_WORD}])#(?=\d*[^\W\d])([{_WORD}]+)")

_RULES: Final = {"x": _X, "twitter": _X, "mastodon": _MASTODON, "bluesky": _BLUESKY}

LONGEST: Final = 140
"""No network gives longer ones; what is longer is no hashtag."""


def hashtags_in(network: str, text: str) -> list[str]:
    """Hashtags of a text by the rule of its network: case folded, without `#`, as often as they occur.

    HTML is read as what it shows, and links hold none. A network without a rule of its own has that of `graph.tokens`.

    >>> hashtags_in("x", "#Tea &#39; #2026 #tea_time! a#b #día https://a.example/#no")
    ['tea', 'tea_time', 'día']
    >>> hashtags_in("bluesky", "#tea-time! (#no) #2026")
    ['tea-time']
    """
    if "#" not in text and "＃" not in text:
        return []
    found = _RULES.get(network, _ANY).findall(re.sub(URL, " ", plain_text(text)))
    if network == "bluesky":
        found = [_TRAILING.sub("", tag) for tag in found]
    return [tag.casefold() for tag in found if 0 < len(tag) <= LONGEST]
