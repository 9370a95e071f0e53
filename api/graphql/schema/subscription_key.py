"""Alike: which subscriptions ask the same, wherever they begin, so that one answer serves all of them."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLError,
    NonNullTypeNode,
    NullValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_operation_ast,
    parse,
)

from api.graphql.limits import MOST_TOKENS

_BACK: Final = "after"
"""The argument by which a subscription takes up where another ended."""

_ONCE: Final = 2
"""How often a variable that is used once is named: where it is declared, and there."""


@dataclass(frozen=True, slots=True)
class SubscriptionKey:
    """What a subscription asks: `text` is the same for all who ask the same from now on."""

    text: str
    goes_back: bool
    """Whether it may begin with what came before."""


def subscription_key(
    query: str, operation_name: str | None, variables: Mapping[str, Any] | None
) -> SubscriptionKey | None:
    """What those share who ask the same, wherever they begin; None for what cannot be told."""
    beginning, rest = _beginning(query, operation_name), dict(variables or {})
    if beginning is None:
        return None
    starts = [rest.pop(name, None) for name in beginning.variables]
    try:
        text = json.dumps([beginning.text, operation_name, rest], sort_keys=True)
    except (TypeError, ValueError, RecursionError):
        return None
    return SubscriptionKey(text, beginning.is_told or any(value is not None for value in starts))


@dataclass(frozen=True, slots=True)
class _Beginning:
    """How a document tells where to begin: by `variables` that serve for nothing else, and perhaps by itself."""

    text: str
    """The document without what it tells itself."""
    variables: frozenset[str]
    is_told: bool
    """Whether it is told even when no variable comes."""


@lru_cache(maxsize=256)
def _beginning(query: str, operation_name: str | None) -> _Beginning | None:
    """How a document tells where to begin; None for one that cannot be read, or tells it in a fragment if at all."""
    try:
        operation = get_operation_ast(parse(query, max_tokens=MOST_TOKENS), operation_name)
    except (GraphQLError, RecursionError):
        return None
    if operation is None or (_BACK in query and not _has_fields_only(operation)):
        return None
    text, is_told = query, False
    variables: set[str] = set()
    for argument in reversed(list(_told(operation))):
        if not isinstance(argument.value, VariableNode):
            assert argument.loc is not None  # noqa: S101  the parser notes it
            text, is_told = text[: argument.loc.start] + text[argument.loc.end :], True
            continue
        name = argument.value.name.value
        if len(re.findall(rf"\${name}\b", query)) == _ONCE:
            variables.add(name)
        if name not in variables or not _may_be_left_out(operation, name):
            is_told = True
    return _Beginning(text, frozenset(variables), is_told)


def _has_fields_only(operation: OperationDefinitionNode) -> bool:
    return all(isinstance(node, FieldNode) for node in operation.selection_set.selections)


def _told(operation: OperationDefinitionNode) -> Iterator[ArgumentNode]:
    """The arguments of an operation that say where it begins."""
    for field in operation.selection_set.selections:
        for argument in (field.arguments or ()) if isinstance(field, FieldNode) else ():
            if argument.name.value == _BACK and not isinstance(argument.value, NullValueNode):
                yield argument


def _may_be_left_out(operation: OperationDefinitionNode, name: str) -> bool:
    """Whether nothing is told when this variable does not come."""
    return any(
        definition.default_value is None and not isinstance(definition.type, NonNullTypeNode)
        for definition in operation.variable_definitions or ()
        if definition.variable.name.value == name
    )
