"""The server: GraphQL, the page, and what machines ask about health."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from strawberry import Schema

from api.doors.caller import Caller
from api.doors.door import Door
from api.errors import as_refusal
from api.guarding import BodyCap, SecurityHeaders
from api.health import readiness
from api.keeping_fresh import Keeper
from api.schema.building import build_schema
from api.schema.context import Context
from api.schema.over_http import (
    GRAPHQL_JSON,
    JSON,
    Malformed,
    Reply,
    answer,
    media_type_for,
    read_question,
    refused,
    turned_away,
)
from api.settings import Settings
from api.workspace import Workspace

_PAGE: Final = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}


def create_app(given: Settings | Workspace, *, keep_fresh: bool = True) -> FastAPI:
    """Make the application on a workspace, or on one made from settings, which it then closes at its end.

    With `keep_fresh` it has the store analysed in another process whenever it changes; without, it answers from what
    the workspace holds.
    """
    shared = given if isinstance(given, Workspace) else Workspace(given, create=False)
    keeper = Keeper(shared) if keep_fresh else None
    door = Door(shared.settings, lambda: shared.state_folder)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        if keeper:
            keeper.start()
        yield
        if keeper:
            await keeper.stop()
        if shared is not given:
            shared.close()

    app = FastAPI(title="Kith", openapi_url=None, docs_url=None, redoc_url=None, lifespan=living)
    app.state.door = door
    _add_graphql(app, shared, build_schema(), door)
    _add_health(app, shared, keeper)
    _add_page(app)
    app.add_middleware(BodyCap, most_bytes=shared.settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    return app


def _add_graphql(app: FastAPI, workspace: Workspace, schema: Schema, door: Door) -> None:
    @app.post("/graphql")
    async def graphql(request: Request) -> Response:
        media_type = media_type_for(request.headers.get("accept"))
        if media_type is None:
            return _response(refused(f"expected to be asked for {JSON} or {GRAPHQL_JSON}", JSON, 406))
        try:
            caller = await _let_in(door, request)
        except Exception as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            return _response(turned_away(refusal, media_type, shown="authorization" in request.headers))
        sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if sent != JSON:
            return _response(refused(f"expected a body of the type {JSON}, got {sent[:100]!r}", media_type, 415))
        try:
            question = read_question(await request.body())
        except Malformed as error:
            return _response(refused(str(error), media_type))
        context = Context(workspace, caller, question.operation_name, partial(door.charge, caller))
        deadline = workspace.settings.query_deadline_seconds
        return _response(await answer(schema, context, question, media_type, deadline))


async def _let_in(door: Door, request: Request) -> Caller:
    """Whoever asks; every request costs something, also one that turns out to be none."""
    headers, client = request.headers, request.client
    caller = await door.admit(headers.get("authorization"), headers.get("origin"), client.host if client else None)
    door.charge(caller, 1)
    return caller


def _add_health(app: FastAPI, workspace: Workspace, keeper: Keeper | None) -> None:
    @app.get("/livez")
    async def livez() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    async def readyz() -> Response:
        ready, checks = await readiness(workspace, keeper)
        body = {"status": "ok" if ready else "not ready", "checks": checks}
        return JSONResponse(body, status_code=200 if ready else 503)

    @app.get("/version")
    async def told_version() -> dict[str, str]:
        return {"name": "kith", "version": own_version()}


def _add_page(app: FastAPI) -> None:
    folder = files("api") / "page"
    for path, (name, media_type) in _PAGE.items():
        content = (folder / name).read_bytes()
        app.add_api_route(f"/{path}", _serving(content, media_type), methods=["GET", "HEAD"])


def _serving(content: bytes, media_type: str) -> Callable[[], Awaitable[Response]]:
    async def serve() -> Response:
        return Response(content, media_type=f"{media_type}; charset=utf-8", headers={"cache-control": "no-cache"})

    return serve


def _response(reply: Reply) -> Response:
    media_type = f"{reply.media_type}; charset=utf-8"
    return JSONResponse(reply.body, reply.status, headers=reply.headers, media_type=media_type)


def own_version() -> str:
    """Version of Kith as it is installed; `unknown` when it runs from a copy that is not."""
    try:
        return version("kith")
    except PackageNotFoundError:
        return "unknown"
