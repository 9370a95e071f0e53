"""Waiting: what takes long is given up in time, and keeps nobody else from an answer."""

import asyncio
import threading
from collections.abc import Iterator

import httpx
import pytest

from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.patience import Deadline, patience


@pytest.fixture
def hurried(own_village: Workspace) -> Iterator[Workspace]:
    hurry = own_village.settings.model_copy(update={"query_deadline_seconds": 0.2})
    with Workspace(hurry) as workspace:
        workspace.analysis()
        yield workspace


def test_what_takes_too_long_is_given_up_with_a_timeout(hurried: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    going = threading.Event()
    monkeypatch.setattr("api.graphql.schema.query.overview", lambda *_: going.wait(patience(60)) and None)
    app = create_app(hurried, keep_fresh=False)

    async def asked() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:
            answer = (await http.post("/graphql", json={"query": "{ overview { people } }"})).json()
        going.set()
        return str(answer["errors"][0]["extensions"]["code"])

    assert asyncio.run(asked()) == "TIMEOUT"


def test_what_is_slow_keeps_nobody_else_waiting(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    own_village.analysis()
    done: list[str] = []
    begun, going = threading.Event(), threading.Event()

    def slow(*_: object, **__: object) -> None:
        begun.set()
        going.wait(patience(60))
        done.append("slow")
        raise ValueError

    monkeypatch.setattr("api.graphql.schema.walking.relationship_map", slow)
    app = create_app(own_village, keep_fresh=False)

    async def both() -> None:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:

            async def ask(query: str, name: str) -> None:
                await http.post("/graphql", json={"query": query})
                done.append(name)

            first = asyncio.create_task(ask('{ relationshipMap(around: ["x:1"]) { totalPeople } }', "map"))
            assert await asyncio.to_thread(begun.wait, patience(60))
            await ask('{ person(id: "x:1") { name } }', "person")
            going.set()
            await first

    asyncio.run(both())
    assert done == ["person", "slow", "map"]


def test_a_map_need_not_wait_for_what_takes_seconds(own_village: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    own_village.analysis()
    going = threading.Event()
    monkeypatch.setattr(
        "api.graphql.schema.query.of_seed_sets.seed_set", lambda *_, **__: going.wait(patience(60)) and None
    )
    app = create_app(own_village, keep_fresh=False)

    async def both() -> int:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:
            slow = http.post("/graphql", json={"query": "{ seedSet(size: 1) { expectedReach } }"})
            waiting = asyncio.create_task(slow)
            await asyncio.sleep(0.1)
            body = {"query": '{ relationshipMap(around: ["x:1"]) { totalPeople } }'}
            answer = (await http.post("/graphql", json=body)).json()["data"]["relationshipMap"]["totalPeople"]
            going.set()
            await waiting
            return int(answer)

    assert asyncio.run(asyncio.wait_for(both(), patience(50))) > 3


def test_a_server_of_its_own_analyses_what_is_new(own_village: Workspace) -> None:
    from graph.model.account import Account
    from graph.port.batch import Batch

    with own_village.store.writer("later") as writer:
        writer.write(Batch([Account(id="x:77", handle="later", name="Late Comer")]))

    async def counted() -> list[int]:
        """How many people answers tell of, until there is one more."""
        app, result = create_app(own_village.settings), []
        body = {"query": "{ overview { people findings { people } } }"}
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http,
        ):
            deadline = Deadline(60)
            while not deadline.is_over():
                if (await http.get("/readyz")).status_code == 200:
                    overview = (await http.post("/graphql", json=body)).json()["data"]["overview"]
                    assert overview["findings"] == {"people": 9}
                    result.append(overview["people"])
                if 13 in result:
                    break
                await asyncio.sleep(0.1)
        return result

    *former, last = asyncio.run(counted())
    assert last == 13
    assert set(former) <= {12}, "the former findings serve until there are newer ones"
