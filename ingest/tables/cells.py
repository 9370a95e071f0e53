"""Cells of a table as values: whole numbers, amounts, yes and no, words from a list."""

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from enum import Enum
from typing import Final, TypeVar

from graph.model.column import AMOUNT
from ingest.errors import RecordRejected
from ingest.formats.profiles import handle_in_profile

Choice = TypeVar("Choice", bound=Enum)

ABSENT: Final = frozenset({"", "nan", "NaN", "NaT", "null", "NULL", "None", "<NA>"})
"""How programs write that a reference is not there."""

_NOBODY: Final = re.compile(
    r"\s*(?:<NA>|(?:/?u/|@)?[\[(<]\s*(?:account\s+)?(?:deleted|removed|suspended|unknown|dead|unavailable)\b[^\])>]*[\])>]"
    r"|deleted (?:account|user)|(?:account|user) (?:deleted|suspended))\s*\Z",
    re.IGNORECASE,
)
"""Reddit's `[deleted]`, `[removed]` and `[ Removed by Reddit ]`, Telegram's `Deleted Account`, and their kin."""

_DECIMAL_COMMA: Final = re.compile(r"[+-]?(?:\d{1,3}(?:\.\d{3})+,\d+|\d+,(?:\d{1,2}|\d{4,})|0,\d+)\Z")
_DECIMAL_POINT: Final = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+\.\d+\Z")

_YES: Final = frozenset({"true", "t", "yes", "y", "1", "1.0"})
_NO: Final = frozenset({"false", "f", "no", "n", "0", "0.0"})
_MOST_DIGITS: Final = 30  # more are no count, and int() would take its time
_ROUNDED: Final = re.compile(r"\d+(?:[.,]\d+[eE]\+?|[eE]\+)\d+\Z")


def unescaped(cell: str) -> str:
    """A text as it was before a spreadsheet took it for a formula, or was kept from doing so.

    >>> unescaped("=@ada hi"), unescaped("'+1 from me"), unescaped('="0123"'), unescaped("= is it")
    ('@ada hi', '+1 from me', '0123', '= is it')
    """
    if cell[:1] not in {"=", "'"}:
        return cell
    if cell.startswith('="') and cell.endswith('"') and len(cell) > len('=""'):
        return cell[2:-1].replace('""', '"')
    signs = "@+-" if cell[0] == "=" else "=@+-"
    return cell[1:] if cell[1:2] and cell[1] in signs else cell


def words(cell: str) -> str | None:
    """A text without the blanks around it; None when nothing is left."""
    return unescaped(cell.strip()) or None


def reference(cell: str) -> str | None:
    """An id as text, None when there is none. A whole number written as a float is that whole number.

    >>> reference("4409.0"), reference("nan"), reference("12345678901234567890.0")
    ('4409', None, '12345678901234567890')
    """
    if not cell:
        return None
    cell = unescaped(cell.strip())
    if cell in ABSENT:
        return None
    if cell.endswith(".0") and cell[:-2].isdecimal():
        return cell[:-2]
    if _ROUNDED.match(cell):
        raise RecordRejected(f"expected an id, got {cell!r}: a spreadsheet rounded it, and its last digits are lost")
    return cell


def handle(cell: str) -> str | None:
    """A handle without its `@`, None for an empty cell and for an account that is gone. `nan` and `null` are handles.

    >>> handle("@Ada"), handle("nan"), handle("[deleted]"), handle("https://x.com/ada")
    ('Ada', 'nan', None, 'ada')
    """
    cell = unescaped(cell.strip())
    name = handle_in_profile(cell) or cell
    return None if is_nobody(name) else name.removeprefix("@") or None


def is_nobody(name: str) -> bool:
    """Tell whether a name is what networks show in place of an account that is gone; no account can be called so.

    >>> is_nobody("[deleted]"), is_nobody("u/[deleted]"), is_nobody("[ Removed by Reddit ]"), is_nobody("deleted")
    (True, True, True, False)
    """
    return bool(_NOBODY.match(name))


def whole(name: str, cell: str) -> int | None:
    """A whole number, None for an empty cell. Raises RecordRejected."""
    cell = cell.strip()
    if not cell:
        return None
    digits = cell.removesuffix(".0")
    if digits.isdecimal() and len(digits) <= _MOST_DIGITS:
        return int(digits)
    raise RecordRejected(f"{name}: expected a whole number from 0 on, got {_shown(cell)}")


def number(name: str, cell: str) -> float | None:
    """A number, None for an empty cell; whether it is finite is checked with the record. Raises RecordRejected."""
    cell = cell.strip()
    if not cell:
        return None
    try:
        return float(with_point(cell))
    except ValueError as error:
        raise RecordRejected(f"{name}: expected a number, got {_shown(cell)}") from error


def with_point(cell: str) -> str:
    """A number with a decimal point, whichever way its country writes it; what could be read two ways stays as it is.

    >>> with_point("12,5"), with_point("1.234,50"), with_point("1,234.50"), with_point("1,234")
    ('12.5', '1234.50', '1234.50', '1,234')
    """
    if "," not in cell:
        return cell
    if _DECIMAL_COMMA.match(cell):
        return cell.replace(".", "").replace(",", ".")
    return cell.replace(",", "") if _DECIMAL_POINT.match(cell) else cell


def decimal(name: str, cell: str) -> Decimal:
    """An exact decimal number. Raises RecordRejected, also for an empty cell."""
    cell = cell.strip()
    try:
        value = Decimal(with_point(cell))
    except InvalidOperation as error:
        raise RecordRejected(f"{name}: expected an amount like 1234.50, got {_shown(cell)}") from error
    if not value.is_finite() or abs(value.adjusted()) > AMOUNT.most or len(value.as_tuple().digits) > AMOUNT.most:
        raise RecordRejected(f"{name}: expected an amount like 1234.50, got {_shown(cell)}")
    return value


def yes_or_no(name: str, cell: str) -> bool | None:
    """True or False, None for an empty cell. Raises RecordRejected."""
    folded = cell.strip().casefold()
    if not folded:
        return None
    if folded in _YES:
        return True
    if folded in _NO:
        return False
    raise RecordRejected(f"{name}: expected true or false, got {_shown(cell)}")


def choice(name: str, cell: str, options: Mapping[str, Choice]) -> Choice:
    """One of a list of words, whatever its case. Raises RecordRejected."""
    option = options.get(cell.strip().upper())
    if option is None:
        raise RecordRejected(f"{name}: expected one of {', '.join(options)}, got {_shown(cell)}")
    return option


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 60 else cell[:59] + "…")
