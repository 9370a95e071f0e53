"""The server: GraphQL, the page, and what machines ask about health."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from typing import Final

from fastapi import FastAPI, Response
from fastapi.responses import JSONResponse

from api.doors.door import Door
from api.feed import Feed
from api.graphql_routes import add_graphql
from api.guarding import BodyCap, SecurityHeaders
from api.health import readiness
from api.keeping_fresh import Keeper
from api.schema.building import build_schema
from api.settings import Settings, read_settings
from api.workspace import Workspace

_PAGE: Final = {
    "": ("index.html", "text/html"),
    "page.css": ("page.css", "text/css"),
    "page.js": ("page.js", "text/javascript"),
}


def make_app() -> FastAPI:
    """Make the application by the settings of the environment: what each of several workers serves."""
    return create_app(read_settings())


def create_app(given: Settings | Workspace, *, keep_fresh: bool = True) -> FastAPI:
    """Make the application on a workspace, or on one made from settings, which it then closes at its end.

    With `keep_fresh` it has the store analysed in another process whenever it changes; without, it answers from what
    the workspace holds.
    """
    shared = given if isinstance(given, Workspace) else Workspace(given, create=False)
    keeper = Keeper(shared) if keep_fresh else None
    feed = Feed(shared)
    door = Door(shared.settings, lambda: shared.state_folder)

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        if keeper:
            keeper.start()
        yield
        await feed.stop()
        if keeper:
            await keeper.stop()
        if shared is not given:
            shared.close()

    app = FastAPI(title="Kith", openapi_url=None, docs_url=None, redoc_url=None, lifespan=living)
    app.state.feed, app.state.door = feed, door
    add_graphql(app, shared, build_schema(), door, feed)
    _add_health(app, shared, keeper)
    _add_page(app)
    app.add_middleware(BodyCap, most_bytes=shared.settings.max_body_bytes)
    app.add_middleware(SecurityHeaders)
    return app


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


def own_version() -> str:
    """Version of Kith as it is installed; `unknown` when it runs from a copy that is not."""
    try:
        return version("kith")
    except PackageNotFoundError:
        return "unknown"
