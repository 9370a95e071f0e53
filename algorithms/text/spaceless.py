"""Spaceless scripts: the words of Chinese, Japanese, Thai, Lao, Khmer and Burmese, which no spaces part."""

import re
from itertools import chain
from typing import Final

from graph.text.tokens import SPACELESS

_SPACELESS: Final = re.compile(f"[{SPACELESS}]")
_HIRAGANA: Final = re.compile("[\u3041-\u309f\u30fc]+")
_KATAKANA: Final = re.compile("([\u30a1-\u30fa\u30fc]{2,})")
_CHARACTER: Final = re.compile("[\u3400-\u9fff\U00020000-\U000323af]")
"""Chinese characters, of which one may be a word; a letter alone is none."""


def is_spaceless(token: str) -> bool:
    """Tell whether a token is of a script without spaces.

    >>> is_spaceless("東京"), is_spaceless("กาแฟ"), is_spaceless("서울"), is_spaceless("#東京")
    (True, True, False, False)
    """
    return not token.isascii() and _SPACELESS.match(token) is not None


def words_in_run(run: str) -> list[str]:
    """Cut a run of characters without spaces into the words that may say what it is about, in their order.

    The words are those of the dictionaries of ICU (Unicode's own library), the same on every machine since it comes
    with its data. Katakana, in which Japanese writes words of other languages, stay together: a dictionary cuts those
    that it lacks to pieces. Left out are single letters, and words of hiragana alone, which hold Japanese grammar; a
    single Chinese character may be a word.

    >>> words_in_run("ルーターから花火を見た"), words_in_run("智能水壶的电池")
    (['ルーター', '花火', '見'], ['智能', '水壶', '的', '电池'])
    >>> words_in_run("ร้านกาแฟใหม่")
    ['ร้าน', 'กาแฟ', 'ใหม่']
    >>> words_in_run("น\u0e49\u0e4d\u0e32เย็น") == ["น้ำ", "เย็น"]
    True
    """
    from icu4py.breakers import WordBreaker  # noqa: PLC0415  maps 40 MB, for those who read such texts

    pieces = enumerate(_KATAKANA.split(_as_written(run)))
    words = ([piece] if place % 2 else map(str, WordBreaker(piece, "root")) for place, piece in pieces)
    return [word for word in chain.from_iterable(words) if _is_word(word)]


def _as_written(run: str) -> str:
    """Put the vowel am of Thai and Lao together again, which NFKC took apart and dictionaries hold as one letter."""
    return run.replace("\u0e4d\u0e32", "\u0e33").replace("\u0ecd\u0eb2", "\u0eb3")


def _is_word(word: str) -> bool:
    if len(word) == 1:
        return _CHARACTER.match(word) is not None
    return _HIRAGANA.fullmatch(word) is None
