"""Publishing: findings written onto a store whose users explore it with tools of their own."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PublishedPerson:
    """What is written onto a person: influence 0 to 100 and a community, each None when there is none."""

    person: str
    influence: float | None
    community: str | None
    community_label: str | None


@dataclass(frozen=True, slots=True)
class PublishedTie:
    """A tie from the person who pays attention to the one who gets it, with its strength, 0 to 1."""

    source: str
    target: str
    strength: float


class Publisher(ABC):
    """Writes findings onto people. Not every kind of store can: `RowStore.publisher` is None for those."""

    @abstractmethod
    def publish(self, people: Sequence[PublishedPerson], ties: Sequence[PublishedTie], edition: str) -> tuple[int, int]:
        """Write people and ties, and remove what an earlier edition left; returns how many of each were written.

        `edition` is the fingerprint of the findings: publishing the same again changes nothing. Killed half-way, it
        is run again.
        """
