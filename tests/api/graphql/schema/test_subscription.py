"""Subscriptions: posts of a watch arrive once, in their order, whoever loads them, and none is lost on the way."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

import api.graphql.feed
from api.auth.authenticator import Authenticator
from api.auth.role import Role
from api.http.server import create_app
from api.workspace.workspace import Workspace
from graph.model.watch import Watch, WatchKind
from tests.api.asking import HERE
from tests.api.sockets import PROTOCOL, ask, connected, heard, load, next_posts, subscribe
from tests.api.village import KETTLE, village
from tests.patience import patience


@pytest.fixture
def listening(tmp_path: Path) -> Iterator[Workspace]:
    """The village, with a watch, nothing analysed."""
    with village(tmp_path, analysed=False) as workspace:
        workspace.decisions().save_watch(KETTLE)
        yield workspace


@pytest.fixture
def client(listening: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(listening, keep_fresh=False), headers=HERE) as client:
        yield client


def test_posts_of_the_watch_arrive_in_their_order_and_others_do_not(client: TestClient, listening: Workspace) -> None:
    with connected(client) as socket:
        subscribe(client, socket)
        load(listening, p91="A kettle", p90="Trail shoes", p89="kettle bells")
        first = heard(socket)
        assert first == {
            "id": "1",
            "type": "next",
            "payload": {"data": {"posts": {"id": "post:x:91", "text": "A kettle", "person": {"name": "Ben Moss"}}}},
        }
        assert next_posts(socket, 1) == ["89"]
        load(listening, p91="A kettle, edited", p92="One more kettle")
        assert next_posts(socket, 1) == ["92"]


def test_all_who_listen_hear_the_same(client: TestClient, listening: Workspace) -> None:
    with connected(client) as one, connected(client) as other:
        for socket in (one, other):
            subscribe(client, socket)
        subscribe(client, other, name="2")
        load(listening, p91="A kettle", p92="kettles and a kettle")
        assert next_posts(one, 2) == ["91", "92"]
        assert sorted(next_posts(other, 4)) == ["91", "91", "92", "92"]


def test_who_comes_back_misses_nothing(client: TestClient, listening: Workspace) -> None:
    load(listening, p91="A kettle")
    load(listening, p92="kettle two", p93="trail")
    load(listening, p94="kettle three")
    with connected(client) as socket:
        subscribe(client, socket, after="post:x:91")
        assert next_posts(socket, 2) == ["92", "94"]
        load(listening, p95="kettle four")
        assert next_posts(socket, 1) == ["95"]


@pytest.mark.parametrize("alone", [False, True], ids=["together", "alone"])
def test_who_listens_slowly_loses_nothing(
    client: TestClient, listening: Workspace, monkeypatch: pytest.MonkeyPatch, alone: bool
) -> None:
    monkeypatch.setattr(api.graphql.feed, "MOST_KEPT_POSTS", 3)
    monkeypatch.setattr(api.graphql.feed, "_AT_ONCE", 2)
    load(listening, p90="kettle")
    with connected(client) as socket:
        subscribe(client, socket, **({"after": "post:x:90"} if alone else {}))
        for part in range(4):
            load(listening, **{f"p{part}{number}": "kettle" for number in range(10, 20)})
        expected = [f"{part}{number}" for part in range(4) for number in range(10, 20)]
        assert next_posts(socket, 40) == expected


def test_what_another_process_loads_arrives(client: TestClient, listening: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "posts.csv"
    file.write_text("id,author,text\npost:x:99,x:2,A kettle from elsewhere\n")
    with connected(client) as socket:
        subscribe(client, socket)
        command = [sys.executable, "-m", "api", "load", "csv", str(file), "--store", listening.settings.store]
        subprocess.run(command, check=True, capture_output=True, timeout=patience(120))
        assert next_posts(socket, 1) == ["99"]


def test_it_completes_when_the_watch_is_removed(client: TestClient, listening: Workspace) -> None:
    with connected(client) as socket:
        subscribe(client, socket)
        listening.decisions().delete_watch(KETTLE.id)
        assert heard(socket) == {"id": "1", "type": "complete"}


def test_a_watch_that_is_changed_is_listened_to_as_it_is_now(client: TestClient, listening: Workspace) -> None:
    with connected(client) as socket:
        subscribe(client, socket)
        load(listening, p91="A kettle")
        assert next_posts(socket, 1) == ["91"]
        listening.decisions().save_watch(Watch(id=KETTLE.id, name="Kettle", kind=WatchKind.PRODUCT, terms=("teapot",)))
        load(listening, p92="A kettle", p93="A teapot")
        assert next_posts(socket, 1) == ["93"]


@pytest.mark.parametrize(
    ("variables", "code"),
    [
        ({"watch": "watch:404"}, "NOT_FOUND"),
        ({"after": "post:x:404"}, "BAD_USER_INPUT"),
        ({"after": "nonsense"}, "BAD_USER_INPUT"),
    ],
)
def test_what_is_not_there_is_said_with_a_code(client: TestClient, variables: dict[str, str], code: str) -> None:
    with connected(client) as socket:
        ask(socket, **variables)
        said = json.dumps(heard(socket))
        assert code in said
        assert "Traceback" not in said


def test_limits_hold_for_subscriptions_too(client: TestClient) -> None:
    with connected(client) as socket:
        many = " ".join(f"a{number}: text" for number in range(20))
        ask(socket, f"subscription ($watch: ID!) {{ posts(watch: $watch) {{ {many} }} }}")
        message = heard(socket)
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "TOO_COSTLY")
        ask(socket, "subscription ($watch: ID!) { posts(watch: $watch) { nothing } }")
        message = heard(socket)
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "GRAPHQL_VALIDATION_FAILED")


def closed_with(socket: WebSocketTestSession) -> int:
    """The code with which the server closes a connection."""
    message = heard(socket, whole=True)
    assert message["type"] == "websocket.close", message
    return int(message["code"])


def test_queries_are_for_http(client: TestClient) -> None:
    with connected(client) as socket:
        ask(socket, "{ overview { people } }")
        message = heard(socket)
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "BAD_USER_INPUT")
        ask(socket, "subscription {")
        message = heard(socket)
        assert (message["type"], message["payload"][0]["extensions"]["code"]) == ("error", "GRAPHQL_PARSE_FAILED")


def test_another_protocol_is_refused(client: TestClient) -> None:
    with client.websocket_connect("/graphql", subprotocols=["graphql-ws"]) as socket:
        assert closed_with(socket) == 4406


def test_who_does_not_begin_is_refused(client: TestClient) -> None:
    with client.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
        ask(socket)
        assert closed_with(socket) == 4401


def test_pages_of_other_origins_are_refused(client: TestClient) -> None:
    foreign = {"origin": "https://evil.example"}
    with pytest.raises(WebSocketDisconnect) as refused:
        client.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=foreign).__enter__()
    assert refused.value.code == 1008


def key_of(workspace: Workspace, role: Role) -> tuple[str, str]:
    """Make a key: its text, which is shown once, and its id."""
    authenticator = Authenticator(workspace.settings, lambda: workspace.state_folder)
    key, text = authenticator.ring.create("tests", role)
    return text, key.id


def begin(socket: WebSocketTestSession, **payload: str) -> None:
    socket.send_json({"type": "connection_init", "payload": payload})


def test_who_shows_no_key_is_not_let_in_once_there_is_one(listening: Workspace) -> None:
    text, _ = key_of(listening, Role.READER)
    with TestClient(create_app(listening, keep_fresh=False), headers=HERE) as client:
        for wrong in ({}, {"authorization": "Bearer kith_nonsense"}):
            with client.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
                begin(socket, **wrong)
                assert closed_with(socket) == 4403
        with client.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
            begin(socket, authorization=f"Bearer {text}")
            assert heard(socket) == {"type": "connection_ack"}
        shown = {"authorization": f"Bearer {text}"}
        with client.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=shown) as socket:
            begin(socket)
            assert heard(socket) == {"type": "connection_ack"}


def test_a_connection_is_closed_when_its_key_is_revoked(listening: Workspace) -> None:
    text, key = key_of(listening, Role.READER)
    with (
        TestClient(create_app(listening, keep_fresh=False), headers=HERE) as client,
        client.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket,
    ):
        begin(socket, authorization=f"Bearer {text}")
        assert heard(socket) == {"type": "connection_ack"}
        subscribe(client, socket)
        Authenticator(listening.settings, lambda: listening.state_folder).ring.revoke(key)
        assert closed_with(socket) == 4403
