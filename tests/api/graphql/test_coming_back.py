"""Coming back: who takes up where they were misses nothing, and then shares one stream with all who ask the same."""

import gc
import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

import api.graphql.feed
from api.auth.authenticator import Authenticator
from api.auth.role import Role
from api.graphql.feed import Feed
from api.graphql.schema.context import Context
from api.graphql.shared_streams import Stream
from api.graphql.websocket import Subscribing
from api.http.server import create_app
from api.workspace.workspace import Workspace
from graph.model.watch import Watch
from graph.snapshot.arrivals import Arrivals
from tests.api.asking import HERE
from tests.api.sockets import PROTOCOL, ask, connected, heard, load, next_posts, subscribe
from tests.api.village import KETTLE, village
from tests.patience import patience, wait_until

if TYPE_CHECKING:
    from starlette.applications import Starlette

BURSTS = 12
A_BURST = 4


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


def of_burst(burst: int) -> list[str]:
    """Numbers of its posts, in their order."""
    return [f"{burst}{number}" for number in range(10, 10 + A_BURST)]


def load_burst(workspace: Workspace, burst: int) -> None:
    load(workspace, **{f"p{number}": "kettle" for number in of_burst(burst)})


def load_bursts(workspace: Workspace) -> None:
    for burst in range(11, 10 + BURSTS):
        load_burst(workspace, burst)


def feed_of(client: TestClient) -> Feed:
    feed = cast("Starlette", client.app).state.feed
    assert isinstance(feed, Feed)
    return feed


def streams_of(client: TestClient) -> list[Stream[Any]]:
    subscribing = cast("Starlette", client.app).state.subscribing
    assert isinstance(subscribing, Subscribing)
    return list(subscribing._streams._streams.values())


def shared_by(client: TestClient) -> list[int]:
    """How many hear each of the shared streams."""
    return [len(stream._cursors) for stream in streams_of(client)]


@pytest.mark.parametrize("most_kept", [3, 10_000], ids=["from the store", "from what is kept"])
def test_who_comes_back_amid_bursts_loses_none_and_hears_none_twice(
    client: TestClient, listening: Workspace, monkeypatch: pytest.MonkeyPatch, most_kept: int
) -> None:
    monkeypatch.setattr(api.graphql.feed, "MOST_KEPT_POSTS", most_kept)
    monkeypatch.setattr(api.graphql.feed, "_AT_ONCE", 3)
    load_burst(listening, 10)
    expected = [number for burst in range(10, 10 + BURSTS) for number in of_burst(burst)]
    with ThreadPoolExecutor(1) as elsewhere, ExitStack() as stack:
        loading = elsewhere.submit(load_bursts, listening)
        sockets = []
        for first in [0, 1, 2, 3] * 3:
            socket = stack.enter_context(connected(client))
            ask(socket, after=f"post:x:{expected[first]}")
            sockets.append((socket, first))
        for socket, first in sockets:
            assert next_posts(socket, len(expected) - first - 1) == expected[first + 1 :]
        loading.result(timeout=patience(60))
        wait_until(lambda: feed_of(client).listeners == 1)
        assert shared_by(client) == [len(sockets)]
        load_burst(listening, 90)
        for socket, _ in sockets:
            assert next_posts(socket, A_BURST) == of_burst(90)


def test_who_comes_back_hears_with_those_who_came_before(client: TestClient, listening: Workspace) -> None:
    load_burst(listening, 10)
    with connected(client) as early, connected(client) as back:
        subscribe(client, early)
        subscribe(client, back, after="post:x:1010")
        assert next_posts(back, A_BURST - 1) == of_burst(10)[1:]
        wait_until(lambda: feed_of(client).listeners == 1 and shared_by(client) == [2])
        load_burst(listening, 11)
        assert next_posts(early, A_BURST) == next_posts(back, A_BURST) == of_burst(11)


def test_who_missed_nothing_shares_the_stream_at_once(client: TestClient, listening: Workspace) -> None:
    load_burst(listening, 10)
    with connected(client) as one, connected(client) as other:
        for socket in (one, other):
            ask(socket, after=f"post:x:{of_burst(10)[-1]}")
        wait_until(lambda: shared_by(client) == [2] and feed_of(client).listeners == 1)
        load_burst(listening, 11)
        assert next_posts(one, A_BURST) == next_posts(other, A_BURST) == of_burst(11)


def test_what_one_read_from_the_store_is_kept_for_the_next(
    client: TestClient, listening: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for burst in (10, 11):
        load_burst(listening, burst)
    reads: list[int] = []
    read = api.graphql.feed._of_watch

    def counted(part: Arrivals, watch: Watch) -> list[tuple[int, str]]:
        reads.append(part.seq)
        return read(part, watch)

    monkeypatch.setattr(api.graphql.feed, "_of_watch", counted)
    expected = [*of_burst(10), *of_burst(11)]
    sockets: list[WebSocketTestSession] = []
    with ExitStack() as stack:
        for first in [0, 0, 0, 3, 5, 1]:
            sockets.append(stack.enter_context(connected(client)))
            ask(sockets[-1], after=f"post:x:{expected[first]}")
            assert next_posts(sockets[-1], len(expected) - first - 1) == expected[first + 1 :]
            wait_until(lambda: shared_by(client) == [len(sockets)] and feed_of(client).listeners == 1)
        assert len(reads) == 2  # by the first, and by the first who came while it listened


def test_who_hears_with_others_holds_no_reading_of_their_own(client: TestClient, listening: Workspace) -> None:
    load_burst(listening, 10)
    listening.analysis()
    with connected(client) as early, connected(client) as back:
        subscribe(client, early)
        subscribe(client, back, after="post:x:1010")
        subscribe(client, early, name="2")
        wait_until(lambda: shared_by(client) == [3] and feed_of(client).listeners == 1)
        gc.collect()
        contexts = [one for one in gc.get_objects() if type(one) is Context and one.feed is feed_of(client)]
        assert sorted(one.taken is None for one in contexts) == [False, True, True, True]  # that of the stream has one


def test_it_completes_for_who_came_back_when_the_watch_is_removed(client: TestClient, listening: Workspace) -> None:
    load_burst(listening, 10)
    with connected(client) as socket:
        ask(socket, after="post:x:1010")
        assert next_posts(socket, A_BURST - 1) == of_burst(10)[1:]
        wait_until(lambda: shared_by(client) == [1] and feed_of(client).listeners == 1)
        listening.decisions().delete_watch(KETTLE.id)
        assert heard(socket) == {"id": "1", "type": "complete"}
        wait_until(lambda: not shared_by(client) and feed_of(client).listeners == 0)


def test_who_came_back_is_cut_off_when_their_key_is_revoked(
    listening: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    ring = Authenticator(listening.settings, lambda: listening.state_folder).ring
    key, text = ring.create("tests", Role.READER)
    load_burst(listening, 10)
    shown = {"authorization": f"Bearer {text}"}
    with TestClient(create_app(listening, keep_fresh=False), headers=HERE) as client:
        with client.websocket_connect("/graphql", subprotocols=[PROTOCOL], headers=shown) as socket:
            socket.send_json({"type": "connection_init"})
            assert heard(socket) == {"type": "connection_ack"}
            ask(socket, after="post:x:1010")
            assert next_posts(socket, A_BURST - 1) == of_burst(10)[1:]
            wait_until(lambda: shared_by(client) == [1])
            ring.revoke(key.id)
            with pytest.raises(WebSocketDisconnect) as closed:
                heard(socket)
            assert closed.value.code == 4403
            stream = next(iter(streams_of(client)))
            place = stream.place
            load_burst(listening, 11)  # goes to somebody who was cut off, and has not gone yet
            wait_until(lambda: stream.place > place)
            client.get("/healthz")
            socket.send_text("[]")
        wait_until(lambda: not shared_by(client) and feed_of(client).listeners == 0)
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []
