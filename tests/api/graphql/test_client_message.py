"""Client messages: what is none of the protocol closes the connection with a reason, and nothing else happens."""

import json
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.testclient import TestClient, WebSocketTestSession

from api.graphql.client_message import fault, read_message
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import HERE
from tests.api.village import KETTLE
from tests.patience import patience

PROTOCOL = "graphql-transport-ws"
QUERY = "subscription ($watch: ID!, $after: ID) { posts(watch: $watch, after: $after) { id } }"
MALFORMED = 4400


@pytest.fixture(scope="module")
def http(listening: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(listening, keep_fresh=False), headers=HERE) as client:
        yield client


def heard(socket: WebSocketTestSession) -> Any:
    """The next message; the test fails when none comes."""
    return ThreadPoolExecutor(1).submit(socket.receive).result(timeout=patience(60))


def asking(**payload: Any) -> dict[str, Any]:
    return {"type": "subscribe", "id": "1", "payload": {"query": QUERY, "variables": {"watch": KETTLE.id}} | payload}


def deep(levels: int) -> str:
    """A message whose innermost list is so deep."""
    return '{"type": "ping", "payload": ' + "[" * (levels - 1) + "]" * (levels - 1) + "}"


NO_OBJECT = "expected a JSON object of at most 100 levels"
HALF = "expected whole characters, got half of one"
MALFORMED_MESSAGES = [
    ("[]", NO_OBJECT),
    ("null", NO_OBJECT),
    ('"ping"', NO_OBJECT),
    ("{", NO_OBJECT),
    ('{"type": "ping", "payload": ' + "9" * 5_000 + "}", NO_OBJECT),
    (deep(101), NO_OBJECT),
    (deep(950), NO_OBJECT),
    (deep(20_000), NO_OBJECT),
    ({}, "expected `type` as connection_init, ping, pong, subscribe or complete"),
    ({"type": "x" * 1_000}, "expected `type` as connection_init, ping, pong, subscribe or complete"),
    ({"type": ["ping"]}, "expected `type` as connection_init, ping, pong, subscribe or complete"),
    ({"type": "connection_init", "payload": None}, "expected `payload` as an object, got null"),
    ({"type": "complete"}, "expected `id` as a text, got null"),
    ({"type": "complete", "id": []}, "expected `id` as a text, got a list"),
    (asking() | {"id": 5}, "expected `id` as a text, got a number"),
    (asking() | {"id": ""}, "expected `id` as a text with something in it"),
    (asking() | {"payload": None}, "expected `payload` as an object, got null"),
    (asking() | {"payload": []}, "expected `payload` as an object, got a list"),
    ({"type": "subscribe", "id": "1", "payload": {}}, "expected `query` as a text, got null"),
    (asking(query=None), "expected `query` as a text, got null"),
    (asking(query=5), "expected `query` as a text, got a number"),
    (asking(operationName=5), "expected `operationName` as a text or null, got a number"),
    (asking(operationName=True), "expected `operationName` as a text or null, got true or false"),
    (asking(variables=[]), "expected `variables` as an object or null, got a list"),
    (asking(extensions="x"), "expected `extensions` as an object or null, got a text"),
    (asking(query="{ \ud800 }"), HALF),
    (asking(variables={"watch": "\ud800"}), HALF),
    (asking(variables={"watch": KETTLE.id, "after": "post:\udfff"}), HALF),
    (asking(variables={"\ud800": 1}), HALF),
    (asking() | {"id": "\ud800"}, HALF),
    ({"type": "connection_init", "payload": {"authorization": "\ud800"}}, HALF),
]


@pytest.mark.parametrize("begun", [False, True], ids=["at once", "later"])
@pytest.mark.parametrize(("message", "reason"), MALFORMED_MESSAGES)
def test_what_is_none_of_the_protocol_closes_the_connection_with_a_reason(
    http: TestClient, caplog: pytest.LogCaptureFixture, message: str | dict[str, Any], reason: str, begun: bool
) -> None:
    with caplog.at_level(logging.WARNING), http.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
        if begun:
            socket.send_json({"type": "connection_init"})
            assert json.loads(heard(socket)["text"]) == {"type": "connection_ack"}
        socket.send_text(message if isinstance(message, str) else json.dumps(message))
        told = heard(socket)
        assert told == {"type": "websocket.close", "code": MALFORMED, "reason": reason}
    assert [record for record in caplog.records if record.name != "httpx"] == []


def test_a_reason_is_never_longer_than_the_protocol_lets_it_be(http: TestClient) -> None:
    with http.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
        socket.send_json({"type": "connection_init"})
        assert json.loads(heard(socket)["text"]) == {"type": "connection_ack"}
        for _ in range(2):
            socket.send_json(asking() | {"id": "x" + "ü" * 1_000})
        message = heard(socket)
        assert (message["type"], message["code"], len(message["reason"].encode())) == ("websocket.close", 4409, 122)


@pytest.mark.parametrize(
    "message",
    [
        {"type": "connection_init"},
        {"type": "connection_init", "payload": {"authorization": "Bearer x"}},
        {"type": "ping"},
        {"type": "pong", "payload": {"any": ["thing"]}},
        {"type": "ping", "payload": None},
        {"type": "complete", "id": "1"},
        asking(),
        asking(operationName=None, variables=None, extensions=None),
        asking(operationName="A", variables={"watch": "\U0001f600"}, extensions={}),
        json.loads(deep(100)),
    ],
)
def test_what_the_protocol_lets_somebody_say_is_answered(message: dict[str, Any]) -> None:
    assert fault(message) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["subscribe", "\ud800", "complete"]),
    lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["type", "id", "payload", "query", "x"]), inner),
    max_leaves=20,
)


@given(JSON)
def test_whatever_is_said_has_no_fault_or_one_that_can_be_told(message: object) -> None:
    wrong = fault(read_message(json.dumps(message)))
    assert wrong is None or len(wrong.encode()) <= 123
