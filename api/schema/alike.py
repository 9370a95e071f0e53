"""Alike: which subscriptions ask the same, so that one answer serves all of them."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from graphql import (
    ArgumentNode,
    GraphQLError,
    NullValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    parse,
    visit,
)

from api.schema.limits import MOST_TOKENS

_BACK: Final = "after"
"""The argument by which a subscription takes up where another ended: each has a place of its own then."""


def asked_alike(query: str, operation_name: str | None, variables: Mapping[str, Any] | None) -> str | None:
    """What those share who ask the same from now on; None for who goes back, and for what cannot be read."""
    given = dict(variables or {})
    places = _places(query)
    if places is None or None in places or any(given.get(str(name)) is not None for name in places):
        return None
    try:
        return json.dumps([query, operation_name, given], sort_keys=True)
    except (TypeError, ValueError):
        return None


@lru_cache(maxsize=256)
def _places(query: str) -> frozenset[str | None] | None:
    """Variables by which it may be told where to begin, None among them for what the document tells itself."""
    try:
        finder = _Finder()
        visit(parse(query, max_tokens=MOST_TOKENS), finder)
    except (GraphQLError, RecursionError):
        return None
    return frozenset(finder.places())


class _Finder(Visitor):
    """Finds values of the argument, and variables that have a value by default."""

    def __init__(self) -> None:
        super().__init__()
        self._found: set[str | None] = set()
        self._by_default: set[str] = set()

    def places(self) -> Iterator[str | None]:
        """What was found."""
        for name in self._found:
            yield None if name in self._by_default else name

    def enter_argument(self, node: ArgumentNode, *_: object) -> None:
        """Note a value."""
        if node.name.value == _BACK and not isinstance(node.value, NullValueNode):
            self._found.add(node.value.name.value if isinstance(node.value, VariableNode) else None)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: object) -> None:
        """Note a value by default."""
        if node.default_value is not None:
            self._by_default.add(node.variable.name.value)
