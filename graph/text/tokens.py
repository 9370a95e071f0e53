"""Tokens: how Kith reads words in a text, and whether a text speaks of a term. The only tokenizer there is."""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from graph.text.cleaning import plain_text

# Han, kana and bopomofo, Thai and Lao, Burmese, Khmer, Yi: scripts whose words are not set apart by spaces.
SPACELESS: Final = (
    "\u0e01-\u0e7f\u0e81-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3007\u3041-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\U00020000-\U000323af"
)
"""The inside of a character class."""
# Zero-width space parts words; the other invisible characters (joiners, soft hyphen, direction marks) change none.
_INVISIBLE: Final = {
    ord(c): None for c in "\u00ad\u034f\u061c\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
}
_REPLACED: Final = (
    _INVISIBLE | {0x200B: " ", 0x2019: "'", 0x02BC: "'", 0x2018: "'"} | dict.fromkeys(range(0xFE00, 0xFE10))
)
_ANY_REPLACED: Final = re.compile("[" + "".join(map(chr, _REPLACED)) + "]")


def _ranges(code_points: Iterable[int]) -> str:
    """Write ascending code points as the inside of a character class."""
    spans: list[list[int]] = []
    for point in code_points:
        if spans and spans[-1][1] == point - 1:
            spans[-1][1] = point
        else:
            spans.append([point, point])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in spans)


@cache
def marks() -> str:
    r"""Vowel signs and accents, as the inside of a character class.

    `re` leaves them out of \w, which would cut every word of Hindi, Tamil or Bengali to pieces.
    """
    return _ranges(p for p in range(0x300, 0x20000) if unicodedata.category(chr(p)).startswith("M"))


def _written(letter: str, inner: str, tag: str, single: str, stop: str, *, links: bool) -> str:
    """Write the pattern of a text: links and addresses, which are dropped, one group for what is kept, and emoticons.

    Without `links` it is for texts that cannot hold any. Numbers must be tried before words; all others but links begin
    with characters of their own, so the commonest come first. Every repetition that could be tried again from the next
    character is bounded: the time stays linear in the text.
    """
    url = rf"[a-z][a-z0-9+.-]{{0,20}}://[^\s{stop}]+|www\.[^\s{stop}]+"
    path = rf"(?:[a-z0-9-]{{1,63}}\.){{1,8}}[a-z]{{2,24}}/[^\s{stop}]*"
    mail = r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}"
    handle = r"(?<!\w)@\w+(?:[.-]\w+)*(?:@\w+(?:[.-]\w+)*)?"
    face = rf"(?<!{letter})(?:[<>]?[:;=]['o*-]?[][(){{}}dpox*/\\@|3]|<3+)(?!{letter})"
    hashtag = rf"(?<!\w)#(?=\d*[^\W\d]){tag}+"
    number = rf"\d+(?:[.,]\d+)+(?!{letter})"
    word = rf"{letter}{inner}*(?:'(?!s(?!{inner})){letter}{inner}*)*"
    parts = "|".join(part for part in (number, word, single, handle, hashtag) if part)
    dropped = f"{url}|{path}|{mail}|" if links else ""
    return rf"{dropped}({parts})(?:'s(?!{inner}))?|{face}"


@cache
def _pattern(*, is_ascii: bool, links: bool, runs: bool) -> re.Pattern[str]:
    """The pattern of texts of a kind, compiled at its first use: a tenth of a second, for those who read texts."""
    if is_ascii:
        return re.compile(_written("[0-9a-z]", "[0-9a-z]", r"\w", "", "", links=links))
    letter, mark = rf"[^\W_{SPACELESS}]", marks()
    single = rf"[{SPACELESS}][{SPACELESS if runs else ''}{mark}]*"
    return re.compile(_written(letter, rf"(?:{letter}|[{mark}])", rf"[\w{mark}]", single, SPACELESS, links=links))


def _fold(text: str) -> str:
    """Bring a text to the form in which it is read: no HTML, NFKC, case folded, one apostrophe, nothing invisible."""
    text = plain_text(text)
    if text.isascii():
        return text.casefold()
    text = unicodedata.normalize("NFKC", text).casefold().replace("i\u0307", "i")  # İ, which is found by i
    if _ANY_REPLACED.search(text):
        text = text.translate(_REPLACED)
    return unicodedata.normalize("NFKC", text)


def _read(folded: str, *, runs: bool = False) -> list[str]:
    links = "/" in folded or "@" in folded or "www." in folded
    pattern = _pattern(is_ascii=folded.isascii(), links=links, runs=runs)
    return [token for token in pattern.findall(folded) if token]


def tokenize(text: str) -> list[str]:
    """Read a text as tokens, in their order.

    HTML is read as what it shows (`graph.text.cleaning`). Tokens are case folded and NFKC normalised, so that
    full-width or styled letters read like plain ones.

    * Words are runs of letters, digits and marks. An apostrophe inside a word stays (`don't`, `l'oréal`); an English
      possessive goes (`acme's` reads `acme`). Hyphens, underscores and everything else part words; emoji and emoticons
      (`:-D`, `<3`) are no words.
    * Hashtags keep their `#`, handles their `@` (with the host of federated ones: `@ann@social.example`).
    * Numbers stay, with their separators (`3.5`, `1,000`). URLs and e-mail addresses are dropped; a bare host name
      without a path (`booking.com`) reads as its words.
    * Scripts without spaces (Han, kana, Thai, Lao, Burmese, Khmer) give one token a character, its marks with it, since
      finding their words takes a dictionary. A term in such a script therefore matches wherever its characters stand in
      a row, also inside of a longer word. Korean is written with spaces and gives words.

    >>> tokenize("Loving @Acme's #NewPhone, don't you? 3.5 stars https://acme.example/x")
    ['loving', '@acme', '#newphone', "don't", 'you', '3.5', 'stars']
    >>> tokenize("हिन्दी में, на русском, 我爱东京")
    ['हिन्दी', 'में', 'на', 'русском', '我', '爱', '东', '京']
    """
    return _read(_fold(text))


def tokenize_runs(text: str) -> list[str]:
    """Read a text as tokens, but with one token for each run of characters of scripts without spaces.

    Such a run is to be cut into words by somebody with a dictionary (`algorithms.text.spaceless`).

    >>> tokenize_runs("iPhoneのバッテリー、3.5時間")
    ['iphone', 'のバッテリー', '3.5', '時間']
    """
    return _read(_fold(text), runs=True)


@lru_cache(maxsize=1024)
def _term_tokens(term: str) -> tuple[str, ...]:
    return tuple(tokenize(term))


def matches(term: str, text: str) -> bool:
    """Tell whether a text speaks of a term: the term's tokens stand in the text, one after the other.

    A plain word also matches its hashtag, and several words the hashtag that runs them together. A hashtag or handle
    matches only itself. A term without tokens matches nothing.

    >>> matches("acme", "The #ACME launch"), matches("new phone", "my #NewPhone"), matches("acme", "acmeology")
    (True, True, False)
    >>> matches("#acme", "acme"), matches("东京", "我爱东京"), matches("!", "!")
    (False, True, False)
    """
    term_tokens = _term_tokens(term)
    folded = _fold(text)
    # Every token of the term is a piece of the folded text when it matches: most texts need not be read at all.
    if not term_tokens or not all(token in folded for token in term_tokens):
        return False
    tokens = _read(folded)
    joined = "#" + "".join(term_tokens)
    if joined in tokens:
        return True
    size = len(term_tokens)
    return any(
        all(have in (want, "#" + want) for want, have in zip(term_tokens, tokens[start : start + size], strict=True))
        for start in range(len(tokens) - size + 1)
    )
