"""Patience with sockets: those whose request does not come are closed, others are not."""

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
import uvicorn

from api.http import limits
from api.http.operations.socket_timeouts import TimeoutProtocol
from tests.patience import patience

SECONDS = 0.5
"""What the service waits here, in place of its own limits."""
PART, PARTS = b"x" * 1_000_000, 20
"""More than sockets hold on their way."""


async def application(scope: Any, receive: Any, send: Any) -> None:
    """Answer at once, after longer than a head may take, or at length."""
    await asyncio.sleep(2 * limits.HEAD_SECONDS if scope["path"] == "/slow" else 0)
    if scope["path"] == "/large":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for number in range(PARTS):
            await send({"type": "http.response.body", "body": PART, "more_body": number < PARTS - 1})
        return
    await send({"type": "http.response.start", "status": 204, "headers": []})
    await send({"type": "http.response.body"})


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Iterator[int]:
    """Where it is served: with our time-outs, or by the protocol that a test names."""
    monkeypatch.setattr(limits, "HEAD_SECONDS", patience(SECONDS))
    monkeypatch.setattr(limits, "STALLED_SECONDS", patience(SECONDS))
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(
        application, http=getattr(request, "param", TimeoutProtocol), lifespan="off", log_level="error"
    )
    server = uvicorn.Server(config)
    running = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    running.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    running.join(patience(30))


def closed_after(connection: socket.socket) -> float:
    """Seconds until the other side closes; the test fails when it does not."""
    started = time.monotonic()
    connection.settimeout(patience(30))
    while connection.recv(1024):
        pass
    return time.monotonic() - started


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: a\r\n"])
def test_a_request_that_does_not_come_is_waited_for_a_while(port: int, begun: bytes) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(begun)
        assert closed_after(connection) < patience(20)


@pytest.mark.parametrize("port", ["h11"], indirect=True)
def test_without_time_outs_it_is_waited_for_without_end(port: int) -> None:
    """Once uvicorn has a limit of its own, ours has had its day."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n")
        connection.settimeout(4 * limits.HEAD_SECONDS)
        with pytest.raises(TimeoutError):
            connection.recv(1024)


@pytest.mark.parametrize("port", ["h11", TimeoutProtocol], indirect=True)
def test_answers_are_the_same_with_time_outs_and_without(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=patience(30)) as client:
        answers = [client.get(path) for path in ("/", "/slow", "/large", "/")]
    assert [answer.status_code for answer in answers] == [204, 204, 200, 204]
    assert [len(answer.content) for answer in answers] == [0, 0, len(PART) * PARTS, 0]


def test_a_second_request_that_comes_drop_by_drop_is_not_waited_for_either(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert connection.recv(1024).startswith(b"HTTP/1.1 204")
        connection.sendall(b"GET / HT")
        assert closed_after(connection) < patience(20)


def test_a_request_that_came_with_the_one_before_is_answered(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.settimeout(patience(30))
        connection.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /slow HTTP/1.1\r\nHost: a\r\n\r\n")
        answers = b""
        while answers.count(b"HTTP/1.1 204") < 2:
            part = connection.recv(1024)
            assert part, "closed before the second answer"
            answers += part


def is_closed(connection: socket.socket) -> bool:
    """Whether the other side closes while a body comes to it byte by byte."""
    connection.settimeout(limits.HEAD_SECONDS / 5)
    for _ in range(100):
        try:
            connection.sendall(b"x")
            return connection.recv(1024) == b""
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


@pytest.mark.parametrize("length", ["Content-Length: 100000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nffff\r\n"])
def test_a_body_that_nobody_reads_is_not_waited_for_either(port: int, length: str) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(f"GET / HTTP/1.1\r\nHost: a\r\n{length}".encode())
        assert connection.recv(1024).startswith(b"HTTP/1.1 204")
        assert is_closed(connection)


def test_a_body_that_nobody_reads_may_come_after_the_answer(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port)) as connection:
        for _ in range(2):
            connection.sendall(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n")
            assert connection.recv(1024).startswith(b"HTTP/1.1 204")
            connection.sendall(b"x" * 100_000)


def test_an_answer_may_take_longer(port: int) -> None:
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=patience(30)) as client:
        assert [client.get("/slow").status_code for _ in range(2)] == [204, 204]


def asked_for(port: int, path: str) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
    connection.settimeout(patience(30))
    return connection


def test_an_answer_that_is_not_read_is_given_up(port: int) -> None:
    with asked_for(port, "/large") as connection:
        time.sleep(4 * limits.STALLED_SECONDS)
        read = 0
        with contextlib.suppress(ConnectionResetError):
            while part := connection.recv(1_000_000):
                read += len(part)
        assert read < len(PART) * PARTS


def test_an_answer_that_is_read_slowly_comes_whole(port: int) -> None:
    with asked_for(port, "/large") as connection:
        read = 0
        while read < len(PART) * PARTS:
            read += len(connection.recv(1_000_000))
            if read % 7 == 0:
                time.sleep(limits.STALLED_SECONDS / 10)


@pytest.mark.parametrize("closing", [False, True])
def test_what_is_left_of_an_answer_has_a_limit_once_the_connection_is_closing(closing: bool) -> None:
    protocol = TimeoutProtocol.__new__(TimeoutProtocol)
    protocol.loop, protocol.flow, protocol.transport = Mock(), Mock(), Mock()
    protocol.loop.call_later.side_effect = lambda *_: Mock()
    protocol.transport.is_closing.return_value = closing
    protocol.pause_writing()
    protocol.resume_writing()  # some of it was read
    assert (protocol._stalled is not None) is closing
