"""Subscribing: GraphQL over WebSocket, by the protocol graphql-transport-ws and no other."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from datetime import timedelta
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket, WebSocketState
from strawberry import Schema
from strawberry.asgi import ASGIWebSocketAdapter, GraphQL
from strawberry.exceptions import ConnectionRejectionError
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.subscriptions.protocols.graphql_transport_ws.types import Message
from typing_extensions import override

from api.auth.authenticator import Authenticator
from api.auth.credentials import Credentials
from api.auth.principal import Principal
from api.errors import Refusal, as_refusal
from api.graphql.client_message import fault, read_message
from api.graphql.credentials_of import credentials_of
from api.graphql.limits import BEGIN_WITHIN_SECONDS, MOST_SUBSCRIPTIONS
from api.graphql.schema.context import Context
from api.graphql.shared_streams import SharedStreams
from api.graphql.trusted_documents import TrustedDocuments
from graph.errors import GraphError

_LOOK_EVERY_SECONDS: Final = 2.0
_FORBIDDEN: Final = 4403
_LONGEST_REASON: Final = 123
"""Bytes of what may be said as a WebSocket is closed."""


class Connection:
    """One WebSocket connection: whose it is, once it has begun, and what answers each of its operations."""

    def __init__(
        self,
        socket: WebSocket,
        make: Callable[[Principal], Context],
        documents: TrustedDocuments,
        streams: SharedStreams[Any],
        count: Callable[[int], None],
    ) -> None:
        self.socket = socket
        self.connection_params: dict[str, Any] = {}
        """What the client sent as it began."""
        self.principal: Principal | None = None
        self.streams = streams
        """Those of all connections, who may ask the same."""
        self._make = make
        self._documents = documents
        self._count = count

    async def counted(self, results: AsyncGenerator[Any, None]) -> AsyncGenerator[Any, None]:
        """The same results, of a subscription that counts as open meanwhile."""
        self._count(1)
        try:
            async with aclosing(results):
                async for result in results:
                    yield result
        finally:
            self._count(-1)

    def refusal(self, document: str) -> Refusal | None:
        """Why a document is not run here; None when it may be."""
        try:
            self._documents.check(document)
        except Refusal as refusal:
            return refusal
        return None

    @property
    def credentials(self) -> Credentials:
        """What the connection says of itself; a page cannot send a header, but a key in its first message."""
        header = {name.lower(): value for name, value in self.connection_params.items()}.get("authorization")
        return credentials_of(self.socket, header if isinstance(header, str) else None)

    def operation(self, name: str | None) -> Context:
        """A context for one operation. Raises ConnectionRejectionError for nobody's connection."""
        if self.principal is None:
            raise ConnectionRejectionError
        context = self._make(self.principal)
        context.operation_name = name
        return context


class _Handler(BaseGraphQLTransportWSHandler[Connection, None]):
    """Speaks the protocol with whoever keeps to it; closes the connection of whoever does not."""

    @override
    async def handle_message(self, message: Message) -> None:
        wrong = fault(message)
        if wrong is None:
            await super().handle_message(message)
        else:
            await self.handle_invalid_message(wrong)


class _Adapter(ASGIWebSocketAdapter):
    """Sends to a client until the connection is closed, by whoever closes it first; what comes later goes nowhere."""

    @override
    async def send_json(self, message: Mapping[str, object]) -> None:
        if self.ws.application_state is not WebSocketState.DISCONNECTED:
            await super().send_json(message)

    @override
    async def close(self, code: int, reason: str) -> None:
        """Close the connection; a reason that repeats what came may be too long for the protocol."""
        if self.ws.application_state is not WebSocketState.DISCONNECTED:
            await super().close(code, reason.encode()[:_LONGEST_REASON].decode(errors="ignore"))


class Subscribing(GraphQL[Connection, None]):
    """Answers WebSocket connections, each operation with a context of its own. Only subscriptions are taken.

    Pages of other origins are refused, but those named in `allowed_origins`. A connection is closed within seconds
    when its key is revoked, or its key or token ends.
    """

    graphql_transport_ws_handler_class = _Handler
    websocket_adapter_class = _Adapter

    def __init__(
        self,
        schema: Schema,
        authenticator: Authenticator,
        make: Callable[[Principal], Context],
        documents: TrustedDocuments,
        allowed_origins: tuple[str, ...] = (),
        count: Callable[[int], None] = lambda _: None,
    ) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=timedelta(seconds=BEGIN_WITHIN_SECONDS),
            max_subscriptions_per_connection=MOST_SUBSCRIPTIONS,
            allowed_origins=allowed_origins,
        )
        self._authenticator = authenticator
        self._make = make
        self._documents = documents
        self._streams = SharedStreams[Any]()
        self._tell = count
        self.open = 0
        """How many subscriptions are open."""
        self._watching: set[asyncio.Task[None]] = set()

    @override
    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Connection:
        assert isinstance(response, WebSocket)  # noqa: S101  it is given nothing else
        return Connection(response, self._make, self._documents, self._streams, self._count)

    @override
    def decode_json(self, data: str | bytes) -> object:
        """Read a message; what cannot be read is none, for `fault` to say."""
        return read_message(data)

    @override
    async def on_ws_connect(self, context: Connection) -> Any:
        try:
            principal = await self._authenticator.admit(context.credentials)
            self._authenticator.debit(principal, 1)
        except Exception as error:
            if as_refusal(error) is None:
                raise
            raise ConnectionRejectionError from error
        context.principal = principal
        watching = asyncio.create_task(self._watch(context.socket, principal))
        self._watching.add(watching)
        watching.add_done_callback(self._watching.discard)
        return await super().on_ws_connect(context)

    def _count(self, by: int) -> None:
        self.open += by
        self._tell(by)

    async def _watch(self, socket: WebSocket, principal: Principal) -> None:
        """Close the connection when its caller would not be let in any more."""
        while socket.application_state is WebSocketState.CONNECTED and socket.client_state is WebSocketState.CONNECTED:
            await asyncio.sleep(_LOOK_EVERY_SECONDS)
            if not await asyncio.to_thread(self._holds, principal):
                with suppress(RuntimeError):  # closed meanwhile
                    await socket.close(_FORBIDDEN, "Forbidden")
                return

    def _holds(self, principal: Principal) -> bool:
        try:
            return self._authenticator.holds(principal)
        except GraphError:  # keys that cannot be read open nothing
            return False
