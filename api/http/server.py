"""The server: GraphQL, the page, and what machines ask about health."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Response
from starlette.middleware.cors import CORSMiddleware

from api.answers.preparing import prepare
from api.auth.authenticator import Authenticator
from api.graphql.feed import Feed
from api.graphql.routes import Service, add_graphql
from api.graphql.schema.building import build_schema
from api.graphql.trusted_documents import trusted_documents
from api.http.guarding import BodyCap, SecurityHeaders
from api.http.health import StoreCheck
from api.http.operations.metrics import Metrics
from api.http.operations.request_id import HEADER as REQUEST_ID
from api.http.operations.request_log import RequestLog
from api.http.probe_routes import add_probe_routes
from api.settings import Settings, metrics_folder, read_settings
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace

_PAGE: Final = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}


def make_app() -> FastAPI:
    """Make the application by the settings of the environment: what each of several workers serves."""
    return create_app(read_settings())


def create_app(source: Settings | Workspace, *, keep_fresh: bool = True, closing: bool = False) -> FastAPI:
    """Make the application on a workspace, or on one made from settings.

    It closes one made from settings at its end, and with `closing` any. With `keep_fresh` it has the store analysed in
    another process whenever it changes; without, it answers from what the workspace holds.
    """
    shared = source if isinstance(source, Workspace) else Workspace(source, create=False)
    closing = closing or shared is not source
    settings, metrics = shared.settings, Metrics(metrics_folder())
    schema = build_schema(
        direct=settings.direct_fields, forget=settings.forget_events, introspection=settings.introspection
    )
    refresher = Refresher(shared, ended=metrics.analysed, prepare=prepare) if keep_fresh else None
    feed, store_check = Feed(shared), StoreCheck(shared)
    authenticator = Authenticator(settings, lambda: shared.state_folder)
    documents = trusted_documents(settings)
    if settings.documents is not None:
        documents.check_fit(schema.as_str())

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        if refresher:
            refresher.start()
        yield
        await feed.stop()
        if refresher:
            await refresher.stop()
        store_check.close()
        if closing:
            shared.close()
        metrics.end()

    app = FastAPI(title="Kith", openapi_url=None, docs_url=None, redoc_url=None, lifespan=living)
    app.state.feed, app.state.authenticator = feed, authenticator
    add_graphql(app, Service(shared, schema, authenticator, feed, metrics, documents))
    add_probe_routes(app, shared, refresher, authenticator, metrics, store_check)
    _add_page(app)
    _guard(app, settings, metrics)
    return app


def _guard(app: FastAPI, settings: Settings, metrics: Metrics) -> None:
    """Put around everything what every request and answer must keep to; what is added last is outermost."""
    app.add_middleware(BodyCap, most_bytes=settings.max_body_bytes, seconds=settings.body_seconds)
    if settings.origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type", REQUEST_ID],
            expose_headers=["retry-after", REQUEST_ID],
            max_age=600,
        )
    app.add_middleware(RequestLog, answered=metrics.answered)
    app.add_middleware(SecurityHeaders)


def _add_page(app: FastAPI) -> None:
    folder = files("api.http") / "static"
    for path, (name, media_type) in _PAGE.items():
        content = (folder / name).read_bytes()
        app.add_api_route(f"/{path}", _serving(content, media_type), methods=["GET", "HEAD"])


def _serving(content: bytes, media_type: str) -> Callable[[], Awaitable[Response]]:
    async def serve() -> Response:
        return Response(content, media_type=f"{media_type}; charset=utf-8", headers={"cache-control": "no-cache"})

    return serve
