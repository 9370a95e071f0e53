"""What every part of the store contract stands on: a store to make, and a way round it to see the truth."""

from abc import ABC, abstractmethod
from collections.abc import Set
from dataclasses import dataclass
from pathlib import Path

import pytest

from graph.port.store import GraphStore


@dataclass(frozen=True, slots=True)
class Peek:
    """What lies in a store, seen without the store: the truth that reading and writing are both held against.

    `accounts` and `posts` are ids of rows, known or not; `known_posts` those that were delivered; `interactions` are
    ids; `persons` gives each account's person; `texts` the text of each known post; `tombstones` counts.
    """

    accounts: Set[str]
    posts: Set[str]
    known_posts: Set[str]
    interactions: Set[str]
    transactions: Set[str]
    persons: dict[str, str]
    texts: dict[str, str | None]
    tombstones: int


class StoreSubject(ABC):
    """A store under test."""

    @abstractmethod
    def make_store(self, folder: Path) -> GraphStore:
        """Make an empty store that keeps its files under a folder; with another folder it is another store."""

    @abstractmethod
    def peek(self, store: GraphStore) -> Peek:
        """Look into the store without going through it."""

    @abstractmethod
    def make_again(self, store: GraphStore, state: Path) -> GraphStore:
        """Open the same store once more, with an empty state folder."""

    @pytest.fixture
    def store(self, tmp_path: Path) -> GraphStore:
        """Give each test an empty store."""
        return self.make_store(tmp_path)
