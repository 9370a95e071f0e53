"""GraphQL over HTTP: one POST, or one GET for a query, one answer, as JSON.

Both media types of the GraphQL-over-HTTP specification are spoken: `application/json`, where a well-formed request is
always 200, and `application/graphql-response+json`, where one that could not be executed is 400.
"""

import asyncio
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

import orjson
import strawberry
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.errors import Forbidden, NotReady, RateLimited, Refusal, TookTooLong, Unauthenticated
from api.graphql.json_values import WrongNumber, read_json
from api.graphql.lone_surrogates import holds_half
from api.graphql.schema.context import Context
from api.graphql.trusted_documents import PREFIX, TrustedDocuments, hash_of
from api.workspace.answer_cache import Generation
from api.workspace.workspace import Workspace
from graph.errors import GraphError

JSON: Final = "application/json"
GRAPHQL_JSON: Final = "application/graphql-response+json"
BY_POST: Final = (OperationType.QUERY, OperationType.MUTATION)
BY_GET: Final = (OperationType.QUERY,)
"""A GET changes nothing: it is sent again at will, and by whoever shows a link."""

_PLAIN_PARAMETERS: Final = ("query", "operationName", "documentId")
_UNAUTHORIZED: Final = 401
_TOO_MANY: Final = 429
_STATUS_UNAUTHENTICATED: Final = {
    Unauthenticated.code: _UNAUTHORIZED,
    Forbidden.code: 403,
    RateLimited.code: _TOO_MANY,
    NotReady.code: 503,
}
_NO_OPERATION: Final = "expected `operationName` to name an operation of the document, or a document with one operation"


class Malformed(ValueError):
    """A request that is not one of GraphQL over HTTP; the message says what was expected."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a request asks: a document, the operation of it to run, and its variables."""

    query: str
    operation_name: str | None
    variables: dict[str, Any]

    @property
    def key(self) -> bytes:
        """The same for the same question."""
        named = [self.query, self.operation_name, self.variables]
        return json.dumps(named, sort_keys=True, separators=(",", ":")).encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True)
class Reply:
    """What goes back: a status, a media type and a body."""

    status: int
    media_type: str
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    codes: tuple[str, ...] = ()
    """Codes of the errors in it."""

    @classmethod
    def of(
        cls, status: int, media_type: str, body: Mapping[str, Any], headers: Mapping[str, str] | None = None
    ) -> "Reply":
        """A reply with a JSON object."""
        try:
            written = orjson.dumps(body)
        except TypeError:  # lone surrogates, and numbers of more than 64 bits, that a message repeats
            written = json.dumps(body).encode()
        codes = tuple(str((error.get("extensions") or {}).get("code")) for error in body.get("errors") or ())
        return cls(status, media_type, written, dict(headers or {}), codes)


def media_type_for(accept: str | None) -> str | None:
    """Choose the media type of the answer; None when the client takes none that we speak."""
    if not accept:
        return JSON
    types = [part.partition(";")[0].strip().lower() for part in accept.split(",")]
    if GRAPHQL_JSON in types and (JSON not in types or types.index(GRAPHQL_JSON) < types.index(JSON)):
        return GRAPHQL_JSON
    if {JSON, "application/*", "*/*"} & set(types):
        return JSON
    return None


def read_question(body: bytes, documents: TrustedDocuments) -> Question:
    """Read the body of a request. Raises Malformed, and NotFound and Forbidden for a document that is not trusted."""
    try:
        request = read_json(body.decode("utf-8"))
    except WrongNumber as error:
        raise Malformed(str(error)) from None
    except (UnicodeDecodeError, ValueError, RecursionError):
        raise Malformed("expected a JSON object in UTF-8") from None
    if not isinstance(request, dict):
        raise Malformed("expected a JSON object with `query`; several operations in one request are not taken")
    return _question(request, documents)


def read_parameters(parameters: Mapping[str, str], documents: TrustedDocuments) -> Question:
    """Read the parameters of a GET. Raises Malformed, and NotFound and Forbidden as `read_question` does."""
    request: dict[str, Any] = {name: parameters[name] for name in _PLAIN_PARAMETERS if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            try:
                request[name] = read_json(parameters[name])
            except WrongNumber as error:
                raise Malformed(f"{error} in `{name}`") from None
            except (ValueError, RecursionError):
                raise Malformed(f"expected `{name}` as a JSON object") from None
    return _question(request, documents)


def _question(request: Mapping[str, Any], documents: TrustedDocuments) -> Question:
    if holds_half(request):
        raise Malformed("expected whole characters, got half of one (a lone surrogate)")
    variables, name = _optional(request, "variables", dict) or {}, _optional(request, "operationName", str)
    identifier, query = _identifier(request), request.get("query")
    if identifier is not None and query is None:
        return Question(documents.document(identifier), name, variables)
    if not isinstance(query, str) or not query.strip():
        raise Malformed("expected the document to run as the text `query`, or the hash of a persisted one")
    if identifier is not None and identifier.removeprefix(PREFIX).lower() != hash_of(query):
        raise Malformed("expected the hash of the document that came with it, got another one")
    documents.check(query)
    return Question(query, name, variables)


def _identifier(request: Mapping[str, Any]) -> str | None:
    """The hash of a persisted document: `documentId`, or Apollo's `extensions.persistedQuery.sha256Hash`."""
    extensions = _optional(request, "extensions", dict) or {}
    persisted = _optional(extensions, "persistedQuery", dict) or {}
    identifier: str | None = _optional(request, "documentId", str) or _optional(persisted, "sha256Hash", str)
    return identifier


def _optional(request: Mapping[str, Any], name: str, kind: type) -> Any:
    value = request.get(name)
    if value is not None and not isinstance(value, kind):
        raise Malformed(f"expected `{name}` as {'an object' if kind is dict else 'a text'} or null")
    return value


async def answer(
    schema: strawberry.Schema,
    context: Context,
    question: Question,
    media_type: str,
    deadline_seconds: float,
    operations: Sequence[OperationType] = BY_POST,
) -> Reply:
    """Run an operation, of one of these types, and put its answer in the form that the client takes.

    The deadline is one for all of it, with what is asked of the store before anything is run.
    """
    try:
        async with asyncio.timeout(deadline_seconds):
            return await _answered(schema, context, question, media_type, operations)
    except TimeoutError:
        late = TookTooLong(f"the answer was not there after {deadline_seconds:g} seconds; ask for less")
        body = {"data": None, "errors": [{"message": str(late), "extensions": late.extensions()}]}
        return Reply.of(200, media_type, body)


async def _answered(
    schema: strawberry.Schema,
    context: Context,
    question: Question,
    media_type: str,
    operations: Sequence[OperationType],
) -> Reply:
    answers, key = context.workspace.answers, context.principal.role.value.encode() + question.key
    generation = await asyncio.to_thread(_generation, context.workspace)
    text = None if generation is None else answers.get(generation, key)
    if text is not None:
        context.kept, context.operation_type = True, "query"
        return Reply(200, media_type, text)
    try:
        result = await _run(schema, context, question, operations)
    except RateLimited as limited:
        return turned_away(limited, media_type)
    except InvalidOperationTypeError:
        by_get = len(operations) == len(BY_GET)
        expected = (
            "expected a query: what changes something goes by POST" if by_get else "expected a query or a mutation"
        )
        refusal = refused(expected, media_type, 405 if by_get else 400)
        return replace(refusal, headers={"allow": "POST"}) if by_get else refusal
    except (CannotGetOperationTypeError, MissingQueryError):
        return refused(_NO_OPERATION, media_type)
    reply = _reply(result, media_type)
    of_now = generation is not None and generation.analysis is context.taken
    if generation is not None and of_now and context.keepable and not result.errors:
        answers.keep(generation, key, reply.body)
    return reply


def refused(message: str, media_type: str, status: int = 400, code: str = "BAD_USER_INPUT") -> Reply:
    """Refuse a request that cannot be run."""
    return Reply.of(status, media_type, {"errors": [{"message": message, "extensions": {"code": code}}]})


def turned_away(refusal: Refusal, media_type: str, *, shown: bool = False) -> Reply:
    """Refuse a request that was not let in; `shown` says whether it showed a key or a token."""
    extensions = refusal.extensions()
    error = {"message": str(refusal), "extensions": extensions}
    status = _STATUS_UNAUTHENTICATED.get(refusal.code, 400)
    headers = _waiting(extensions)
    if status == _UNAUTHORIZED:
        headers["www-authenticate"] = 'Bearer realm="kith"' + (', error="invalid_token"' if shown else "")
    return Reply.of(status, media_type, {"errors": [error]}, headers)


def _generation(workspace: Workspace) -> Generation | None:
    """What answers come from now; None when that cannot be told, and so nothing is kept."""
    try:
        return workspace.generation()
    except GraphError:
        return None


async def _run(
    schema: strawberry.Schema, context: Context, question: Question, operations: Sequence[OperationType]
) -> ExecutionResult:
    async with context.turn():
        result = await schema.execute(
            question.query,
            variable_values=question.variables,
            operation_name=question.operation_name,
            context_value=context,
            allowed_operation_types=operations,
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
    return Reply.of(_status(result, media_type) if before_execution else 200, media_type, body, _headers(result))


def _status(result: ExecutionResult, media_type: str) -> int:
    """The status of what was not run: 429 for who asks too much, whatever they take; else 200 in plain JSON."""
    code = _first_extensions(result).get("code")
    if code == RateLimited.code:
        return _TOO_MANY
    if media_type == JSON:
        return 200
    return _STATUS_UNAUTHENTICATED.get(str(code), 400)


def _headers(result: ExecutionResult) -> dict[str, str]:
    return _waiting(_first_extensions(result))


def _first_extensions(result: ExecutionResult) -> Mapping[str, Any]:
    return (result.errors[0].extensions or {}) if result.errors else {}


def _waiting(extensions: Mapping[str, Any]) -> dict[str, str]:
    seconds = extensions.get("retryAfterSeconds")
    return {} if seconds is None else {"retry-after": str(seconds)}
