"""Languages: which language each post is in, as its source says, else as its words tell."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from algorithms.errors import MalformedResult
from algorithms.kernels.compiled import locked
from algorithms.text.memory import NOTHING_KEPT, Memory
from graph import arrow_compute as pc
from graph.snapshot.snapshot import PostColumns, Strings
from graph.text.cleaning import worded_texts

_SURE: Final = 0.8
"""How likely the identifier must find a language: of short texts it is often unsure, and then none is known."""

_FEWEST_LETTERS: Final = 12
"""Letters that a text must have to be identified: "no" and "ok" are words of many languages."""

_CODE: Final = re.compile(r"^[a-z]{2,3}(?=$|[-_])")
_NONE: Final = frozenset({"und", "zxx", "mul", "mis", "qme", "qst", "qht", "qam", "qct", "art"})
"""What sources say when they do not know: codes of ISO 639 and of X for posts without words."""

_RENAMED: Final = {"in": "id", "iw": "he", "ji": "yi", "jw": "jv"}
"""Codes that were given up, and that X still uses, with those that took their place in BCP 47."""


@dataclass(frozen=True, slots=True)
class Languages:
    """The language of each post: `codes` int16 (p), places in `names`, -1 for not known.

    `names` are primary subtags of BCP 47, like `en`, ascending.
    """

    codes: NDArray[np.int16]
    names: tuple[str, ...]

    def __post_init__(self) -> None:
        if self.codes.size and not -1 <= int(self.codes.min()) <= int(self.codes.max()) < len(self.names):
            raise MalformedResult(f"expected codes from -1 to below {len(self.names)}")
        object.__setattr__(self, "codes", locked(self.codes))

    def speaks(self, language: str) -> NDArray[np.bool_]:
        """Tell for each post whether it is in a language; bool (p)."""
        code = self.names.index(language) if language in self.names else -2
        spoken: NDArray[np.bool_] = self.codes == code
        return spoken

    def of(self, post: int) -> str | None:
        """The language of the post in a row; None when it is not known."""
        code = int(self.codes[post])
        return None if code < 0 else self.names[code]


def find_languages(posts: PostColumns, memory: Memory = NOTHING_KEPT) -> Languages:
    """Find the language of each post: the one its source gives, else the one that py3langid finds.

    Identified are posts with at least 12 letters besides links, handles and hashtags, when a language is found with a
    chance of at least .8 (among the 140 that py3langid knows). `memory` keeps what was identified.

    Lui and Baldwin (2012), langid.py: an off-the-shelf language identification tool, ACL.

    >>> from tests.worlds import Said, snapshot_of
    >>> said = [Said("post:x:1", text="the kettle that we bought is already broken"), Said("post:x:2", text="ok")]
    >>> found = find_languages(snapshot_of(posts=said).posts)
    >>> [found.of(row) for row in range(2)]
    ['en', None]
    """
    known = known_languages()
    codes, has_code = _as_given(posts.languages, known)
    unsaid = np.flatnonzero(~has_code & np.asarray(posts.texts.is_valid()))
    words = worded_texts(posts.texts.take(pa.array(unsaid)))
    letters = pc.utf8_length(pc.replace_substring(words, " ", ""))
    enough = np.asarray(letters, dtype=np.int64) >= _FEWEST_LETTERS
    texts = words.filter(pa.array(enough)).to_pylist()
    codes[unsaid[enough]] = memory.through(f"py3langid-{_SURE}", texts, _identified)[:, 0].astype(np.int16)
    return _with_names(codes, known)


@cache
def known_languages() -> tuple[str, ...]:
    """All two- and three-letter codes there can be, ascending: what kept numbers stand for never changes.

    >>> known_languages()[:2], len(known_languages())
    (('aa', 'aaa'), 18252)
    """
    letters = "abcdefghijklmnopqrstuvwxyz"
    two = [a + b for a in letters for b in letters]
    return tuple(sorted([*two, *(a + b for a in two for b in letters)]))


def _as_given(languages: Strings, known: tuple[str, ...]) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """Codes as sources give them, and which posts have one that says something."""
    coded = languages.dictionary_encode()
    numbers = {code: number for number, code in enumerate(known)}
    meanings = [_primary(name) for name in coded.dictionary.to_pylist()]
    places = np.array([-1 if name is None else numbers.get(name, -1) for name in meanings] + [-1], dtype=np.int16)
    rows = coded.indices.fill_null(len(meanings)).to_numpy(zero_copy_only=False).astype(np.int64)
    codes = places[rows] if rows.size else np.zeros(0, dtype=np.int16)
    return codes.copy(), codes >= 0


def _primary(code: str) -> str | None:
    """`en` for `en-GB`; None for what is no language.

    >>> _primary("EN-gb"), _primary("iw"), _primary("und"), _primary("English")
    ('en', 'he', None, None)
    """
    match = _CODE.match(code.strip().casefold())
    return None if match is None or match.group() in _NONE else _RENAMED.get(match.group(), match.group())


def _identified(texts: list[str]) -> NDArray[np.float32]:
    numbers = {code: number for number, code in enumerate(known_languages())}
    identifier = _identifier()
    codes = np.full((len(texts), 1), -1, dtype=np.float32)
    for row, text in enumerate(texts):
        language, chance = identifier.classify(text)
        if chance >= _SURE and language not in _NONE:
            codes[row] = numbers.get(language, -1)
    return codes


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415  for those who read texts

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _with_names(codes: NDArray[np.int16], known: tuple[str, ...]) -> Languages:
    used = np.unique(codes[codes >= 0])
    names = tuple(known[code] for code in used.tolist())
    places = np.searchsorted(used, codes)
    return Languages(np.where(codes >= 0, places, -1).astype(np.int16), names)
