"""Reading the JSON that a client sends: every number in it is one that a program can hold."""

import json
from math import isfinite
from typing import Any, Final

from api.graphql.limits import LONGEST_NUMBER

WRONG_NUMBER: Final = f"expected finite numbers of at most {LONGEST_NUMBER} characters"


class WrongNumber(ValueError):
    """A number that is too long or not finite."""

    def __init__(self) -> None:
        super().__init__(WRONG_NUMBER)


def read_json(text: str | bytes) -> Any:
    """Read JSON. Raises WrongNumber, ValueError for what is no JSON, RecursionError for what is too deep.

    >>> read_json('{"a": [1, 2.5e3]}')
    {'a': [1, 2500.0]}
    """
    return json.loads(text, parse_int=_integer, parse_float=_fraction, parse_constant=_constant)


def _integer(digits: str) -> int:
    if len(digits) > LONGEST_NUMBER:
        raise WrongNumber
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits) if len(digits) <= LONGEST_NUMBER else float("inf")
    if not isfinite(number):
        raise WrongNumber
    return number


def _constant(_: str) -> float:
    """`NaN` and `Infinity`, which Python would read and JSON does not have."""
    raise WrongNumber
