"""Client messages: what somebody sends over a WebSocket, looked at once before anything answers it."""

from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Any, Final

from api.graphql.json_values import read_json
from api.graphql.limits import DEEPEST_MESSAGE
from api.graphql.lone_surrogates import holds_half

_NO_OBJECT: Final = f"expected a JSON object of at most {DEEPEST_MESSAGE} levels"
_KINDS: Final = ("connection_init", "ping", "pong", "subscribe", "complete")
_WORDS: Final = {
    dict: "an object",
    list: "a list",
    str: "a text",
    bool: "true or false",
    int: "a number",
    float: "a number",
    NoneType: "null",
}
_QUESTION: Final[Mapping[str, tuple[type, ...]]] = {
    "query": (str,),
    "operationName": (str, NoneType),
    "variables": (dict, NoneType),
    "extensions": (dict, NoneType),
}


def read_message(text: str | bytes) -> object:
    """Read a message; None for what is no JSON, or so deep that it cannot be read."""
    try:
        return read_json(text)
    except (ValueError, RecursionError):
        return None


def fault(message: object) -> str | None:
    """Say what is wrong with a message, in one sentence; None when it can be answered."""
    if not isinstance(message, dict) or _is_too_deep(message):
        return _NO_OBJECT
    if holds_half(message):
        return "expected whole characters, got half of one"
    kind = message.get("type")
    if kind not in _KINDS:
        return f"expected `type` as {', '.join(_KINDS[:-1])} or {_KINDS[-1]}"
    if kind == "connection_init":
        return _misfit({"payload": {}} | message, {"payload": (dict,)})
    if kind == "complete":
        return _misfit(message, {"id": (str,)})
    return _fault_of_question(message) if kind == "subscribe" else None


def _fault_of_question(message: dict[str, Any]) -> str | None:
    fault = _misfit(message, {"id": (str,), "payload": (dict,)})
    if fault is None and not message["id"]:
        return "expected `id` as a text with something in it"
    return fault or _misfit(message["payload"], _QUESTION)


def _misfit(message: dict[str, Any], expected: Mapping[str, tuple[type, ...]]) -> str | None:
    """The first member that is not of a type it may have."""
    for name, kinds in expected.items():
        kind = type(message.get(name))
        if kind not in kinds:
            return f"expected `{name}` as {' or '.join(_WORDS[one] for one in kinds)}, got {_WORDS[kind]}"
    return None


def _is_too_deep(message: object) -> bool:
    level = [message]
    for _ in range(DEEPEST_MESSAGE):
        level = [inner for one in level for inner in _inside(one)]
    return any(isinstance(one, dict | list) for one in level)


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
