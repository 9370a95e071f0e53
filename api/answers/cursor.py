"""Cursors: opaque texts that say where a page ended, by value and id, so that inserted rows move nothing."""

import base64
import binascii
import json
import math
from typing import Final

from api.errors import BadInput

_EXPECTED: Final = "an endCursor of the same list"
_LONGEST: Final = 4096

Part = str | int | float | None


def encode(*parts: Part) -> str:
    """Write what the last row was sorted by, its id last.

    >>> decode(encode(3, "person:x:1"), int, str)
    (3, 'person:x:1')
    """
    text = json.dumps(parts, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode(cursor: str, *types: type) -> tuple[Part, ...]:
    """Read a cursor of known parts; raises BadInput for anything that this list did not write."""
    parts = _parts(cursor)
    if not isinstance(parts, list) or len(parts) != len(types):
        raise BadInput("after", _EXPECTED, cursor)
    return tuple(_checked(part, kind, cursor) for part, kind in zip(parts, types, strict=True))


def fingerprint_in(cursor: str | None) -> str | None:
    """The fingerprint of the findings that a cursor's list was ordered by; None when it was not by any.

    Raises BadInput for what is no cursor.
    """
    parts = None if cursor is None else _parts(cursor)
    return parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], str) else None


def _parts(cursor: str) -> object:
    if len(cursor) > _LONGEST:
        raise BadInput("after", _EXPECTED, cursor)
    try:
        padded = cursor.encode("ascii") + b"=" * (-len(cursor) % 4)
        return json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
    except (binascii.Error, ValueError, RecursionError):
        raise BadInput("after", _EXPECTED, cursor) from None


def _checked(part: object, kind: type, cursor: str) -> Part:
    if kind is float and isinstance(part, int) and not isinstance(part, bool) and abs(part) < 2**53:
        return float(part)
    wrong_type = not isinstance(part, kind) or isinstance(part, bool)
    if wrong_type or (isinstance(part, float) and not math.isfinite(part)):
        raise BadInput("after", _EXPECTED, cursor)
    if isinstance(part, int) and not -(2**63) <= part < 2**63:
        raise BadInput("after", _EXPECTED, cursor)
    assert isinstance(part, str | int | float)  # noqa: S101  for the type checker; checked above
    return part
