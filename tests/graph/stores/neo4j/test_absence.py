"""Absence: a server that is away is not waited for by everybody."""

import pytest
from neo4j.exceptions import ClientError, ServiceUnavailable

from graph.errors import StoreUnavailable
from graph.stores.neo4j.absence import AGAIN_SECONDS, Absence


class Server:
    """Counts who asks it, by a clock that is moved by hand."""

    def __init__(self) -> None:
        self.seconds = 1_000.0
        self.asked = 0
        self.error: Exception | None = None
        self.absence = Absence("bolt://server", lambda: self.seconds)

    def ask(self) -> None:
        with self.absence.noticed():
            self.asked += 1
            if self.error is not None:
                raise self.error


@pytest.fixture
def server() -> Server:
    return Server()


def test_a_server_that_is_away_is_asked_again_after_a_while_and_not_before(server: Server) -> None:
    server.ask()
    server.error = ServiceUnavailable()
    with pytest.raises(ServiceUnavailable):
        server.ask()
    for _ in range(5):
        with pytest.raises(StoreUnavailable, match="no Neo4j answers at bolt://server"):
            server.ask()
    assert server.asked == 2
    server.seconds += AGAIN_SECONDS
    with pytest.raises(ServiceUnavailable):
        server.ask()
    with pytest.raises(StoreUnavailable):
        server.ask()
    server.seconds += AGAIN_SECONDS
    server.error = None
    for _ in range(3):
        server.ask()
    assert server.asked == 6


def test_while_one_tries_again_nobody_else_does(server: Server) -> None:
    server.error = ServiceUnavailable()
    with pytest.raises(ServiceUnavailable):
        server.ask()
    server.seconds += AGAIN_SECONDS
    with server.absence.noticed(), pytest.raises(StoreUnavailable):
        server.ask()


def test_a_server_that_refuses_is_there(server: Server) -> None:
    server.error = ClientError()
    for _ in range(3):
        with pytest.raises(ClientError):
            server.ask()
    assert server.asked == 3
