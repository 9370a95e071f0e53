"""Authentication of subscriptions: who may listen, and for how long."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from api.auth import key_ring
from api.auth.authenticator import Authenticator
from api.auth.key_ring import KeyRing
from api.auth.key_text import new_text
from api.auth.role import Role
from api.graphql import websocket as subscribing
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import HERE
from tests.api.village import KETTLE
from tests.patience import patience

PROTOCOL = "graphql-transport-ws"
FORBIDDEN = 4403
LOOK_EVERY_SECONDS = subscribing._LOOK_EVERY_SECONDS


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys and callers are looked at again and again, so that no test waits."""
    monkeypatch.setattr(key_ring, "LOOK_EVERY_SECONDS", 0.0)
    monkeypatch.setattr(subscribing, "_LOOK_EVERY_SECONDS", 0.02)


@pytest.fixture
def http(own_village: Workspace) -> Iterator[TestClient]:
    own_village.decisions().save_watch(KETTLE)
    with TestClient(create_app(own_village, keep_fresh=False), headers=HERE) as client:
        yield client


@pytest.fixture
def ring(own_village: Workspace) -> KeyRing:
    """The keys as a command beside the service holds them."""
    return Authenticator(own_village.settings, lambda: own_village.state_folder).ring


@contextmanager
def connected(http: TestClient, said: dict[str, Any] | None = None, **headers: str) -> Iterator[WebSocketTestSession]:
    with http.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=headers) as socket:
        socket.send_json({"type": "connection_init", "payload": said or {}})
        yield socket


def heard(socket: WebSocketTestSession) -> Any:
    """The next message; the test fails when none comes."""
    return ThreadPoolExecutor(1).submit(socket.receive_json).result(timeout=patience(60))


def closed_with(socket: WebSocketTestSession) -> int:
    with pytest.raises(WebSocketDisconnect) as caught:
        heard(socket)
    return caught.value.code


ACK = {"type": "connection_ack"}


def test_without_keys_this_machine_may_listen(http: TestClient) -> None:
    with connected(http) as socket:
        assert heard(socket) == ACK


def test_a_key_comes_in_the_first_message_or_the_header(http: TestClient, ring: KeyRing) -> None:
    _, text = ring.create("dashboard", Role.READER)
    with connected(http, {"authorization": f"Bearer {text}"}) as socket:
        assert heard(socket) == ACK
    with connected(http, {"Authorization": f"Bearer {text}"}) as socket:
        assert heard(socket) == ACK
    with connected(http, authorization=f"Bearer {text}") as socket:
        assert heard(socket) == ACK


@pytest.mark.parametrize(
    "said", [{}, {"authorization": f"Bearer {new_text('abcd2345')}"}, {"authorization": 7}, {"authorization": "x"}]
)
def test_who_has_no_good_key_is_not_let_in(http: TestClient, ring: KeyRing, said: dict[str, Any]) -> None:
    ring.create("dashboard", Role.READER)
    with connected(http, said) as socket:
        assert closed_with(socket) == FORBIDDEN


def test_nothing_is_answered_before_the_door(http: TestClient, ring: KeyRing) -> None:
    ring.create("dashboard", Role.READER)
    with http.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
        query = {"query": f'subscription {{ posts(watch: "{KETTLE.id}") {{ id }} }}'}
        socket.send_json({"id": "1", "type": "subscribe", "payload": query})
        assert closed_with(socket) == 4401


def test_a_connection_ends_when_its_key_is_revoked(http: TestClient, ring: KeyRing) -> None:
    key, text = ring.create("dashboard", Role.READER)
    other = ring.create("other", Role.READER)[1]
    with (
        connected(http, {"authorization": f"Bearer {text}"}) as socket,
        connected(http, {"authorization": f"Bearer {other}"}) as staying,
    ):
        assert (heard(socket), heard(staying)) == (ACK, ACK)
        ring.revoke(key.id)
        assert closed_with(socket) == FORBIDDEN
        staying.send_json({"type": "ping"})
        assert heard(staying) == {"type": "pong"}


def test_a_connection_of_nobody_ends_when_the_first_key_is_made(http: TestClient, ring: KeyRing) -> None:
    with connected(http) as socket:
        assert heard(socket) == ACK
        ring.create("dashboard", Role.READER)
        assert closed_with(socket) == FORBIDDEN


def test_a_connection_is_looked_at_well_within_five_seconds() -> None:
    assert LOOK_EVERY_SECONDS + key_ring.LOOK_EVERY_SECONDS <= 4


def test_subscribing_costs_what_it_may_bring(http: TestClient, ring: KeyRing, own_village: Workspace) -> None:
    key, text = ring.create("dashboard", Role.READER)
    authenticator: Authenticator = http.app.state.authenticator  # type: ignore[attr-defined]
    with connected(http, {"authorization": f"Bearer {text}"}) as socket:
        assert heard(socket) == ACK
        authenticator.rate_limit.take(f"key:{key.id}", own_village.settings.rate_burst - 1)
        authenticator.rate_limit._per_second = 1e-6
        query = {"query": f'subscription {{ posts(watch: "{KETTLE.id}") {{ id }} }}'}
        for number in range(2):
            socket.send_json({"id": str(number), "type": "subscribe", "payload": query})
        message = heard(socket)
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "RATE_LIMITED")
