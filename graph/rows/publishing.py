"""Publishing: findings written onto a store whose users explore it with tools of their own."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedPerson:
    """What is written onto a person: influence 0 to 100 and a community by its id, each None when there is none."""

    person: str
    relation: str
    opted_out: bool
    influence: float | None
    community: str | None
    community_label: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedCommunity:
    """A community: what it is called, and how many people are in it."""

    id: str
    label: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTheme:
    """A theme: its words, most telling first, ids of its posts, and the id of the community that speaks of it.

    `community` is None for a theme of everybody, or of a watch.
    """

    id: str
    label: str
    words: tuple[str, ...]
    posts: tuple[str, ...]
    community: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTie:
    """A tie from the person who pays attention to the one who gets it, with its strength, 0 to 1.

    `interactions` counts its acts, of which `last_at` is the latest with a moment. One tie of each pair of people bears
    the strength of their `acquaintance`, in both directions together.
    """

    source: str
    target: str
    strength: float
    interactions: int
    last_at: datetime | None
    acquaintance: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """All that is published of one analysis; `edition` is the fingerprint of its findings."""

    people: Sequence[PublishedPerson]
    communities: Sequence[PublishedCommunity]
    themes: Sequence[PublishedTheme]
    ties: Sequence[PublishedTie]
    edition: str


class Publisher(ABC):
    """Writes findings onto people. Not every kind of store can: `RowStore.publisher` is None for those."""

    @abstractmethod
    def publish(self, publication: Publication) -> None:
        """Write all of it, and remove what an earlier edition left.

        Publishing the same again changes nothing. Killed half-way, it is run again.
        """

    @abstractmethod
    def forget_texts(self) -> None:
        """Remove what was published of texts: communities and themes with their labels and words."""
