r"""JSON that a terminal can show: what cannot be seen is written as an escape, and parses to the same text.

JSON escapes the control characters of ASCII. Those beyond, and the characters that hide text or turn it round, may
stand in it as they are, and then whoever reads it on a terminal reads something else than a program does.
"""

import unicodedata
from typing import Final

UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
JOINERS: Final = frozenset("\u200c\u200d")
"""Two format characters that scripts and emoji need; the others can hide or turn round what is read."""


def escaped_json(text: str) -> str:
    r"""The same JSON, with unseen characters escaped; line breaks and tabs between its parts stay.

    >>> print(escaped_json('{"name": "Ada' + chr(0x202E) + chr(0x9B) + '"}'))
    {"name": "Ada\u202e\u009b"}
    """
    if text.isprintable() or (text.isascii() and "\x7f" not in text):
        return text
    return "".join(
        character if is_seen(character) or character in "\n\t\r" else _escape(character) for character in text
    )


def is_seen(character: str) -> bool:
    """Whether a character shows itself where it stands, or belongs to one that does."""
    return character in JOINERS or unicodedata.category(character) not in UNSEEN


def _escaped(line: str) -> str:
    return "".join(sign if is_seen(sign) or sign in "\t\r" else _escape(sign) for sign in line)


def _escape(character: str) -> str:
    units = character.encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))
