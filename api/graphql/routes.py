"""The routes of GraphQL: who may come in, what they ask, and what they get, by POST, GET and WebSocket."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Protocol

from fastapi import FastAPI, Request, Response
from starlette.routing import WebSocketRoute
from strawberry import Schema
from strawberry.types.graphql import OperationType

from api.auth.authenticator import Authenticator
from api.auth.principal import Principal
from api.errors import as_refusal
from api.graphql.credentials_of import credentials_of
from api.graphql.feed import Feed
from api.graphql.schema.context import Context
from api.graphql.schema.over_http import (
    BY_GET,
    BY_POST,
    GRAPHQL_JSON,
    JSON,
    Malformed,
    Question,
    Reply,
    answer,
    media_type_for,
    read_parameters,
    read_question,
    refused,
    turned_away,
)
from api.graphql.trusted_documents import TrustedDocuments
from api.graphql.websocket import Subscribing
from api.workspace.workspace import Workspace

OPERATION: Final = "operation"
"""Under this name the state of a request holds what is known of its operation, as a mapping, for whoever logs it."""

_NO_GET: Final = "expected a POST: this service takes no queries by GET (KITH_QUERIES_BY_GET)"
_OTHER_TYPE: Final = f"expected to be asked for {JSON} or {GRAPHQL_JSON}"


class OperationMetrics(Protocol):
    """What counts operations and subscriptions."""

    def operated(self, operation: str, seconds: float, cost: int, codes: Iterable[str], *, kept: bool) -> None:
        """Count an operation: `query`, `mutation` or `none`, when it was none that could be run."""

    def subscribed(self, subscriptions: int) -> None:
        """Count subscriptions that begin, or end where there are fewer than 0."""


@dataclass(frozen=True, slots=True)
class Service:
    """What the routes of one service share."""

    workspace: Workspace
    schema: Schema
    authenticator: Authenticator
    feed: Feed
    metrics: OperationMetrics
    documents: TrustedDocuments


def add_graphql(app: FastAPI, service: Service) -> None:
    """Add what answers at `/graphql`."""
    routes = _Routes(service)

    @app.post("/graphql")
    async def by_post(request: Request) -> Response:
        return await routes.counted(request, BY_POST)

    @app.get("/graphql")
    async def by_get(request: Request) -> Response:
        return await routes.counted(request, BY_GET)

    def context(principal: Principal) -> Context:
        return Context(service.workspace, principal, authenticator=service.authenticator, feed=service.feed)

    subscribing = Subscribing(
        service.schema,
        service.authenticator,
        context,
        service.documents,
        service.workspace.settings.origins,
        service.metrics.subscribed,
    )
    app.state.subscribing = subscribing
    app.router.routes.append(WebSocketRoute("/graphql", subscribing))


class _Routes:
    def __init__(self, service: Service) -> None:
        self._service = service
        self._workspace = service.workspace
        self._authenticator = service.authenticator

    async def counted(self, request: Request, operations: Sequence[OperationType]) -> Response:
        """Answer a request, and count what was answered."""
        facts: dict[str, Any] = request.scope.setdefault("state", {}).setdefault(OPERATION, {})
        started = time.perf_counter()
        context, reply = await self._answer(request, operations)
        seconds = time.perf_counter() - started
        metrics, codes = self._service.metrics, ",".join(reply.codes) or "ok"
        if context is None:
            metrics.operated("none", seconds, 0, reply.codes, kept=False)
            facts |= {"codes": codes}
        else:
            kind, principal = context.operation_type, context.principal
            metrics.operated(kind, seconds, context.cost, reply.codes, kept=context.kept)
            facts |= {"operation": kind, "cost": context.cost, "kept": context.kept, "codes": codes}
            facts |= {"role": principal.role.value, "key": principal.key or "none"}
        return Response(reply.body, reply.status, reply.headers, f"{reply.media_type}; charset=utf-8")

    async def _answer(self, request: Request, operations: Sequence[OperationType]) -> tuple[Context | None, Reply]:
        """Let somebody in and answer what they ask, or say why not; with the context, when there was a question."""
        media_type = media_type_for(request.headers.get("accept"))
        if media_type is None:
            return None, refused(_OTHER_TYPE, JSON, 406)
        if operations is BY_GET and not self._workspace.settings.queries_by_get:
            return None, replace(refused(_NO_GET, media_type, 405), headers={"allow": "POST"})
        try:
            principal = await self._let_in(request)
            sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
            if operations is BY_POST and sent != JSON:
                return None, refused(f"expected a body of the type {JSON}, got {sent[:100]!r}", media_type, 415)
            question = await self._read(request, operations)
        except Malformed as error:
            return None, refused(str(error), media_type)
        except Exception as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            return None, turned_away(refusal, media_type, shown="authorization" in request.headers)
        context = Context(self._workspace, principal, question.operation_name, self._authenticator)
        deadline = self._workspace.settings.query_deadline_seconds
        return context, await answer(self._service.schema, context, question, media_type, deadline, operations)

    async def _let_in(self, request: Request) -> Principal:
        """Whoever asks; every request costs something, also one that turns out to be none."""
        principal = await self._authenticator.admit(credentials_of(request))
        self._authenticator.debit(principal, 1)
        return principal

    async def _read(self, request: Request, operations: Sequence[OperationType]) -> Question:
        documents = self._service.documents
        if operations is BY_POST:
            return read_question(await request.body(), documents)
        return read_parameters(request.query_params, documents)
