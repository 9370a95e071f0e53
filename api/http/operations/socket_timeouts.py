"""Patience with sockets: a connection whose request does not come in time, or whose answer is not read, is closed.

One that is beyond what its address or all may hold is answered only where a probe asks.
"""

import asyncio
from typing import Any

import h11
from typing_extensions import override
from uvicorn import Config
from uvicorn._types import ASGI3Application, ASGIReceiveCallable, ASGISendCallable, Scope
from uvicorn.protocols.http.flow_control import service_unavailable
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from uvicorn.server import ServerState

from api.http import limits
from api.http.connections import Connections
from api.http.probe_paths import PROBES


class TimeoutProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, with limits to how long a head may take to come, and an answer to be read.

    A head is waited for from the connection or the answer before it. What is left of a body that nobody read counts to
    it: were the connection closed with the answer, clients that still send would often be told only that it is gone,
    and never see the answer.
    """

    _late: asyncio.TimerHandle | None = None
    _stalled: asyncio.TimerHandle | None = None
    _for_probes = False

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # uvicorn narrows it too
        """Begin to wait for a request."""
        super().connection_made(transport)
        if self.config.limit_concurrency is not None:
            self._take_place(transport)
        self._wait()

    def _take_place(self, transport: asyncio.Transport) -> None:
        """Take a place among the connections, which are counted there in place of uvicorn's count of all at once."""
        places = Connections.of(self.server_state, self.config)
        self._for_probes = not places.take(transport, self.client[0] if self.client else None)
        self.limit_concurrency = None
        if self._for_probes:
            self.app = _for_probes_alone(self.app)

    @override
    def _should_upgrade(self) -> bool:
        return not self._for_probes and super()._should_upgrade()

    @override
    def data_received(self, data: bytes) -> None:
        """Take a piece of a request; once its head is there, and until it is answered, other limits hold."""
        super().data_received(data)
        if self._is_answering():
            self._stop_waiting()

    @override
    def on_response_complete(self) -> None:
        """Begin to wait for the next request, unless it has come already."""
        super().on_response_complete()
        if not self._is_answering():
            self._wait()

    @override
    def handle_websocket_upgrade(self, event: Any) -> None:
        """Hand the connection to the protocol of WebSockets, which has limits of its own."""
        self._stop_waiting()
        super().handle_websocket_upgrade(event)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._stop_waiting()
        self._go_on()
        Connections.of(self.server_state, self.config).leave(self.transport)
        super().connection_lost(exc)

    @override
    def pause_writing(self) -> None:
        """Wait for the client to read what was written."""
        super().pause_writing()
        self._wait_for_reading()

    @override
    def resume_writing(self) -> None:
        """Go on: it reads; the rest of what is to be closed has a limit as well."""
        self._go_on()
        if self.transport.is_closing():
            self._wait_for_reading()
        super().resume_writing()

    def _is_answering(self) -> bool:
        return self.conn.our_state in (h11.SEND_RESPONSE, h11.SEND_BODY)

    def _wait(self) -> None:
        self._stop_waiting()
        self._late = self.loop.call_later(limits.HEAD_SECONDS, self._close)

    def _close(self) -> None:
        self.transport.close()  # which first waits until all is read
        self._wait_for_reading()

    def _wait_for_reading(self) -> None:
        self._go_on()
        self._stalled = self.loop.call_later(limits.STALLED_SECONDS, self.transport.abort)

    def _go_on(self) -> None:
        if self._stalled is not None:
            self._stalled.cancel()
            self._stalled = None

    def _stop_waiting(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


class CountedWebSocket(WebSocketsSansIOProtocol):
    """WebSockets as uvicorn speaks them, which give their place among the connections back at their end."""

    def __init__(self, config: Config, server_state: ServerState, **named: Any) -> None:
        super().__init__(config=config, server_state=server_state, **named)
        self._places = Connections.of(server_state, config)

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._places.leave(self.transport)
        super().connection_lost(exc)


def _for_probes_alone(app: ASGI3Application) -> ASGI3Application:
    """The same application for probes; to all others it is said that there is no room (503)."""

    async def answer(scope: Scope, receive: ASGIReceiveCallable, send: ASGISendCallable) -> None:
        is_probe = scope["type"] == "http" and scope["path"] in PROBES
        await (app if is_probe else service_unavailable)(scope, receive, send)

    return answer
