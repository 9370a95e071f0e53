"""Credentials of a request: what Starlette knows of it, as `api.auth` takes it."""

from starlette.requests import HTTPConnection

from api.auth.credentials import Credentials


def credentials_of(connection: HTTPConnection, authorization: str | None = None) -> Credentials:
    """What a request or a WebSocket says of itself; `authorization` is what came in place of the header."""
    client = connection.client
    return Credentials.of(connection.headers, client.host if client else None, authorization)
