"""The log of requests: one line for each, with how it ended; and the last net under all of them."""

import asyncio
import logging
import secrets
import time
from collections.abc import Callable
from typing import Any, Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.graphql.routes import OPERATION
from api.http.operations.logs import FACTS
from api.http.operations.request_id import HEADER, id_of, request_id
from api.http.probe_paths import PROBES

_LOG = logging.getLogger("kith.requests")
_TOLD: Final = ("method", "path", "status", "milliseconds")
_QUIET: Final = (*PROBES, "/metrics")
"""Paths that machines ask again and again: they are logged at the level debug."""

_GONE: Final = 499
"""In the place of a status: who asked went away before the question was whole, and nothing was answered."""


class RequestLog:
    """Names every request, writes a line when it is over, and turns what nobody caught into a masked 500.

    Neither the query string nor the body is written: they may hold what people said.
    """

    def __init__(self, app: ASGIApp, answered: Callable[[int], None] = lambda _: None) -> None:
        """Log what an application answers; `answered` hears the status of each answer over HTTP."""
        self._app = app
        self._answered = answered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and write down how it went."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        token = request_id.set(id_of(Headers(scope=scope).get(HEADER)))
        try:
            await self._logged(scope, receive, send)
        finally:
            request_id.reset(token)

    async def _logged(self, scope: Scope, receive: Receive, send: Send) -> None:
        started, status = time.perf_counter(), 0
        name = request_id.get() or ""

        async def named(message: Message) -> None:
            nonlocal status
            if message["type"] in ("http.response.start", "websocket.http.response.start"):
                status = message["status"]
                MutableHeaders(scope=message)[HEADER] = name
            elif message["type"] == "websocket.accept":
                status = 101
            elif message["type"] == "websocket.close":
                status = message.get("code", 1000)
            await send(message)

        try:
            await self._app(scope, receive, named)
        except ClientDisconnect:
            status = status or _GONE
        except (Exception, asyncio.CancelledError) as error:
            if isinstance(error, asyncio.CancelledError) and _is_stopped():
                raise
            number = secrets.token_hex(6)
            _LOG.exception("error %s while answering", number)
            if scope["type"] == "http" and not status:
                await _masked(number)(scope, receive, named)
        finally:
            if scope["type"] == "http" and status:  # who asked may have gone before the answer
                self._answered(status)
            _write(scope, status, time.perf_counter() - started)


def _is_stopped() -> bool:
    """Whether somebody wants this request to end; else something that it waited for was cancelled, as an error."""
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _masked(number: str) -> JSONResponse:
    message = f"Something went wrong on our side; the log knows it as {number}."
    error = {"message": message, "extensions": {"code": "INTERNAL_SERVER_ERROR", "id": number}}
    return JSONResponse({"errors": [error]}, status_code=500)


def _write(scope: Scope, status: int, seconds: float) -> None:
    level = logging.DEBUG if scope["path"] in _QUIET else logging.INFO
    if not _LOG.isEnabledFor(level):
        return
    facts: dict[str, Any] = {
        "method": scope.get("method", "WEBSOCKET"),
        "path": scope["path"][:200],
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
        **scope.get("state", {}).get(OPERATION, {}),
    }
    rest = "".join(f" {name}={value}" for name, value in facts.items() if name not in _TOLD)
    _LOG.log(level, "%s %s %d %.1f ms%s", *(facts[name] for name in _TOLD), rest, extra={FACTS: facts})
