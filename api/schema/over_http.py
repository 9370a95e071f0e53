"""GraphQL over HTTP: one POST, one answer, as JSON.

Both media types of the GraphQL-over-HTTP specification are spoken: `application/json`, where a well-formed request is
always 200, and `application/graphql-response+json`, where one that could not be executed is 400.
"""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import strawberry
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.errors import Forbidden, NotReady, RateLimited, Refusal, TookTooLong, Unauthenticated
from api.schema.context import Context

JSON: Final = "application/json"
GRAPHQL_JSON: Final = "application/graphql-response+json"
_OPERATIONS: Final = (OperationType.QUERY, OperationType.MUTATION)
_UNAUTHORIZED: Final = 401
_TOO_MANY: Final = 429
_STATUS_AT_DOOR: Final = {
    Unauthenticated.code: _UNAUTHORIZED,
    Forbidden.code: 403,
    RateLimited.code: _TOO_MANY,
    NotReady.code: 503,
}


class Malformed(ValueError):
    """A request that is not one of GraphQL over HTTP; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: a document, the operation of it to run, and its variables."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a status, a media type, a body and headers."""

    status: int
    media_type: str
    body: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)


def media_type_for(accept: str | None) -> str | None:
    """Choose the media type of the answer; None when the client takes none that we speak."""
    if not accept:
        return JSON
    taken = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    if GRAPHQL_JSON in taken and (JSON not in taken or taken.index(GRAPHQL_JSON) < taken.index(JSON)):
        return GRAPHQL_JSON
    if {JSON, "application/*", "*/*"} & set(taken):
        return JSON
    return None


def read_question(body: bytes) -> Question:
    """Read the body of a request. Raises Malformed."""
    try:
        request = json.loads(body.decode("utf-8"))
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Malformed("expected a JSON object in UTF-8") from None
    if not isinstance(request, dict):
        raise Malformed("expected a JSON object with `query`; several operations in one request are not taken")
    query = request.get("query")
    if not isinstance(query, str) or not query.strip():
        raise Malformed("expected the document to run as the text `query`")
    _optional(request, "extensions", dict)
    return Question(query, _optional(request, "operationName", str), _optional(request, "variables", dict) or {})


def _optional(request: Mapping[str, Any], name: str, kind: type) -> Any:
    value = request.get(name)
    if value is not None and not isinstance(value, kind):
        raise Malformed(f"expected `{name}` as {'an object' if kind is dict else 'a text'} or null")
    return value


async def answer(
    schema: strawberry.Schema, context: Context, question: Question, media_type: str, deadline_seconds: float
) -> Reply:
    """Run an operation and put its answer in the form that the client takes."""
    try:
        result = await asyncio.wait_for(_run(schema, context, question), deadline_seconds)
    except TimeoutError:
        late = TookTooLong(f"the answer was not there after {deadline_seconds:g} seconds; ask for less")
        return Reply(
            200, media_type, {"data": None, "errors": [{"message": str(late), "extensions": late.extensions()}]}
        )
    except (CannotGetOperationTypeError, InvalidOperationTypeError, MissingQueryError) as error:
        return refused(_reason(error), media_type)
    return _reply(result, media_type)


def refused(message: str, media_type: str, status: int = 400, code: str = "BAD_USER_INPUT") -> Reply:
    """Refuse a request that cannot be run."""
    return Reply(status, media_type, {"errors": [{"message": message, "extensions": {"code": code}}]})


def turned_away(refusal: Refusal, media_type: str, *, shown: bool = False) -> Reply:
    """Refuse a request at the door; `shown` says whether it showed a key or a token."""
    extensions = refusal.extensions()
    error = {"message": str(refusal), "extensions": extensions}
    status = _STATUS_AT_DOOR.get(refusal.code, 400)
    headers = _waiting(extensions)
    if status == _UNAUTHORIZED:
        headers["www-authenticate"] = 'Bearer realm="kith"' + (', error="invalid_token"' if shown else "")
    return Reply(status, media_type, {"errors": [error]}, headers)


async def _run(schema: strawberry.Schema, context: Context, question: Question) -> ExecutionResult:
    result = await schema.execute(
        question.query,
        variable_values=question.variables,
        operation_name=question.operation_name,
        context_value=context,
        allowed_operation_types=_OPERATIONS,
    )
    assert isinstance(result, ExecutionResult)  # noqa: S101  nothing is streamed
    return result


def _reply(result: ExecutionResult, media_type: str) -> Reply:
    body: dict[str, Any] = {}
    if result.errors:
        body["errors"] = [error.formatted for error in result.errors]
    before_execution = bool(result.errors) and result.data is None and not any(e.path for e in result.errors or ())
    if not before_execution:
        body["data"] = result.data
    elif media_type == JSON:
        body["data"] = None
    return Reply(_status(result, media_type) if before_execution else 200, media_type, body, _headers(result))


def _status(result: ExecutionResult, media_type: str) -> int:
    """The status of what was not run: 429 for who asks too much, whatever they take; else 200 in plain JSON."""
    code = _first_extensions(result).get("code")
    if code == RateLimited.code:
        return _TOO_MANY
    if media_type == JSON:
        return 200
    return _STATUS_AT_DOOR.get(str(code), 400)


def _headers(result: ExecutionResult) -> dict[str, str]:
    return _waiting(_first_extensions(result))


def _first_extensions(result: ExecutionResult) -> Mapping[str, Any]:
    return (result.errors[0].extensions or {}) if result.errors else {}


def _waiting(extensions: Mapping[str, Any]) -> dict[str, str]:
    seconds = extensions.get("retryAfterSeconds")
    return {} if seconds is None else {"retry-after": str(seconds)}


def _reason(error: Exception) -> str:
    if isinstance(error, InvalidOperationTypeError):
        return "expected a query or a mutation"
    return "expected `operationName` to name an operation of the document, or a document with one operation"
