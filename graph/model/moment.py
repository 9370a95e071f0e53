"""Moments: zone-aware datetimes outside, whole microseconds since 1970 UTC in stores and columns."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

from graph.errors import InvalidValue

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)

NEVER: Final = -(2**63)
"""Stands for a missing moment in int64 columns."""


def to_micros(moment: datetime) -> int:
    """Turn a zone-aware moment into microseconds since 1970 UTC; exact, also before 1970.

    >>> to_micros(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC))
    1000000
    """
    if moment.tzinfo is None:
        raise InvalidValue(f"expected a moment with its time zone, got {moment.isoformat()}")
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Turn microseconds since 1970 UTC into a moment in UTC; raises InvalidValue outside years 1 to 9999."""
    try:
        return _EPOCH + micros * _MICROSECOND
    except OverflowError as error:
        raise InvalidValue(f"expected a moment between the years 1 and 9999, got {micros} microseconds") from error


def parse_moment(text: str) -> datetime:
    """Read an ISO 8601 date, which stands for its first moment in UTC, or a moment with its zone.

    Raises InvalidValue for what is neither.

    >>> parse_moment("2026-03-01").isoformat(), parse_moment("2026-03-01T09:30+02:00").isoformat()
    ('2026-03-01T00:00:00+00:00', '2026-03-01T09:30:00+02:00')
    """
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return datetime(day.year, day.month, day.day, tzinfo=UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValue(
            f"expected a date like 2026-03-01 or a moment like 2026-03-01T09:30Z, got {text!r}"
        ) from None
    if moment.tzinfo is None:
        raise InvalidValue(f"expected a moment with its zone, like {text}Z for UTC, got {text!r}")
    return moment


def maybe_moment(micros: int | None) -> datetime | None:
    """Like `from_micros`; None and NEVER stay None."""
    return None if micros is None or micros == NEVER else from_micros(micros)
