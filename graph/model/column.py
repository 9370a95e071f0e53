"""A column: what a field of a record says of itself, once. Rows, schemas, tables, checks and pages follow from it."""

from dataclasses import KW_ONLY, MISSING, Field, dataclass, fields, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from functools import cache
from types import NoneType
from typing import Any, Final, get_args, get_origin, get_type_hints


class Reference(StrEnum):
    """What the ids in a column are ids of. What refers to a record is found by it, so these columns are indexed."""

    ACCOUNT = "account"
    POST = "post"


ACCOUNT: Final = Reference.ACCOUNT
POST: Final = Reference.POST


@dataclass(frozen=True, slots=True)
class Limit:
    """At most so many characters of a text, mentions of a list, or digits of an amount; or the greatest number."""

    most: int
    unit: str


WORDS: Final = Limit(1_000, "characters")
"""Of a handle, a name, a company and the like."""
ADDRESS: Final = Limit(8_000, "characters")
"""Of an address in the web."""
PROSE: Final = Limit(1_000_000, "characters")
"""Of a post's text."""
MENTIONS: Final = Limit(1_000, "mentions")
"""Of one post."""
AMOUNT: Final = Limit(30, "digits")
"""Of money: all digits together, and how far they may lie from the point."""
COUNT: Final = Limit(2**63 - 1, "")
"""The largest whole number that every store can keep."""
MOST_NUMBER: Final = float.fromhex("0x1.fffffep+127")
"""The weight of an act or a tie, as large as a column of a snapshot can hold it (float32)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a record, written beside the type of its field: `Annotated[int | None, Column("…")]`.

    * `help`: what it holds, in one sentence; it stands in the pages about tables
    * `limit`: how much of it a source may bring; without one, all that the type can hold
    * `refers_to`: what its ids are ids of
    * `stated`: whether a source states it, so that it is content and counts in the hash; else the store works it out
    * `frozen`: whether freezing a snapshot reads it

    `columns_of` adds what the field itself says: its name, the type of its values, whether they may be
    missing, and whether a record needs them said.
    """

    help: str
    _: KW_ONLY
    limit: Limit | None = None
    refers_to: Reference | None = None
    stated: bool = True
    frozen: bool = False
    name: str = ""
    values: type = str
    optional: bool = False
    needed: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """The words of a list, where a value is one of them."""
        return tuple(word.value for word in self.values) if issubclass(self.values, StrEnum) else ()

    @property
    def type(self) -> str:
        """How rows hold it: `text`, `int`, `real`, `bool`, or `texts` for a list of texts."""
        return "text" if issubclass(self.values, StrEnum) else _TYPES[self.values]


_TYPES: Final = {
    str: "text",
    int: "int",
    float: "real",
    bool: "bool",
    tuple: "texts",
    datetime: "int",  # microseconds since 1970 UTC
    Decimal: "text",  # exact
}


@cache
def columns_of(record: type) -> tuple[Column, ...]:
    """Columns of a record in the order of its fields; raises TypeError for a field that declares none."""
    hints = get_type_hints(record, include_extras=True)
    return tuple(_column(record, field, hints[field.name]) for field in fields(record))


def content_columns(record: type) -> tuple[Column, ...]:
    """What a source states of the record that the id names."""
    return tuple(column for column in columns_of(record) if column.stated and column.name != "id")


def _column(record: type, field: Field[Any], hint: Any) -> Column:
    column = next((part for part in get_args(hint) if isinstance(part, Column)), None)
    if column is None:
        raise TypeError(f"expected {record.__name__}.{field.name} to be Annotated[type, Column(...)], got {hint}")
    kind = get_args(hint)[0]
    choices = [choice for choice in get_args(kind) if choice is not NoneType]
    optional = NoneType in get_args(kind)
    values = choices[0] if optional else kind
    values = get_origin(values) or values
    return replace(column, name=field.name, values=values, optional=optional, needed=field.default is MISSING)
