"""Connections: one address cannot shut out all others, and a probe is answered whoever holds the rest."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any
from unittest.mock import Mock

import pytest
import uvicorn
from websockets.sync.client import connect

from api.http.connections import Connections
from api.http.limits import PROBE_RESERVE
from api.http.operations.socket_timeouts import CountedWebSocket, TimeoutProtocol
from api.networks import networks
from tests.patience import patience, wait_until

MOST, SHARE = 20, 5
ONE, OTHER = "127.0.0.1", "127.0.0.2"
"""Two addresses that a test on one machine can ask from."""


def taken(connections: Connections, address: str, count: int) -> list[Mock]:
    """Transports of an address which came among the regular ones, of so many."""
    return [transport for _ in range(count) if connections.take(transport := Mock(), address)]


def test_an_address_has_a_quarter_and_others_the_rest() -> None:
    connections = Connections(MOST)
    assert len(taken(connections, ONE, 100)) == SHARE
    assert [len(taken(connections, f"192.0.2.{n}", 100)) for n in range(4)] == [SHARE, SHARE, SHARE, 0]


def test_a_network_of_one_household_is_one_address() -> None:
    connections = Connections(MOST)
    assert len(taken(connections, "2001:db8::1", 4)) == 4
    assert len(taken(connections, "2001:db8::2", 4)) == 1


def test_a_place_that_is_left_is_free_again() -> None:
    connections = Connections(MOST)
    first = taken(connections, ONE, 100)[0]
    connections.leave(first)
    connections.leave(first)  # a second time changes nothing
    assert len(taken(connections, ONE, 100)) == 1


def test_a_proxy_that_the_settings_name_carries_everybody() -> None:
    connections = Connections(MOST, networks("127.0.0.0/8"))
    assert len(taken(connections, ONE, 100)) == MOST
    assert not taken(connections, "192.0.2.1", 1)


def test_who_waits_longest_in_the_reserve_makes_room() -> None:
    connections = Connections(0)
    transports = [Mock() for _ in range(PROBE_RESERVE + 2)]
    assert not any(connections.take(transport, ONE) for transport in transports)
    assert [bool(transport.abort.called) for transport in transports] == [True, True] + [False] * PROBE_RESERVE


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer every request, and take every WebSocket until it is closed."""
    if scope["type"] == "websocket":
        await send({"type": "websocket.accept"})
        while (await receive())["type"] != "websocket.disconnect":
            pass
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body"})


@pytest.fixture
def serve() -> Iterator[Callable[..., int]]:
    """Serves with room for a few connections; the port."""
    with ExitStack() as stack:

        def start(proxies: str = "") -> int:
            listening = socket.create_server((ONE, 0))
            config = uvicorn.Config(
                application,
                http=TimeoutProtocol,
                ws=CountedWebSocket,
                lifespan="off",
                log_level="error",
                limit_concurrency=MOST,
                forwarded_allow_ips=proxies,
            )
            server = uvicorn.Server(config)
            running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
            running.start()
            stack.callback(running.join, patience(30))
            stack.callback(setattr, server, "force_exit", True)
            stack.callback(setattr, server, "should_exit", True)
            return int(listening.getsockname()[1])

        yield start


def status(port: int, path: str, address: str = ONE, *, more: str = "") -> int:
    """The status that a new connection from an address is answered with."""
    with socket.create_connection((ONE, port), source_address=(address, 0)) as connection:
        connection.settimeout(patience(10))
        connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n{more}\r\n".encode())
        return int(connection.recv(1024).split(b" ")[1])


def idle(stack: ExitStack, port: int, count: int) -> None:
    for _ in range(count):
        stack.enter_context(socket.create_connection((ONE, port)))


UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
)


def test_one_peer_with_many_idle_sockets_shuts_out_nobody_else(serve: Callable[..., int]) -> None:
    port = serve()
    with ExitStack() as stack:
        idle(stack, port, 3 * MOST + PROBE_RESERVE)
        assert status(port, "/", OTHER) == 200
        assert status(port, "/") == 503
        assert status(port, "/", more=UPGRADE) == 503
        assert [status(port, path) for path in ("/livez", "/readyz", "/livez?now")] == [200, 200, 200]
    wait_until(lambda: status(port, "/") == 200)


def test_a_web_socket_keeps_its_place_until_it_ends(serve: Callable[..., int]) -> None:
    port = serve()
    with ExitStack() as stack:
        for _ in range(SHARE):
            stack.enter_context(connect(f"ws://{ONE}:{port}/"))
        assert status(port, "/") == 503
        assert status(port, "/", OTHER) == 200
    wait_until(lambda: status(port, "/") == 200)


def test_behind_a_proxy_all_may_come_by_one_address(serve: Callable[..., int]) -> None:
    port = serve(proxies=ONE)
    with ExitStack() as stack:
        idle(stack, port, MOST - 1)
        assert status(port, "/") == 200
