"""The routes of GraphQL: who may come in, what they ask, and what they get, by POST, GET and WebSocket."""

from collections.abc import Sequence
from functools import partial
from typing import Final

from fastapi import FastAPI, Request, Response
from starlette.routing import WebSocketRoute
from strawberry import Schema
from strawberry.types.graphql import OperationType

from api.doors.approach import Approach
from api.doors.caller import Caller
from api.doors.door import Door
from api.errors import as_refusal
from api.feed import Feed
from api.schema.context import Context
from api.schema.over_http import (
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
from api.subscribing import Subscribing
from api.workspace import Workspace

_OTHER_TYPE: Final = f"expected to be asked for {JSON} or {GRAPHQL_JSON}"


def add_graphql(app: FastAPI, workspace: Workspace, schema: Schema, door: Door, feed: Feed) -> None:
    """Add what answers at `/graphql`."""
    routes = _Routes(workspace, schema, door)

    @app.post("/graphql")
    async def by_post(request: Request) -> Response:
        return _response(await routes.answer(request, BY_POST))

    @app.get("/graphql")
    async def by_get(request: Request) -> Response:
        return _response(await routes.answer(request, BY_GET))

    def context(caller: Caller) -> Context:
        return Context(workspace, caller, charge=partial(door.charge, caller), feed=feed)

    app.router.routes.append(WebSocketRoute("/graphql", Subscribing(schema, door, context)))


class _Routes:
    def __init__(self, workspace: Workspace, schema: Schema, door: Door) -> None:
        self._workspace = workspace
        self._schema = schema
        self._door = door

    async def answer(self, request: Request, operations: Sequence[OperationType]) -> Reply:
        """Let somebody in and answer what they ask, or say why not."""
        media_type = media_type_for(request.headers.get("accept"))
        if media_type is None:
            return refused(_OTHER_TYPE, JSON, 406)
        try:
            caller = await self._let_in(request)
        except Exception as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            return turned_away(refusal, media_type, shown="authorization" in request.headers)
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if operations is BY_POST and sent != JSON:
            return refused(f"expected a body of the type {JSON}, got {sent[:100]!r}", media_type, 415)
        try:
            question = await _read(request, operations)
        except Malformed as error:
            return refused(str(error), media_type)
        context = Context(self._workspace, caller, question.operation_name, partial(self._door.charge, caller))
        deadline = self._workspace.settings.query_deadline_seconds
        return await answer(self._schema, context, question, media_type, deadline, operations)

    async def _let_in(self, request: Request) -> Caller:
        """Whoever asks; every request costs something, also one that turns out to be none."""
        caller = await self._door.admit(Approach.of(request))
        self._door.charge(caller, 1)
        return caller


async def _read(request: Request, operations: Sequence[OperationType]) -> Question:
    return read_question(await request.body()) if operations is BY_POST else read_parameters(request.query_params)


def _response(reply: Reply) -> Response:
    return Response(reply.body, reply.status, reply.headers, f"{reply.media_type}; charset=utf-8")
