"""An approach: what a request says of itself before anybody is let in."""

from dataclasses import dataclass
from typing import Self

from starlette.requests import HTTPConnection


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a request says of itself: its `Authorization`, the page and the name it came by, and its address."""

    authorization: str | None = None
    origin: str | None = None
    host: str | None = None
    address: str | None = None

    @classmethod
    def of(cls, connection: HTTPConnection, authorization: str | None = None) -> Self:
        """What a request or a WebSocket says; `authorization` is what came in place of the header."""
        headers, client = connection.headers, connection.client
        return cls(
            authorization or headers.get("authorization"),
            headers.get("origin"),
            headers.get("host"),
            client.host if client else None,
        )
