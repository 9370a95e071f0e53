"""The log of requests: a line for each, and what nobody caught."""

import asyncio
import logging
from typing import Any

import pytest

from api.http.operations.logs import FACTS
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import Client

SAID = "what nobody should read in a log"
STOPPED_AFTER_SECONDS = 0.1
"""When the waiting for something that never comes is ended from outside: not a wait for what must come."""


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    return [getattr(line, FACTS) for line in caplog.records if line.name == "kith.requests" and hasattr(line, FACTS)]


def test_each_answer_has_the_id_of_its_request(client: Client) -> None:
    first = client.send("GET", "/livez")
    second = client.send("GET", "/nowhere", headers={"x-request-id": "from-the-proxy.7"})
    assert len(first.headers["x-request-id"]) == 16
    assert (second.status_code, second.headers["x-request-id"]) == (404, "from-the-proxy.7")


def test_a_line_says_how_it_went_and_not_what_was_asked(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "kith")
    query = f'{{ searchPeople(text: "{SAID}", first: 1) {{ totalCount }} }}'
    client.send("GET", "/graphql", params={"query": query})
    client.data(query)
    client.ask("{ nope }")
    lines_of_log = lines(caplog)
    assert [(line["method"], line["path"], line["status"]) for line in lines_of_log] == [
        ("GET", "/graphql", 200),
        ("POST", "/graphql", 200),
        ("POST", "/graphql", 200),
    ]
    assert [line["operation"] for line in lines_of_log] == ["query"] * 3
    assert [line["codes"] for line in lines_of_log] == ["ok", "ok", "GRAPHQL_VALIDATION_FAILED"]
    assert lines_of_log[0]["role"] == "admin"
    assert SAID not in caplog.text


def test_what_machines_ask_all_the_time_is_not_logged_by_default(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kith")
    for path in ("/livez", "/readyz", "/metrics"):
        client.send("GET", path)
    assert lines(caplog) == []


@pytest.mark.parametrize("error", [RuntimeError(SAID), asyncio.CancelledError(SAID)])
def test_what_nobody_caught_is_masked_counted_and_logged_under_its_id(
    own_village: Workspace, caplog: pytest.LogCaptureFixture, error: BaseException
) -> None:
    caplog.set_level(logging.INFO, "kith")
    app = create_app(own_village, keep_fresh=False)

    @app.get("/broken")
    async def broken() -> None:
        raise error

    client = Client(own_village, app=app)
    response = client.send("GET", "/broken")
    assert (response.status_code, response.headers["content-type"]) == (500, "application/json")
    assert SAID not in response.text
    (answer,) = response.json()["errors"]
    assert answer["extensions"]["code"] == "INTERNAL_SERVER_ERROR"
    assert f"error {answer['extensions']['id']} while answering" in caplog.text
    assert [line["status"] for line in lines(caplog)] == [500]
    assert response.headers["x-content-type-options"] == "nosniff"
    assert len(response.headers["x-request-id"]) == 16
    assert 'kith_http_requests_total{status="500"} 1.0' in client.send("GET", "/metrics").text


def test_a_request_that_is_stopped_is_not_answered(own_village: Workspace, caplog: pytest.LogCaptureFixture) -> None:
    app, answers = create_app(own_village, keep_fresh=False), []

    @app.get("/slow")
    async def slow() -> None:
        await asyncio.Event().wait()

    async def receive() -> Any:
        await asyncio.Event().wait()

    async def send(message: Any) -> None:
        answers.append(message)

    async def stopped() -> None:
        scope = {"type": "http", "method": "GET", "path": "/slow", "query_string": b"", "headers": []}
        async with asyncio.timeout(STOPPED_AFTER_SECONDS):
            await app(scope, receive, send)

    with pytest.raises(TimeoutError):
        asyncio.run(stopped())
    assert answers == []
    assert "while answering" not in caplog.text


def test_who_goes_away_before_the_question_is_whole_is_no_error(
    own_village: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "kith")
    app = create_app(own_village, keep_fresh=False)
    messages = [{"type": "http.request", "body": b'{"query"', "more_body": True}, {"type": "http.disconnect"}]
    answers: list[Any] = []

    async def receive() -> Any:
        return messages.pop(0)

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "http_version": "1.1"}
    asyncio.run(app(scope | {"headers": [(b"content-type", b"application/json")]}, receive, send))
    assert answers == []
    assert [(line["method"], line["status"]) for line in lines(caplog)] == [("POST", 499)]
    assert [record.levelname for record in caplog.records if record.name.startswith("kith")] == ["INFO"]
    text = Client(own_village, app=app).send("GET", "/metrics").text
    assert 'kith_http_requests_total{status="499"} 1.0' in text
    assert 'status="500"' not in text
