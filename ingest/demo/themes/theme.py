"""A theme: the words and sentences of one community."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Theme:
    """The words and sentences of one community, and how large it is.

    `words` fills the slots of all patterns; its slots `gear`, `craft` and `part` hold bare nouns that stand well after
    "the". `openers` begin a post (those that open with `~` tell of trouble), `asides` may follow one, `answers` reply.
    `foreign` holds whole posts by language code.
    `marks` are the emoji this crowd uses, `affixes` what its people put into their handles.
    """

    name: str
    people: int
    network: str
    words: Mapping[str, tuple[str, ...]]
    openers: tuple[str, ...]
    asides: tuple[str, ...]
    answers: tuple[str, ...]
    foreign: Mapping[str, tuple[str, ...]]
    hashtags: tuple[str, ...]
    marks: tuple[str, ...]
    affixes: tuple[str, ...]
    organisations: tuple[str, ...]
