"""Connections: pages of lists that can grow, paged forward by opaque cursors."""

from collections.abc import Sequence
from typing import Any, Final, Generic, Self, TypeVar

import strawberry

from api.answers.paging import Page
from api.graphql.schema.cost import Rows
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.scalars import Count

T = TypeVar("T")


@object_type
class PageInfo:
    """Where a page begins and ends, and whether there is more."""

    has_next_page: bool
    """Whether there are rows behind this page."""
    has_previous_page: bool
    """Whether there are rows before this page."""
    start_cursor: str | None
    """Cursor of the first row; null on an empty page."""
    end_cursor: str | None
    """Cursor of the last row, for `after`; null on an empty page."""

    @classmethod
    def of(cls, page: Page[Any]) -> Self:
        """Say it of a page."""
        ends = (page.cursors[0], page.cursors[-1]) if page.cursors else (None, None)
        return cls(
            has_next_page=page.has_next, has_previous_page=page.has_previous, start_cursor=ends[0], end_cursor=ends[1]
        )


@object_type
class Edge(Generic[T]):
    """A row of a list with its cursor."""

    cursor: str
    """Where this row stands; opaque."""
    node: T
    """The row."""


@object_type
class Connection(Generic[T]):
    """A page of a list."""

    edges: list[Edge[T]] = attribute(rows=Rows.AS_ASKED_ABOVE)
    """The rows of this page."""
    page_info: PageInfo
    """Where the page begins and ends."""
    reason: str | None = None
    """Why nothing can be listed yet, in one sentence, as below a mutation; null when all is there."""
    page: strawberry.Private[Page[Any]]

    @field(cost=0)
    def total_count(self) -> Count:
        """How many rows the whole list has; computed only when asked for."""
        return Count(self.page.count())


NOTHING: Final[Page[Any]] = Page((), (), has_next=False, has_previous=False, count=lambda: 0)
"""A page of an empty list."""


def not_ready(_: object, reason: str) -> Connection[Any]:
    """What stands for a list that cannot be told yet."""
    return Connection(edges=[], page_info=PageInfo.of(NOTHING), reason=reason, page=NOTHING)


def connect(page: Page[Any], nodes: Sequence[T | None]) -> Connection[T]:
    """Make a connection of a page; rows that are gone from the store meanwhile (None) are left out."""
    edges = [
        Edge(cursor=cursor, node=node) for cursor, node in zip(page.cursors, nodes, strict=True) if node is not None
    ]
    return Connection(edges=edges, page_info=PageInfo.of(page), page=page)
