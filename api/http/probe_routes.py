"""The routes of those who watch over the service: whether it lives, can answer, how it does, and what it is."""

import asyncio

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse

from api.auth.authenticator import Authenticator
from api.errors import as_refusal
from api.graphql.credentials_of import credentials_of
from api.graphql.schema.over_http import JSON, turned_away
from api.http.health import StoreCheck, readiness
from api.http.operations.gauges import Gauges
from api.http.operations.metrics import MEDIA_TYPE, Metrics
from api.http.probe_paths import LIVE, READY
from api.version import kith_version
from api.workspace.refresh import Refresher
from api.workspace.workspace import Workspace


def add_probe_routes(
    app: FastAPI,
    workspace: Workspace,
    refresher: Refresher | None,
    authenticator: Authenticator,
    metrics: Metrics,
    store: StoreCheck,
) -> None:
    """Add `/livez`, `/readyz` and `/version`, which take no key, and `/metrics`, which takes one where asking does."""
    gauges = Gauges(workspace, metrics)

    @app.get(LIVE)
    async def livez() -> dict[str, str]:
        return {"status": "ok"}

    @app.get(READY)
    async def readyz() -> Response:
        ready, checks = await readiness(workspace, refresher, store)
        body = {"status": "ok" if ready else "not ready", "checks": checks}
        return JSONResponse(body, status_code=200 if ready else 503)

    @app.get("/version")
    async def running_version() -> dict[str, str]:
        return {"name": "kith", "version": kith_version()}

    @app.get("/metrics")
    async def exposed(request: Request) -> Response:
        try:
            authenticator.debit(await authenticator.admit(credentials_of(request)), 1)
        except Exception as error:
            refusal = as_refusal(error)
            if refusal is None:
                raise
            reply = turned_away(refusal, JSON, shown="authorization" in request.headers)
            return Response(reply.body, reply.status, reply.headers, reply.media_type)
        await asyncio.to_thread(gauges.read)
        return Response(await asyncio.to_thread(metrics.exposed), media_type=MEDIA_TYPE)
