"""The scalars of the schema."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Any, Final, NewType

import strawberry
from graphql import GraphQLError

Count = NewType("Count", int)
"""A whole number from 0 to 2^53."""

_MOST: Final = 2**53
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}([.,]\d{1,9})?)?([Zz]|[+-]\d{2}(:?\d{2})?)\Z")


def _read_moment(value: Any) -> datetime:
    if isinstance(value, str) and _MOMENT.match(value):
        try:
            return datetime.fromisoformat(value.upper())
        except ValueError:
            pass
    raise _wrong("a moment with its zone, like 2026-03-01T00:00:00Z", value)


def _write_count(value: Any) -> int:
    if isinstance(value, int) and 0 <= value <= _MOST:
        return value
    raise ValueError(f"expected a count from 0 to 2^53, got {value!r}")


def _read_count(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST:
        return value
    raise _wrong("a whole number from 0 to 2^53", value)


def _read_decimal(value: Any) -> Decimal:
    if isinstance(value, str):
        try:
            amount = Decimal(value)
        except ArithmeticError:
            raise _wrong("an amount as a decimal string", value) from None
        if amount.is_finite():
            return amount
    raise _wrong("an amount as a decimal string", value)


def _wrong(expected: str, value: object) -> GraphQLError:
    return GraphQLError(f"Expected {expected}, got {str(value)[:100]!r}.")


SCALARS: Final[dict[object, Any]] = {
    datetime: strawberry.scalar(
        name="DateTime",
        description="A moment, ISO 8601 with zone.",
        serialize=lambda moment: moment.isoformat(),
        parse_value=_read_moment,
    ),
    Decimal: strawberry.scalar(
        name="Decimal",
        description="An amount as a decimal string; its currency stands beside it.",
        serialize=lambda amount: format(amount, "f"),
        parse_value=_read_decimal,
    ),
    Count: strawberry.scalar(
        name="Count",
        description="A whole number from 0 to 2^53.",
        serialize=_write_count,
        parse_value=_read_count,
    ),
}
"""What Python types become in the schema."""
