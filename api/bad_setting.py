"""What is wrong with a setting, said plainly."""

from collections.abc import Callable, Collection, Mapping
from typing import Any


class BadSetting(ValueError):
    """A setting is unknown or does not have the value that it must have; the message names it."""


def plainly(fault: Mapping[str, Any], variable: Callable[[str], str], secrets: Collection[str]) -> str:
    """Turn one of pydantic's faults into a sentence that names the variable; secrets are never repeated."""
    field = str(fault["loc"][0]) if fault["loc"] else "settings"
    message = str(fault["msg"]).removeprefix("Value error, ")
    got = "" if field in secrets or ", got " in message else f", got {fault['input']!r}"
    return f"{variable(field)}: {message[:1].lower()}{message[1:]}{got}"
