"""A watch: what is listened for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from graph.model.column import Column


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

    id: Annotated[str, Column("the watch, `watch:…`")]
    name: Annotated[str, Column("what it is called")]
    kind: Annotated[WatchKind, Column("what it is about")]
    terms: Annotated[tuple[str, ...], Column("words and phrases to listen for")] = ()
    hashtags: Annotated[tuple[str, ...], Column("hashtags to listen for")] = ()
    excludes: Annotated[tuple[str, ...], Column("words that a post must not have")] = ()
    languages: Annotated[tuple[str, ...], Column("codes of languages; none for all")] = ()
    accounts: Annotated[tuple[str, ...], Column("accounts to listen to")] = ()
