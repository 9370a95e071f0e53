"""Spellings of moments that programs have and no standard reads: each is turned into one that is read."""

import re
from datetime import timedelta
from typing import Final

_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d[tT ]\d\d:\d\d.*\Z")
_JAVASCRIPT: Final = re.compile(
    r"[A-Za-z]{3},? (?P<month>[A-Za-z]{3}) (?P<day>\d{1,2}) (?P<year>\d{4}) (?P<time>[\d:]+)"
    r"(?: (?P<utc>GMT|UTC)(?P<offset>[+-]\d{4})?(?: \([^()]*\))?)?\Z"
)
_MIDNIGHT: Final = re.compile(r"(?<=[ T])24:00(?P<seconds>:00(?:\.0+)?)?(?![\d:])")
_LEAP_SECOND: Final = re.compile(r"(?<=:59:)60(?![\d.])")
_SHORT_YEAR: Final = re.compile(r"(?P<day>\d{1,2}[ -][A-Za-z]{3,9}[ -])(?P<year>\d\d)(?=\Z|[ T])")
_GO: Final = re.compile(r" (?P<offset>[+-]\d{4}) [A-Z]{3,4}(?: m=\S+)?\Z")
_CENTURY_FROM: Final = 69
"""Two digits from here on are a year of the former century, as POSIX has it."""


def respelled(text: str) -> tuple[str, timedelta]:
    """The moment in a spelling that is read, and what has to be added to that.

    >>> respelled("2026-02-01T24:00:00Z")
    ('2026-02-01T00:00:00Z', datetime.timedelta(days=1))
    >>> respelled("Sun Feb 01 2026 14:30:00 GMT+0100 (CET)")[0], respelled("01-Feb-26")[0]
    ('01 Feb 2026 14:30:00 +0100', '01-Feb-2026')
    >>> respelled("Sun Feb 01 2026 14:30:00")[0]  # the zone is for whoever loads to say
    '01 Feb 2026 14:30:00'
    """
    added = timedelta()
    javascript = _JAVASCRIPT.match(text)
    if javascript is not None:
        day, month, year, time = javascript.group("day", "month", "year", "time")
        zone = javascript["offset"] or ("UTC" if javascript["utc"] else "")
        text = f"{day} {month} {year} {time} {zone}".rstrip()
    text = _GO.sub(r"\g<offset>", text.replace(" · ", " "))
    if _ISO.match(text):
        text = text.upper()
    if _MIDNIGHT.search(text):
        text, added = _MIDNIGHT.sub(lambda match: "00:00" + (match["seconds"] or ""), text), timedelta(days=1)
    if _LEAP_SECOND.search(text):
        text, added = _LEAP_SECOND.sub("59", text), timedelta(seconds=1)
    return _SHORT_YEAR.sub(lambda match: match["day"] + _century(match["year"]) + match["year"], text), added


def _century(year: str) -> str:
    return "19" if int(year) >= _CENTURY_FROM else "20"
