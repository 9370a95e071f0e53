"""Span: the stretch of time that an answer is about."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.errors import BadInput
from graph.model.moment import NEVER, to_micros

LOOKED_BACK: Final = 20 * 366 * 86_400_000_000
"""Microseconds in twenty years: answers look back no longer by themselves, for a post that is dated 1 January of the
year 1 would make millions of hours, all but one empty."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `since` (included) to `until` (excluded), microseconds UTC; None for no bound."""

    since: int | None = None
    until: int | None = None

    @property
    def is_everything(self) -> bool:
        """Whether there is no bound, so that what has no moment is inside as well."""
        return self.since is None and self.until is None

    def holds(self, at: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Tell for each moment whether it is inside; with a bound, what has no moment is not.

        >>> Span(since=2).holds(np.array([1, 2, NEVER])).tolist()
        [False, True, False]
        """
        inside = np.ones(at.size, dtype=np.bool_)
        if not self.is_everything:
            inside &= at != NEVER
        if self.since is not None:
            inside &= at >= self.since
        if self.until is not None:
            inside &= at < self.until
        return inside


def read_span(since: datetime | None = None, until: datetime | None = None) -> Span:
    """The stretch of time that somebody asks for. Raises BadInput for moments without zone, or in the wrong order.

    >>> from datetime import UTC
    >>> read_span(datetime(1970, 1, 1, tzinfo=UTC))
    Span(since=0, until=None)
    """
    for name, moment in (("since", since), ("until", until)):
        if moment is not None and moment.tzinfo is None:
            raise BadInput(name, "a moment with its time zone", moment.isoformat())
    span = Span(None if since is None else to_micros(since), None if until is None else to_micros(until))
    if span.since is not None and span.until is not None and span.until <= span.since:
        raise BadInput("until", "a moment after `since`", str(until))
    return span
