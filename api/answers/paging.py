"""Pages: a few rows of a list, each with its cursor, and whether there are more."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from api.errors import BadInput

T = TypeVar("T")
U = TypeVar("U")

MOST: Final = 100
"""Rows of a page (`first`)."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of a list with their cursors. `count` counts all rows of the list when it is called, and only then."""

    items: tuple[T, ...]
    cursors: tuple[str, ...]
    has_next: bool
    has_previous: bool
    count: Callable[[], int]

    def mapped(self, show: Callable[[T], U]) -> "Page[U]":
        """The same page with each row shown as something else."""
        return Page(tuple(map(show, self.items)), self.cursors, self.has_next, self.has_previous, self.count)


def page_of(
    items: Sequence[T],
    first: int,
    *,
    cursor: Callable[[T], str],
    after: str | None = None,
    count: Callable[[], int],
) -> Page[T]:
    """Cut a page from the rows behind `after`, of which one more than `first` must be given when there are more."""
    page = tuple(items[:first])
    return Page(page, tuple(cursor(item) for item in page), len(items) > first, after is not None, count)


def check_first(first: int, most: int = MOST, field: str = "first") -> int:
    """Return `first`; raises BadInput when it is below 1 or above the most that one answer may hold."""
    if not 1 <= first <= most:
        raise BadInput(field, f"a number from 1 to {most}", first)
    return first
