"""Guarding: what every request and answer must keep to, whatever it asks for."""

import asyncio
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_HEADERS: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}

_MOST_DIGITS: Final = 20
"""Digits of a length that is looked at; one of more is too long whatever it says."""


class SecurityHeaders:
    """Puts the same strict headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with the headers."""

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await self._app(scope, receive, guarded)


class BodyCap:
    """Refuses bodies that are too long, by what they say of themselves and by what comes (413), and slow ones (408)."""

    def __init__(self, app: ASGIApp, most_bytes: int, seconds: float) -> None:
        self._app = app
        self._most = most_bytes
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
        elif _says_more(scope, self._most):
            await self._too_long()(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = False

        async def sending(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, self._counting(receive), sending)
        except (_TooLong, _TooSlow) as refusal:
            if not started:
                answer = self._too_long() if isinstance(refusal, _TooLong) else self._too_slow()
                await answer(scope, receive, send)

    def _counting(self, receive: Receive) -> Receive:
        """The same messages, while the body is neither too long nor too late."""
        size, whole, until = 0, False, asyncio.get_running_loop().time() + self._seconds

        async def counting() -> Message:
            nonlocal size, whole
            if whole:
                return await receive()
            try:
                async with asyncio.timeout_at(until):
                    message = await receive()
            except TimeoutError:
                raise _TooSlow from None
            size += len(message.get("body", b""))
            whole = not message.get("more_body", False)
            if size > self._most:
                raise _TooLong
            return message

        return counting

    def _too_long(self) -> JSONResponse:
        return _refusal(413, f"expected a body of at most {self._most:,} bytes")

    def _too_slow(self) -> JSONResponse:
        return _refusal(408, f"expected the whole body within {self._seconds:g} seconds")


def _refusal(status: int, message: str) -> JSONResponse:
    error = {"message": message, "extensions": {"code": "BAD_USER_INPUT", "field": "body", "expected": message}}
    return JSONResponse({"errors": [error]}, status_code=status, headers={"connection": "close"})


def _says_more(scope: Scope, most: int) -> bool:
    lengths = [value for name, value in scope["headers"] if name == b"content-length"]
    return any(not length.isdigit() or len(length) > _MOST_DIGITS or int(length) > most for length in lengths)


class _TooLong(Exception):
    """More came than may."""


class _TooSlow(Exception):
    """The body did not come in time."""
