"""The subscription to findings: a word to all who listen whenever there are newer ones, and to who missed some."""

from collections.abc import Iterator
from typing import Any, Final, cast

import pytest
from starlette.testclient import TestClient, WebSocketTestSession

from api.graphql.feed import Feed
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import HERE
from tests.api.sockets import ask, connected, heard, load
from tests.patience import wait_until

FINDINGS: Final = """subscription ($after: ID) { findings(after: $after) {
  generation madeAt asOf ready watches provenance { fingerprint people } } }"""


@pytest.fixture
def client(own_village: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(own_village, keep_fresh=False), headers=HERE) as client:
        yield client


def feed_of(client: TestClient) -> Feed:
    return cast("Feed", cast("Any", client.app).state.feed)


def subscribe(client: TestClient, socket: WebSocketTestSession, name: str = "1", **variables: Any) -> None:
    """Ask, and wait until what comes from now on is heard."""
    state = cast("Any", client.app).state
    open_before = state.subscribing.open
    ask(socket, FINDINGS, name, **variables)
    wait_until(lambda: state.subscribing.open > open_before and feed_of(client).generations.listeners > 0)


def told(socket: WebSocketTestSession) -> dict[str, Any]:
    """The next generation."""
    payload = heard(socket)["payload"]
    assert "errors" not in payload
    generation: dict[str, Any] = payload["data"]["findings"]
    return generation


def analysed_anew(workspace: Workspace, number: int) -> str:
    load(workspace, **{f"p{number}": "A kettle"})
    return workspace.analyse().fingerprint


def test_each_generation_is_told_once_to_all_who_listen(client: TestClient, own_village: Workspace) -> None:
    with connected(client) as one, connected(client) as other:
        subscribe(client, one)
        subscribe(client, other)
        fresh = analysed_anew(own_village, 91)
        generation = told(one)
        assert told(other) == generation
        assert generation["generation"] == generation["provenance"]["fingerprint"] == fresh
        assert generation["ready"] == ["MEASURES", "COMMUNITIES", "THEMES", "SENTIMENT"]
        assert generation["watches"] == []
        assert generation["asOf"].startswith("2026-03-07T00:00:00")  # Cleo's mention of Eve: the latest act
        own_village.refresh()  # the same findings, taken up again, are no news
        newer = analysed_anew(own_village, 92)
        assert told(one)["generation"] == newer != fresh
    wait_until(lambda: feed_of(client).generations.listeners == 0)


def test_who_comes_back_misses_none_that_are_kept(client: TestClient, own_village: Workspace) -> None:
    first = own_village.analysis().fingerprint
    with connected(client) as early, connected(client) as late:
        subscribe(client, early)
        rest = []
        for number in (91, 92):
            rest.append(analysed_anew(own_village, number))
            assert told(early)["generation"] == rest[-1]
        ask(late, FINDINGS, "1", after=first)
        assert [told(late)["generation"], told(late)["generation"]] == rest
        ask(late, FINDINGS, "2", after=rest[0])
        assert told(late)["generation"] == rest[1]
        ask(late, FINDINGS, "3", after="one that nobody keeps")
        assert told(late)["generation"] == rest[1]
        last = analysed_anew(own_village, 93)
        assert {told(early)["generation"], *(told(late)["generation"] for _ in range(3))} == {last}


def test_who_has_seen_the_newest_waits_for_the_next(client: TestClient, own_village: Workspace) -> None:
    with connected(client) as socket:
        subscribe(client, socket, after=own_village.analysis().fingerprint)
        fresh = analysed_anew(own_village, 91)
        assert told(socket)["generation"] == fresh


def test_who_hears_and_asks_gets_what_they_heard_of(client: TestClient, own_village: Workspace) -> None:
    asked = "subscription { findings { generation } }"
    with connected(client) as socket:
        subscribe(client, socket)
        ask(socket, asked, "2")
        fresh = analysed_anew(own_village, 91)
        assert told(socket)["generation"] == fresh
        answer = client.post("/graphql", json={"query": "{ overview { posts findings { fingerprint } } }"}).json()
        assert answer["data"]["overview"] == {"posts": 14, "findings": {"fingerprint": fresh}}
