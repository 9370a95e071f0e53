"""Subscribing: GraphQL over WebSocket, by the protocol graphql-transport-ws and no other."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.websockets import WebSocket
from strawberry import Schema
from strawberry.asgi import GraphQL
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from typing_extensions import override

from api.schema.context import Context

LONGEST_MESSAGE: Final = 65_536
"""Bytes of a message that a client may send."""

_INIT_WITHIN: Final = timedelta(seconds=10)
_MOST_A_CONNECTION: Final = 100


class Subscribing(GraphQL[Context, None]):
    """Answers WebSocket connections, each operation with a context of its own. Only subscriptions are taken.

    Pages of other origins are refused, but those named in `allowed_origins`.
    """

    def __init__(self, schema: Schema, context: Callable[[], Context], allowed_origins: tuple[str, ...] = ()) -> None:
        super().__init__(
            schema,
            graphql_ide=None,
            subscription_protocols=(GRAPHQL_TRANSPORT_WS_PROTOCOL,),
            connection_init_wait_timeout=_INIT_WITHIN,
            max_subscriptions_per_connection=_MOST_A_CONNECTION,
            allowed_origins=allowed_origins,
        )
        self._context = context

    @override
    async def get_context(self, request: Request | WebSocket, response: Response | WebSocket) -> Context:
        return self._context()
