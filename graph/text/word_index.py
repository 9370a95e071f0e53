"""The word index: how the words of posts are written down so that a store's full-text index finds them by term."""

from typing import Final

from graph.text.tokens import tokenize

_LONGEST: Final = 100
"""Letters of a word that are written down: what looks further is reading the text itself."""


def words_for_index(text: str | None) -> str:
    """Write the tokens of a text as words of small ASCII letters and digits, which every full-text index keeps whole.

    Hashtags are written like their word, since a word also stands for its hashtag.

    >>> words_for_index("Acme's #NewPhone, für @bob: xylophones")
    'acme newphone x66c3bc72 x40626f62 x78796c6f70686f6e6573'
    """
    return " ".join(map(_written, tokenize(text))) if text else ""


def phrases_for_index(term: str) -> list[str]:
    """Write what to look for, so that every text that speaks of the term has one of these words or phrases.

    `graph.text.tokens.matches` says what speaks of a term; a few texts more have the words too. Empty for a term
    without any word.

    >>> phrases_for_index("new phone"), phrases_for_index("#acme"), phrases_for_index("!")
    (['new phone', 'newphone'], ['acme'], [])
    """
    tokens = tokenize(term)
    if not tokens:
        return []
    return list(dict.fromkeys([" ".join(map(_written, tokens)), _written("".join(tokens))]))


def _written(token: str) -> str:
    """A token as a word of a to z and 0 to 9: itself, or x and the bytes of its letters in hexadecimal digits."""
    word = token.removeprefix("#")[:_LONGEST]
    if word.isascii() and word.isalnum() and not word.startswith("x"):
        return word
    return f"x{word.encode().hex()}"
