"""Ordering: lists sorted by what somebody asks for, and paged by that value and an id, whatever comes and goes."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from api.answers.cursor import Part, decode, encode
from api.answers.paging import MOST, Page, check_first, page_of
from api.errors import BadInput
from api.workspace.lookup_index import Rowset
from graph import arrow_compute as pc
from graph.snapshot.snapshot import Strings

T = TypeVar("T")

LAST: Final = 2**63 - 1
"""Sorts behind every number: for what has none."""


@dataclass(frozen=True, slots=True)
class Ordered(Generic[T]):
    """Items of a list, or rows of a column, by `key`, ascending, which ends with an id, so that no two are alike.

    `types` are those of a key's parts. `fingerprint` names the findings that the order comes from; empty for none.
    """

    order: str
    items: Sequence[T] | Rowset
    key: Callable[[T], tuple[Part, ...]]
    types: tuple[type, ...]
    fingerprint: str = ""

    def page(self, first: int, after: str | None, most: int = MOST) -> Page[T]:
        """The first items behind a cursor; what a cursor points at may be gone. Raises BadInput.

        >>> def page(names, after=None):
        ...     return Ordered("NAME", names, lambda name: (name,), (str,)).page(1, after)
        >>> page(["bo", "cy"], page(["ada", "bo"]).cursors[0]).items
        ('bo',)
        """
        check_first(first, most)
        start = 0 if after is None else self._start(after)
        page = self.items[start : start + first + 1]
        return page_of(
            page.tolist() if isinstance(page, np.ndarray) else page,
            first,
            cursor=lambda item: encode(self.fingerprint, self.order, *self.key(item)),
            after=after,
            count=lambda: len(self.items),
        )

    def _start(self, after: str) -> int:
        """Place of the first item behind a cursor."""
        _, order, *place = decode(after, str, str, *self.types)
        if order != self.order:
            raise BadInput("after", f"an endCursor of the same list in the order {self.order}", after)
        return bisect_right(cast("Sequence[T]", self.items), tuple(place), key=self.key)


def by_number(order: str, rows: Rowset, values: NDArray[Any], ids: Strings, fingerprint: str = "") -> Ordered[int]:
    """Rows by a number of each, least first, equals by id; `values` and `ids` are of all rows, ids ascending.

    Numbers are integers, or finite.
    """
    kind = float if values.dtype.kind == "f" else int
    ordered = rows[np.lexsort((rows, values[rows]))]
    return Ordered(order, ordered, lambda row: (kind(values[row]), _text(ids, row)), (kind, str), fingerprint)


def by_text(order: str, rows: Rowset, texts: Strings, ids: Strings, fingerprint: str = "") -> Ordered[int]:
    """Rows by a text of each, equals by id; `texts` and `ids` are of all rows, ids ascending."""
    rows = np.sort(rows)
    ordered = rows[np.asarray(pc.sort_indices(texts.take(rows)))]
    return Ordered(order, ordered, lambda row: (_text(texts, row), _text(ids, row)), (str, str), fingerprint)


def _text(texts: Strings, row: int) -> str:
    return str(texts[int(row)].as_py())


def most_first(values: NDArray[Any], known: NDArray[np.bool_] | None = None) -> NDArray[Any]:
    """Numbers for an order from the most to the least; what is not `known` comes last.

    >>> most_first(np.array([3, 5, 4]), np.array([True, True, False])).tolist() == [-3, -5, LAST]
    True
    """
    last = np.inf if values.dtype.kind == "f" else LAST
    return -values if known is None else np.where(known, -values, last)
