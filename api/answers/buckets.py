"""Buckets: hours, days, weeks and months of a time zone, as people there count them."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from api.errors import BadInput
from graph.model.moment import from_micros, to_micros

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_BUCKETS: Final = 20_000
"""Points of a `volume`: two years and three months of hours; a longer time is better counted in days."""

_HOUR: Final = timedelta(hours=1)


class Bucket(StrEnum):
    """How long the stretches of time are that posts are counted in. A week begins on Monday."""

    HOUR = "HOUR"
    DAY = "DAY"
    WEEK = "WEEK"
    MONTH = "MONTH"


def zone_named(name: str) -> ZoneInfo:
    """The time zone of this IANA name. Raises BadInput when there is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise BadInput("zone", "an IANA time zone like Europe/Berlin or UTC", name) from None


def bucket_edges(bucket: Bucket, since: int, until: int, zone: ZoneInfo) -> "NDArray[np.int64]":
    """Edges of the buckets from the one that `since` is in to the one that ends at `until` or after; int64 (k + 1).

    Moments are microseconds UTC; `until` itself is outside. Days begin at midnight of the zone, so that they last 23 or
    25 hours when clocks change there; an hour that clocks repeat is two. Raises BadInput when `until` is not after
    `since`, and for more than 20,000 buckets.

    >>> import numpy as np
    >>> begin, end = (to_micros(datetime(2026, 3, day, tzinfo=ZoneInfo("Europe/Berlin"))) for day in (28, 30))
    >>> (np.diff(bucket_edges(Bucket.DAY, begin, end, ZoneInfo("Europe/Berlin"))) // 3_600_000_000).tolist()
    [24, 23]
    """
    import numpy as np  # not for the command line, which only lists the names of buckets in its help

    if until <= since:
        raise BadInput("until", "a moment after `since`", from_micros(until).isoformat())
    try:
        start = _begin(bucket, from_micros(since).astimezone(zone))
    except OverflowError:
        raise BadInput("since", "a moment within the years 1 to 9999 there", from_micros(since).isoformat()) from None
    if (from_micros(until) - start) / _SHORTEST[bucket] > MOST_BUCKETS:
        span = f"{bucket.value.lower()}s from {from_micros(since):%Y-%m-%d} to {from_micros(until):%Y-%m-%d}"
        raise BadInput("bucket", f"at most {MOST_BUCKETS:,} buckets: a shorter time, or longer buckets", span)
    edges = [start]
    try:
        while to_micros(edges[-1]) < until:
            edges.append(_NEXT[bucket](edges[-1]))
    except OverflowError:
        raise BadInput("until", "a moment before the end of the year 9999", from_micros(until).isoformat()) from None
    return np.array([to_micros(edge) for edge in edges], dtype=np.int64)


def _begin(bucket: Bucket, at: datetime) -> datetime:
    """The beginning of the bucket that a moment is in."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    if bucket is Bucket.HOUR:
        return hour
    day = hour.replace(hour=0, fold=0)
    if bucket is Bucket.WEEK:
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if bucket is Bucket.MONTH else day


def _next_hour(begin: datetime) -> datetime:
    """An hour that passes, and not one on the clock; where clocks change by half an hour it may be cut short."""
    local = (from_micros(to_micros(begin)) + _HOUR).astimezone(begin.tzinfo)
    whole = _begin(Bucket.HOUR, local)
    return whole if to_micros(whole) > to_micros(begin) else local


def _next_month(begin: datetime) -> datetime:
    return (begin + timedelta(days=31)).replace(day=1)


# Adding days to a datetime of a zone moves its clock, whatever the zone does meanwhile: midnight stays midnight.
_NEXT: Final[dict[Bucket, Callable[[datetime], datetime]]] = {
    Bucket.HOUR: _next_hour,
    Bucket.DAY: lambda begin: begin + timedelta(days=1),
    Bucket.WEEK: lambda begin: begin + timedelta(days=7),
    Bucket.MONTH: _next_month,
}
_SHORTEST: Final = {
    Bucket.HOUR: _HOUR,
    Bucket.DAY: timedelta(days=1),
    Bucket.WEEK: timedelta(days=7),
    Bucket.MONTH: timedelta(days=28),
}
