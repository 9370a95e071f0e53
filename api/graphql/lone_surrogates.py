"""Halves of characters: what JSON can escape one at a time, and no text, store or answer can hold."""

import re
from typing import Final

_HALF: Final = re.compile("[\ud800-\udfff]")


def holds_half(value: object) -> bool:
    r"""Whether a JSON value holds a lone surrogate, in its texts or in names of members; it may be as deep as it likes.

    >>> holds_half({"a": ["whole"]}), holds_half({"a": ["\ud83d"]}), holds_half({"\udc00": None})
    (False, True, True)
    """
    waiting = [value]
    while waiting:
        match waiting.pop():
            case str(text):
                if not text.isascii() and _HALF.search(text):
                    return True
            case dict(members):
                waiting += [*members, *members.values()]
            case list(items):
                waiting += items
    return False
