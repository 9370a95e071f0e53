"""Subscribers over WebSocket, and posts that come meanwhile from elsewhere."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, cast

from starlette.testclient import TestClient, WebSocketTestSession

from api.workspace.workspace import Workspace
from graph.model.post import Post
from graph.opening import open_store
from graph.port.batch import Batch
from tests.api.village import KETTLE, day
from tests.patience import patience, wait_until

if TYPE_CHECKING:
    from starlette.applications import Starlette

ASKED: Final = (
    "subscription ($watch: ID!, $after: ID) { posts(watch: $watch, after: $after) { id text person { name } } }"
)
PROTOCOL: Final = "graphql-transport-ws"


@contextmanager
def connected(client: TestClient) -> Iterator[WebSocketTestSession]:
    with client.websocket_connect("/graphql", subprotocols=[PROTOCOL]) as socket:
        socket.send_json({"type": "connection_init"})
        assert socket.receive_json() == {"type": "connection_ack"}
        yield socket


def ask(socket: WebSocketTestSession, query: str = ASKED, name: str = "1", **variables: Any) -> None:
    payload = {"query": query, "variables": {"watch": KETTLE.id, **variables}}
    socket.send_json({"id": name, "type": "subscribe", "payload": payload})


def subscribe(client: TestClient, socket: WebSocketTestSession, name: str = "1", **variables: Any) -> None:
    """Ask, and wait until the feed knows of it: what comes from now on is heard."""
    state = cast("Starlette", client.app).state
    wanted = state.subscribing.open + 1
    ask(socket, name=name, **variables)
    wait_until(lambda: state.subscribing.open >= wanted and state.feed.listeners > 0)


def heard(socket: WebSocketTestSession, *, whole: bool = False) -> Any:
    """The next message, as JSON; the test fails when none comes."""
    message = ThreadPoolExecutor(1).submit(socket.receive if whole else socket.receive_json)
    return message.result(timeout=patience(60))


def next_posts(socket: WebSocketTestSession, count: int) -> list[str]:
    return [heard(socket)["payload"]["data"]["posts"]["id"].removeprefix("post:x:") for _ in range(count)]


def load(workspace: Workspace, **texts: str) -> None:
    """Load posts as another process would: through a store of its own."""
    posts = [Post(id=f"post:x:{name[1:]}", author="x:2", at=day(9), text=text) for name, text in texts.items()]
    with open_store(workspace.settings.store) as store, store.writer("later") as writer:
        writer.write(Batch(posts))
