"""Cleaning: what a post says, without what is wrapped around it. The only place where texts are cleaned."""

import html
import re
from html.entities import html5
from typing import Any, Final

import numpy as np
import pyarrow as pa

from graph import arrow_compute as pc

Strings = Any
"""A `pyarrow.LargeStringArray`; pyarrow ships no types."""

_BLOCKS: Final = "p|br|li|ul|ol|pre|blockquote|h[1-6]|div"
_INLINE: Final = "a|span|b|strong|i|em|u|s|del|code|ruby|rt|rp|small"
_BREAK: Final = rf"(?i)</?(?:{_BLOCKS})(?:\s[^<>]*)?/?>"
_TAG: Final = rf"(?i)</?(?:{_INLINE})(?:\s[^<>]*)?/?>"
"""The tags that networks put into posts. Any other `<` is text: "<3", "a < b", "<name>"."""

_ENTITY: Final = re.compile(r"&(#[0-9]{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});")
"""Entities end with `;`: a link that goes on with `&region=eu` holds none."""

_SPACE: Final = "\\s\x0b\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""All spaces there are, for the inside of a character class: the `\\s` of RE2 knows those of ASCII alone."""

URL: Final = rf"(?i)(?:https?://|\bwww\.)[^{_SPACE}]+"
HANDLE: Final = r"@[0-9A-Za-z_.-]+(?:@[0-9A-Za-z_.-]+)?"
"""RE2 and Python read these alike."""

_HASHTAG: Final = rf"[#＃][^{_SPACE}]+"
_NO_LETTER: Final = r"[^\p{L}\p{M}'’\s]+"
_SPACES: Final = rf"[{_SPACE}]+"


def plain_text(text: str) -> str:
    r"""Text without HTML: tags of paragraphs and lines become line breaks, others go, entities become characters.

    >>> plain_text('<p>Tea &amp; <a href="https://a.example">cake</a>?</p><p>I &lt;3 it</p>')
    'Tea & cake?\nI <3 it'
    >>> plain_text("5 < 6 <3")
    '5 < 6 <3'
    """
    if "<" in text:
        text = re.sub(_TAG, "", re.sub(_BREAK, "\n", text))
        text = re.sub(r"\n{2,}", "\n", text).strip("\n")
    return _ENTITY.sub(_character, text) if "&" in text else text


def _character(entity: re.Match[str]) -> str:
    """What an entity stands for; one that nobody knows stays."""
    name = entity.group(1)
    return html.unescape(entity.group()) if name.startswith("#") else html5.get(f"{name};", entity.group())


def plain_texts(texts: Strings) -> Strings:
    """Do the same to a whole column; nulls stay.

    >>> plain_texts(pa.array(["<p>a</p>", None, "b"], pa.large_string())).to_pylist()
    ['a', None, 'b']
    """
    wrapped = np.flatnonzero(np.asarray(pc.match_substring_regex(texts, "[<&]").fill_null(False), dtype=np.bool_))
    if wrapped.size == 0:
        return texts
    cleaned = [plain_text(text) for text in texts.take(pa.array(wrapped)).to_pylist()]
    mask = np.zeros(len(texts), dtype=np.bool_)
    mask[wrapped] = True
    return pc.replace_with_mask(texts, pa.array(mask), pa.array(cleaned, pa.large_string()))


def spoken_texts(texts: Strings) -> Strings:
    """What people say in a column of posts: without HTML, links and handles. Case, marks and emoji stay.

    >>> spoken_texts(pa.array(["@ann LOVE it :) https://a.example", None], pa.large_string())).to_pylist()
    ['LOVE it :)', None]
    """
    words = pc.replace_substring_regex(plain_texts(texts), rf"{URL}|{HANDLE}", " ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(words, _SPACES, " "))


def worded_texts(texts: Strings) -> Strings:
    """The words alone of a column of posts: besides links and handles, no hashtags, digits, marks or emoji either.

    >>> worded_texts(pa.array(["#tea Das ist 1a! 🙂 @ann"], pa.large_string())).to_pylist()
    ['Das ist a']
    """
    words = pc.replace_substring_regex(plain_texts(texts), rf"{URL}|{HANDLE}|{_HASHTAG}", " ")
    words = pc.replace_substring_regex(words, _NO_LETTER, " ")
    return pc.utf8_trim_whitespace(pc.replace_substring_regex(words, _SPACES, " "))
