"""Codecs: records as rows and rows as records, made once from the columns that a record declares.

They are what one would write by hand, a dict and a call with a term for each column, and are compiled from that text:
every record that is loaded or read passes here, and a loop over columns takes twice as long.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from graph.model.column import Column, Reference, columns_of, content_columns
from graph.model.moment import from_micros, to_micros

Row = Mapping[str, Any]

_TO_ROW: Final = {
    StrEnum: "{value}._value_",
    datetime: "to_micros({value})",
    Decimal: "format({value}, 'f')",
    float: "float({value})",
    tuple: "list({value})",
    Reference: "list(dict.fromkeys({value}))",
}
_FROM_ROW: Final = {
    StrEnum: "words[{name!r}][{value}]",
    datetime: "from_micros({value})",
    Decimal: "Decimal({value})",
    bool: "bool({value})",
    tuple: "tuple({value} or ())",
    Reference: "tuple({value} or ())",
}
_NAMES: Final = {"to_micros": to_micros, "from_micros": from_micros, "Decimal": Decimal}


def encoder(record: type) -> Callable[[Any], dict[str, Any]]:
    """How to take what a record states, by column: moments as microseconds, amounts exactly, each mention once."""
    terms = (
        f"{column.name!r}: {_converted(column, f'record.{column.name}', _TO_ROW)}" for column in content_columns(record)
    )
    return _compiled(f"lambda record: {{{', '.join(terms)}}}", {})


def decoder(record: type) -> Callable[[Row], Any]:
    """How to make a record of a row; where the row lacks a column, the record has its default."""
    columns = columns_of(record)
    defaults = {field.name: field.default for field in fields(record)}
    terms = (
        f"{column.name}={_converted(column, _taken(column.name, defaults[column.name]), _FROM_ROW)}"
        for column in columns
    )
    words = {column.name: {word: column.values(word) for word in column.words} for column in columns}
    return _compiled(f"lambda row: record({', '.join(terms)})", {"record": record, "words": words})


def _taken(name: str, default: Any) -> str:
    if default is MISSING:
        return f"row[{name!r}]"
    return f"row.get({name!r}, {(default.value if isinstance(default, StrEnum) else default)!r})"


def _converted(column: Column, value: str, conversions: Mapping[type, str]) -> str:
    """Convert a value that is there; None stays None."""
    conversion = conversions.get(_kind(column))
    if conversion is None:
        return value
    if not column.optional:
        return conversion.format(name=column.name, value=value)
    return f"None if (value := {value}) is None else {conversion.format(name=column.name, value='value')}"


def _kind(column: Column) -> type:
    """Type of a column's values, as conversions go by it: a list of references is one, and any enumeration."""
    if issubclass(column.values, StrEnum):
        return StrEnum
    return Reference if column.refers_to and column.values is tuple else column.values


def _compiled(text: str, names: Mapping[str, Any]) -> Callable[[Any], Any]:
    function: Callable[[Any], Any] = eval(text, {**_NAMES, **names})  # noqa: S307  made of the names of declared fields alone
    return function
