"""The store is away: answers from memory go on, all others are refused soon, and health says so at once."""

import threading
import time
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.http import health
from api.settings import read_settings
from api.workspace.workspace import Workspace
from graph.errors import StoreReplaced, StoreUnavailable
from graph.model.post import Post
from graph.port.batch import Batch
from tests.api.asking import Client
from tests.patience import patience, wait_until
from tests.tcp_proxy import TcpProxy

OVERVIEW = "{ overview { people } }"
PERSON = '{ person(id: "x:1") { name } }'


@pytest.fixture
def away(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A service that has answered once, and whose store fails from then on."""
    client = Client(own_village)
    own_village.refresh()
    client.data(OVERVIEW)

    def fail(*_: object) -> Any:
        raise StoreUnavailable("no Neo4j answers at inner.example")

    monkeypatch.setattr(own_village.store, "commits", fail)
    monkeypatch.setattr(own_village, "view", fail)
    return client


def test_what_is_in_memory_is_answered_and_what_is_not_is_not_ready(away: Client) -> None:
    assert away.data(OVERVIEW)["overview"]["people"] > 0  # it was answered before
    assert away.data("{ communities(first: 1) { totalCount } }")["communities"]["totalCount"] > 0
    error = away.error(PERSON)
    assert error["code"] == "NOT_READY"
    assert "inner.example" not in error["message"]


def test_a_store_that_was_replaced_is_no_store_that_is_away(
    own_village: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_village.generation()

    def fail() -> int:
        raise StoreReplaced("the file was replaced")

    monkeypatch.setattr(own_village.store, "commits", fail)
    with pytest.raises(StoreReplaced):
        own_village.generation()


def test_the_deadline_is_one_for_all_of_an_answer(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    own_village.refresh()
    late = threading.Event()
    narrow = own_village.settings.model_copy(update={"query_deadline_seconds": 0.2})
    monkeypatch.setattr(own_village, "settings", narrow)
    monkeypatch.setattr(own_village, "generation", lambda: late.wait(patience(20)))
    threading.Timer(1, late.set).start()  # the loop of this test waits for its threads at its end
    assert Client(own_village).error("{ overview { people accounts } }")["code"] == "TIMEOUT"


def test_health_answers_soon_while_the_store_does_not(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    released, looks = threading.Event(), []

    def hang() -> Any:
        looks.append(1)
        released.wait(patience(60))
        raise StoreUnavailable("away")

    own_village.refresh()
    monkeypatch.setattr(health, "STORE_SECONDS", 0.1)
    monkeypatch.setattr(own_village, "view", hang)
    client = Client(own_village)
    states = [client.send("GET", "/readyz") for _ in range(3)]
    released.set()
    assert [state.status_code for state in states] == [503] * 3
    assert {state.json()["checks"]["store"] for state in states} == {"no answer within 0.1 seconds"}
    assert len(looks) == 1  # all of them wait for the same look


def test_neo4j_may_go_and_come_back(empty_neo4j: str) -> None:
    with (
        TcpProxy(urlsplit(empty_neo4j).port or 7687) as proxy,
        Workspace(read_settings(store=f"bolt://127.0.0.1:{proxy.port}")) as workspace,
    ):
        with workspace.store.writer("tests") as writer:
            writer.write(Batch([Post(id="post:x:900", author="x:1", text="@bob tea?", mentions=("x:2",))]))
        workspace.analyse()
        client = Client(workspace)
        assert client.data(OVERVIEW) == {"overview": {"people": 2}}
        assert client.data(PERSON)["person"]
        proxy.cut()
        began = time.monotonic()
        assert client.data(OVERVIEW) == {"overview": {"people": 2}}
        assert client.data("{ communities(first: 5) { totalCount } }")["communities"]
        assert client.error('{ person(id: "x:2") { name } }')["code"] == "NOT_READY"
        judging = 'mutation { judge(left: "x:1", right: "x:2", same: true, reason: "told us") { id } }'
        assert client.error(judging)["code"] == "NOT_READY"
        ready = client.send("GET", "/readyz")
        assert (ready.status_code, ready.json()["checks"]["store"]) == (503, "does not answer: StoreUnavailable")
        assert time.monotonic() - began < patience(10)
        proxy.mend()
        wait_until(lambda: client.send("GET", "/readyz").status_code == 200)
        assert client.data('{ person(id: "x:2") { name } }')["person"]
