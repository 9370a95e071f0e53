"""Showing errors: those of the closed list as they are, all else masked and logged with an id."""

import logging
import re
import secrets
from collections.abc import Sequence
from typing import Any, Final

from graphql import GraphQLError, GraphQLSyntaxError
from strawberry.schema.exceptions import InvalidOperationTypeError

from api.errors import BadInput, as_refusal
from api.graphql.limits import MOST_ERRORS

_LOG = logging.getLogger("kith.graphql")
_VARIABLE = re.compile(r"Variable '\$(\w+)'.*(invalid value|was not provided|must not be null)", re.DOTALL)
_SUGGESTION = re.compile(r"\s*Did you mean .*\?$", re.DOTALL)

_FOR_HTTP: Final = BadInput(
    "query", "a subscription", message="expected a subscription: queries and mutations go by HTTP"
)


def all_shown(errors: Sequence[GraphQLError]) -> list[GraphQLError]:
    """Bring the errors of an answer to the form in which they are shown, each with its code; the first five."""
    return [shown(error) for error in errors[:MOST_ERRORS]]


def shown(error: GraphQLError) -> GraphQLError:
    """Bring an error to the form in which it is shown."""
    cause = error.original_error
    while isinstance(cause, GraphQLError) and cause.original_error is not None:
        cause = cause.original_error
    if cause is None or isinstance(cause, GraphQLError):
        return error if (error.extensions or {}).get("code") else _of_language(error)
    refusal = _FOR_HTTP if isinstance(cause, InvalidOperationTypeError) else as_refusal(cause)
    if refusal is not None:
        return _like(error, str(refusal), refusal.extensions())
    number = secrets.token_hex(6)
    _LOG.error("error %s while answering", number, exc_info=cause)
    return _like(
        error,
        f"Something went wrong on our side; the log knows it as {number}.",
        {"code": "INTERNAL_SERVER_ERROR", "id": number},
    )


def _of_language(error: GraphQLError) -> GraphQLError:
    """Give an error of the language itself its code: a document that cannot be read, or does not fit the schema."""
    message = _SUGGESTION.sub("", error.message)
    if isinstance(error, GraphQLSyntaxError):
        return _like(error, message, {"code": "GRAPHQL_PARSE_FAILED"})
    variable = _VARIABLE.match(message)
    if variable:
        return _like(
            error, message, {"code": "BAD_USER_INPUT", "field": variable[1], "expected": "a value of its type"}
        )
    return _like(error, message, {"code": "GRAPHQL_VALIDATION_FAILED"})


def _like(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    """The same error in other words, and without its cause."""
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
