"""About: which posts speak of a term."""

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import BadParameter
from graph import arrow_compute as pc
from graph.snapshot.snapshot import PostColumns, Strings
from graph.text.cleaning import plain_texts
from graph.text.tokens import matches, tokenize

_INVISIBLE: Final = r"[\p{Cf}\x{34f}\x{fe00}-\x{fe0f}]"

_FOLDED: Final = (range(0x80, 0xD800), range(0xE000, 0x20000), range(0x2F800, 0x2FA20))
"""Where the characters stand that reading can change: all but plain ideographs and what stands for nothing alone."""


TermIndex = Callable[[str], NDArray[np.int64] | None]
"""Gives the rows of the posts that may speak of a term, all that do among them; None when it cannot tell just now."""


def posts_about(posts: PostColumns, term: str, index: TermIndex | None = None) -> NDArray[np.bool_]:
    """Tell for each post whether its text, or that of the post it reposts, speaks of the term; bool (p).

    What speaks of a term is for `graph.text.tokens.matches` to say: whole words, case folded, hashtags of the word
    included. Posts without a text speak of nothing. With an `index`, only what it gives is read; the answer is the
    same. Raises BadParameter for a term without any word.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", text="The #ACME launch"), Said("post:x:2", text="acmeology")]
    >>> posts_about(snapshot_of(posts=said).posts, "Acme").tolist()
    [True, False]
    """
    tokens = tokenize(term)
    if not tokens:
        raise BadParameter(f"expected a term with at least one word, hashtag or handle, got {term!r}")
    speaks = np.zeros(len(posts.ids), dtype=np.bool_)
    texts, likely = posts.texts, None if index is None else index(term)
    if likely is None:
        texts = plain_texts(posts.texts)
        likely = _likely(texts, max(re.findall(r"\w+", " ".join(tokens)), key=len))
    candidates = texts.take(pa.array(likely)).to_pylist()
    speaks[likely] = [text is not None and matches(term, text) for text in candidates]
    reposts = np.flatnonzero(posts.repost_of >= 0)
    speaks[reposts] |= speaks[posts.repost_of[reposts]]
    return speaks


def _likely(texts: Strings, piece: str) -> NDArray[np.int64]:
    """Find the rows of all texts that can hold this piece of a word, and few others.

    To read a text in Python costs a hundred times more than to search it. The search knows small and capital letters,
    but not all else that reading does to a text: where that could matter the text is cleaned and searched again.
    """
    plain = rf"(?i:{re.escape(piece)})"
    rows = np.flatnonzero(pc.match_substring_regex(texts, rf"{plain}|[{_changed_by_reading()}]").fill_null(False))
    parted = pc.replace_substring(
        texts.take(pa.array(rows)), "\u200b", " "
    )  # the one invisible character that parts words
    cleaned = pc.utf8_normalize(pc.replace_substring_regex(parted, _INVISIBLE, ""), form="NFKC")
    return rows[np.asarray(pc.match_substring_regex(cleaned, rf"{plain}|[{_oddly_folded()}]"), dtype=np.bool_)]


@cache
def _changed_by_reading() -> str:
    return _class_of(_turns_into_another)


@cache
def _oddly_folded() -> str:
    return _class_of(_folds_oddly)


def _class_of(belongs: Callable[[str], bool]) -> str:
    """Write the characters that belong as the inside of a character class."""
    spans: list[list[int]] = []
    for point in (point for points in _FOLDED for point in points if belongs(chr(point))):
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(rf"\x{{{low:x}}}-\x{{{high:x}}}" for low, high in spans)


def _folds_oddly(character: str) -> bool:
    """Tell whether folding the case gives another letter or more than the small one, or takes the dot of an i."""
    return character == "\u0307" or character.casefold() != character.lower() or len(character.lower()) > 1


def _turns_into_another(character: str) -> bool:
    """Tell whether reading turns a character into more than its small letter, drops it or joins it with others."""
    if character == "…" or character.isspace():
        return False  # these part words, before and after
    if unicodedata.category(character) in {"Mn", "Mc", "Me", "Cf"} or "\u1100" <= character < "\u1200":
        return True
    return _folds_oddly(character) or unicodedata.normalize("NFKC", character).casefold() != character.lower()
