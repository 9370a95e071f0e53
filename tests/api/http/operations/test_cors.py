"""CORS: pages of other origins may not ask, but those that the operator names."""

from collections.abc import Iterator

import httpx
import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from api.auth.role import Role
from api.bad_setting import BadSetting
from api.http.server import create_app
from api.settings import read_settings
from api.workspace.workspace import Workspace
from tests.api.asking import HERE, Client

APP = "https://app.example"
OTHER = "https://other.example"


@pytest.fixture
def opened(own_village: Workspace) -> Iterator[Workspace]:
    """A service that pages of one other origin may ask."""
    with Workspace(
        own_village.settings.model_copy(update={"cors_origins": f"{APP},http://localhost:3000"})
    ) as workspace:
        yield workspace


def preflight(client: Client, origin: str) -> httpx.Response:
    headers = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    return client.send("OPTIONS", "/graphql", headers=headers)


def test_by_default_no_page_of_another_origin_may_ask(client: Client) -> None:
    for response in (preflight(client, APP), client.send("GET", "/livez", headers={"origin": APP})):
        assert not [name for name in response.headers if name.startswith("access-control-")]


def test_a_page_of_a_named_origin_may(opened: Workspace) -> None:
    client = Client(opened)
    allowed = preflight(client, APP)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, APP)
    assert "access-control-allow-credentials" not in allowed.headers
    assert "access-control-allow-origin" not in preflight(client, OTHER).headers


def test_it_shows_a_key_all_the_same_and_can_read_why_it_was_refused(opened: Workspace) -> None:
    app = Client(opened).app
    body = {"json": {"query": "{ overview { people } }"}, "headers": {"origin": APP}}
    refused = Client(opened, app=app).send("POST", "/graphql", **body)
    assert (refused.status_code, refused.headers["access-control-allow-origin"]) == (401, APP)
    _, text = app.state.authenticator.ring.create("page", Role.READER)
    answered = Client(opened, text, app).send("POST", "/graphql", **body)
    assert (answered.status_code, answered.headers["access-control-allow-origin"]) == (200, APP)
    assert "x-request-id" in answered.headers["access-control-expose-headers"]


@pytest.mark.parametrize(("origin", "let_in"), [(APP, True), (OTHER, False)])
def test_subscriptions_are_taken_from_the_same_origins(opened: Workspace, origin: str, let_in: bool) -> None:
    app = create_app(opened, keep_fresh=False)
    _, text = app.state.authenticator.ring.create("page", Role.READER)
    http = TestClient(app, headers=HERE)

    def begin() -> None:
        headers = {"origin": origin}
        with http.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"], headers=headers) as socket:
            socket.send_json({"type": "connection_init", "payload": {"authorization": f"Bearer {text}"}})
            assert socket.receive_json() == {"type": "connection_ack"}

    if let_in:
        begin()
    else:
        with pytest.raises(WebSocketDisconnect):
            begin()


@pytest.mark.parametrize(
    "origins", ["*", "app.example", "https://app.example/path", "https://a.example;https://b.example"]
)
def test_origins_are_schemes_and_hosts(origins: str) -> None:
    with pytest.raises(BadSetting, match="KITH_CORS_ORIGINS"):
        read_settings(cors_origins=origins)
