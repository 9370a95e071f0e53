"""Values of JSON objects, each with the type that it must have."""

from collections.abc import Mapping
from typing import Any

from ingest.errors import RecordRejected

JsonObject = Mapping[str, Any]


def text_of(record: JsonObject, name: str) -> str | None:
    """A text, None where it is missing or null. Raises RecordRejected."""
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value
    raise RecordRejected(f"{name}: expected a text, got {_shown(value)}")


def needed_text(record: JsonObject, name: str) -> str:
    """A text that must be there and not be empty. Raises RecordRejected."""
    value = text_of(record, name)
    if not value:
        raise RecordRejected(f"{name}: expected a text, got {'nothing' if value is None else 'an empty one'}")
    return value


def whole_of(record: JsonObject, name: str) -> int | None:
    """A whole number, None where it is missing or null. Raises RecordRejected."""
    value = record.get(name)
    if value is None or (isinstance(value, int) and not isinstance(value, bool)):
        return value
    raise RecordRejected(f"{name}: expected a whole number, got {_shown(value)}")


def yes_of(record: JsonObject, name: str) -> bool | None:
    """True or False, None where it is missing or null. Raises RecordRejected."""
    value = record.get(name)
    if value is None or isinstance(value, bool):
        return value
    raise RecordRejected(f"{name}: expected true or false, got {_shown(value)}")


def object_of(record: JsonObject, name: str) -> JsonObject:
    """An object, an empty one where it is missing or null. Raises RecordRejected."""
    value = record.get(name)
    if value is None:
        return {}
    if isinstance(value, dict):
        return value
    raise RecordRejected(f"{name}: expected an object, got {_shown(value)}")


def objects_of(record: JsonObject, name: str) -> list[JsonObject]:
    """A list of objects, an empty one where it is missing or null. Raises RecordRejected."""
    value = record.get(name)
    if value is None:
        return []
    if isinstance(value, list) and all(isinstance(item, dict) for item in value):
        return value
    raise RecordRejected(f"{name}: expected a list of objects, got {_shown(value)}")


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else text[:79] + "…"
