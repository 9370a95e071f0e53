"""A watch: what is listened for."""

from dataclasses import dataclass
from enum import StrEnum


class WatchKind(StrEnum):
    """What a watch is about."""

    BRAND = "BRAND"
    PRODUCT = "PRODUCT"
    PERSON = "PERSON"
    ACTION = "ACTION"
    COMPETITOR = "COMPETITOR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What is listened for: a name and a kind, with words, hashtags, accounts and languages."""

    id: str
    name: str
    kind: WatchKind
    terms: tuple[str, ...] = ()
    hashtags: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
