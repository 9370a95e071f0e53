"""Moments as people and programs write them: recognised where there is no doubt, refused where there is."""

import re
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ingest.errors import RecordRejected, SourceError
from ingest.formats.moment_spellings import respelled

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SERIAL_DAYS: Final = "serial_days"
_FIRST_SERIAL_DAY: Final = datetime(1899, 12, 30)  # noqa: DTZ001  zone comes after
_SERIAL: Final = re.compile(r"[2-6]\d{4}(?:[.,]\d{1,12})?\Z")
"""Days of a spreadsheet from 1954 to 2091, which stand for a moment only where a column holds nothing else."""

_UNITS: Final = {"epoch": 1, "epoch_s": 1, "epoch_ms": 1_000, "epoch_us": 1_000_000}
"""Formats that count from 1970 UTC, and how many of their units make a second."""

_UNIT_BY_DIGITS: Final = {9: 1, 10: 1, 12: 1_000, 13: 1_000, 15: 1_000_000, 16: 1_000_000}
_MONTHS: Final = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_TIME: Final = r"(?:[ T,]+(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s*([AaPp]\.?[Mm]\.?)?)?"
_ZONE: Final = r"\s*(Z|UTC|GMT|[+-]\d\d:?\d\d)?\Z"
_NUMERIC: Final = re.compile(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})" + _TIME + _ZONE)
_DAY_MONTH: Final = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})" + _TIME + _ZONE)
_MONTH_DAY: Final = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})" + _TIME + _ZONE)
_IN_BRACKETS: Final = re.compile(r"(?P<moment>[^\[]+)\[(?P<zone>[A-Za-z0-9_+/-]+)\]\Z")
_OFFSET: Final = re.compile(r"([+-])(\d\d):?(\d\d)\Z")

_EXPECTED: Final = "expected a moment such as 2026-02-01T14:30:00Z or seconds since 1970"


def zone_named(name: str) -> tzinfo:
    """Time zone by name (`Europe/Berlin`, `UTC`) or offset (`+02:00`); raises SourceError when there is none such."""
    try:
        offset = _OFFSET.match(name)
        if offset:
            return _fixed(offset)
        return UTC if name.upper() in {"UTC", "Z", "GMT"} else ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise SourceError(f"expected a time zone like 'Europe/Berlin', 'UTC' or '+02:00', got {name!r}") from error


class Moments:
    """Reads the moments of one column.

    `form` names their format: a `strptime` pattern, `epoch_s`, `epoch_ms`, `epoch_us` or `serial_days`, those of a
    spreadsheet; without it common formats are recognised. `zone` counts for values that name none themselves; without
    it they are taken as UTC.
    """

    def __init__(self, form: str | None = None, zone: str | None = None) -> None:
        self._zone: tzinfo = zone_named(zone) if zone else UTC
        self._unit = _UNITS.get(form) if form else None
        self._form = form if self._unit is None else None
        if self._form and self._form != _SERIAL_DAYS:
            _check_form(self._form)

    def read(self, text: str) -> datetime:
        """The moment that a text names, in UTC. Raises RecordRejected."""
        text = text.strip()
        try:
            if self._unit is not None:
                return _from_epoch(text, self._unit)
            moment = self._read(text)
            if moment.tzinfo is UTC:
                return moment
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=self._zone)
            return moment.astimezone(UTC)
        except OverflowError as error:
            raise RecordRejected(f"expected a moment in the years 1 to 9999, got {_shown(text)}") from error
        except ValueError as error:
            expectation = f"expected a moment in the format {self._form!r}" if self._form else _EXPECTED
            raise RecordRejected(f"{expectation}, got {_shown(text)}") from error

    def _read(self, text: str) -> datetime:
        if self._form == _SERIAL_DAYS:
            return _from_serial_days(text)
        return datetime.strptime(text, self._form) if self._form else self._recognise(text)  # noqa: DTZ007

    def _recognise(self, text: str) -> datetime:
        if len(text) > 64:
            raise ValueError(text)
        if text[:1].isdigit() and (number := text.replace(".", "", 1)).isdigit():
            return _from_digits(text, number)
        moment = _read_as_written(text)
        return self._read_respelled(text) if moment is None else moment

    def _read_respelled(self, text: str) -> datetime:
        """Read what some programs write: `24:00:00`, `[Europe/Berlin]`, `GMT+0100 (CET)`. Raises ValueError."""
        zoned = _IN_BRACKETS.match(text)
        spelling, added = respelled(zoned["moment"] if zoned else text)
        moment = _read_as_written(spelling)
        if moment is None:
            raise ValueError(text)
        if zoned and moment.tzinfo is None:
            moment = moment.replace(tzinfo=_zone_in_brackets(zoned["zone"]))
        return moment + added


def _read_as_written(text: str) -> datetime | None:
    """The moment by the first form that fits; None when none does. Raises RecordRejected for one that may be two."""
    for read in _WORDY if text[:1].isalpha() else _PLAIN:
        try:
            moment = read(text)
        except ValueError:  # the form fits and its numbers do not: hour 24
            return None
        if moment is not None:
            return moment
    return None


def _zone_in_brackets(name: str) -> tzinfo:
    try:
        return zone_named(name)
    except SourceError as error:
        raise ValueError(name) from error


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text.removesuffix(" UTC"))
    except ValueError:
        return None


def _twitter(text: str) -> datetime | None:
    """`Tue Oct 31 22:10:47 +0000 2017`, read by position: this one comes in millions."""
    if len(text) != 30 or text[3] != " " or text[19] != " ":
        return None
    month = _MONTHS.get(text[4:7].lower())
    if month is None:
        return None
    zone = UTC if text[20:25] == "+0000" else zone_of(text[20:25])
    return datetime(
        int(text[26:30]), month, int(text[8:10]), int(text[11:13]), int(text[14:16]), int(text[17:19]), tzinfo=zone
    )


def _numeric(text: str) -> datetime | None:
    """Day, month and year as numbers. Dots mean day first; else the order must follow from the numbers themselves."""
    match = _NUMERIC.match(text)
    if match is None:
        return None
    first, mark, second, third = match.group(1, 2, 3, 4)
    if len(first) == 4:
        return _moment(int(first), int(second), int(third), match)
    if len(third) != 4:
        raise RecordRejected(
            f"expected a year of four digits, got {text!r}; name the format to say which part is the year"
        )
    one, two, year = int(first), int(second), int(third)
    if mark == "." or one > 12 or one == two:
        return _moment(year, two, one, match)
    if two > 12:
        return _moment(year, one, two, match)
    raise RecordRejected(
        f"{text!r} may be day {one} of month {two}, or day {two} of month {one}: which is it?"
        " Name the format, such as '%d/%m/%Y' or '%m/%d/%Y'"
    )


def _day_month(text: str) -> datetime | None:
    match = _DAY_MONTH.match(text)
    return None if match is None else _moment(int(match[3]), _month(match[2]), int(match[1]), match)


def _month_day(text: str) -> datetime | None:
    match = _MONTH_DAY.match(text)
    return None if match is None else _moment(int(match[3]), _month(match[1]), int(match[2]), match)


def _mail(text: str) -> datetime | None:
    """`Tue, 31 Oct 2017 22:10:47 +0000`, as mails have it."""
    if text[3:4] != ",":
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


_PLAIN: Final[tuple[Callable[[str], datetime | None], ...]] = (_iso, _numeric, _day_month)
_WORDY: Final[tuple[Callable[[str], datetime | None], ...]] = (_twitter, _month_day, _mail)


def _moment(year: int, month: int, day: int, match: re.Match[str]) -> datetime:
    hour, minute, second, fraction, half, zone = match.groups()[-6:]
    hours = int(hour or 0)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError(match.string)
        hours = hours % 12 + (12 if half[0] in "pP" else 0)
    micros = int((fraction or "0")[:6].ljust(6, "0"))
    where = zone_of(zone) if zone else None
    return datetime(year, month, day, hours, int(minute or 0), int(second or 0), micros, tzinfo=where)


def zone_of(text: str) -> tzinfo:
    """Zone of an offset such as `+0200`, or of `Z`, `UTC`, `GMT`. Raises ValueError."""
    offset = _OFFSET.match(text)
    if offset:
        return _fixed(offset)
    if text not in {"Z", "UTC", "GMT"}:
        raise ValueError(text)
    return UTC


def _fixed(offset: re.Match[str]) -> tzinfo:
    minutes = int(offset[2]) * 60 + int(offset[3])
    return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))


def _month(name: str) -> int:
    month = _MONTHS.get(name[:3].lower())
    if month is None:
        raise ValueError(name)
    return month


def _from_digits(text: str, digits: str) -> datetime:
    """Digits alone: a date or moment without marks, or a count since 1970, told apart by their number."""
    whole = text.partition(".")[0]
    if text == digits and len(digits) == 8:
        return datetime(int(digits[:4]), int(digits[4:6]), int(digits[6:]))  # noqa: DTZ001  zone comes after
    if text == digits and len(digits) == 14:
        return datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007
    if text == digits and len(digits) == 17:
        return datetime.strptime(digits + "000", "%Y%m%d%H%M%S%f")  # noqa: DTZ007  with milliseconds
    unit = _UNIT_BY_DIGITS.get(len(whole))
    if unit is None:
        raise RecordRejected(
            f"{_shown(text)} may be a moment in seconds, milli- or microseconds: which is it?"
            " Name the format: epoch_s, epoch_ms or epoch_us, or serial_days for days of a spreadsheet"
        )
    return _from_epoch(text, unit)


def _from_epoch(text: str, unit: int) -> datetime:
    """Count of units since 1970 UTC, exact to the microsecond."""
    whole, _, fraction = text.partition(".")
    if len(whole) > 20 or (fraction and not fraction.isdigit()):
        raise ValueError(text)
    digits = 6 if unit == 1 else 3 if unit == 1_000 else 0
    micros = int(whole) * (1_000_000 // unit)
    part = int(fraction[:digits].ljust(digits, "0") or 0) if digits else 0
    return _EPOCH + timedelta(microseconds=micros - part if whole.startswith("-") else micros + part)


def _from_serial_days(text: str) -> datetime:
    """Days since the end of 1899, the time of day as a fraction, to the millisecond that a spreadsheet keeps."""
    milliseconds = round(float(text.replace(",", ".")) * 86_400_000)
    return _FIRST_SERIAL_DAY + timedelta(milliseconds=milliseconds)


def form_of(cells: Iterable[str]) -> str | None:
    """The format that a column of moments has as a whole and none of its cells alone; None where each says enough.

    >>> form_of(["46054.604", "", "46055"]), form_of(["46054", "2026-02-01"]), form_of([])
    ('serial_days', None, None)
    """
    filled = [cell.strip() for cell in cells if cell.strip()]
    return _SERIAL_DAYS if filled and all(map(_SERIAL.match, filled)) else None


def _check_form(form: str) -> None:
    """Raise SourceError for a pattern that `strptime` does not know, before the first row is read."""
    if not any(year in form for year in ("%Y", "%y", "%c", "%x", "%G")):
        raise SourceError(f"expected a date format like '%d/%m/%Y' or 'epoch_ms', got {form!r}: it names no year")
    try:
        datetime.strptime(datetime(2026, 2, 13, 14, 30, tzinfo=UTC).strftime(form), form)  # noqa: DTZ007
    except (ValueError, re.error) as error:
        raise SourceError(f"expected a date format like '%d/%m/%Y' or 'epoch_ms', got {form!r}: {error}") from error


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:59] + "…")
