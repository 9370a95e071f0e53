"""HTTP: what is taken, what is refused and how, and the headers on everything."""

import asyncio
import json
from typing import Any

import httpx
import pytest

from api.graphql.schema.over_http import media_type_for
from api.http.server import create_app
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.patience import patience

JSON = "application/json"
GRAPHQL = "application/graphql-response+json"
OVERVIEW = json.dumps({"query": "{ overview { people } }"}).encode()


def post(client: Client, body: bytes, **headers: str) -> httpx.Response:
    given = {"content-type": JSON, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return client.send("POST", "/graphql", content=body, headers=given)


@pytest.mark.parametrize(
    "accept", [None, JSON, "*/*", "application/*", f"text/html, {JSON};q=0.9", f"{JSON}, {GRAPHQL}"]
)
def test_json_is_spoken_by_default(client: Client, accept: str | None) -> None:
    response = post(client, OVERVIEW, accept=accept) if accept else post(client, OVERVIEW)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(JSON)
    assert response.json() == {"data": {"overview": {"people": 12}}}


def test_the_type_made_for_graphql_is_spoken_when_asked_for(client: Client) -> None:
    response = post(client, OVERVIEW, accept=GRAPHQL)
    assert response.status_code == 200
    assert response.headers["content-type"].startswith(GRAPHQL)
    failed = post(client, json.dumps({"query": "{ nope }"}).encode(), accept=GRAPHQL)
    assert failed.status_code == 400
    assert "data" not in failed.json()
    partial = post(
        client,
        json.dumps({"query": '{ a: node(id: "x:1") { id } posts(first: 0) { totalCount } }'}).encode(),
        accept=GRAPHQL,
    )
    assert partial.status_code == 200
    assert partial.json()["data"] is None


def test_what_could_not_be_run_is_200_in_plain_json(client: Client) -> None:
    response = post(client, json.dumps({"query": "{ nope }"}).encode(), accept=JSON)
    assert response.status_code == 200
    assert response.json()["errors"][0]["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        (GRAPHQL, GRAPHQL),
        (f"{GRAPHQL}; charset=utf-8, {JSON}", GRAPHQL),
        (f"{JSON}, {GRAPHQL}", JSON),
        ("TEXT/HTML, */*", JSON),
        ("text/html", None),
    ],
)
def test_the_media_type_is_the_one_named_first(accept: str | None, chosen: str | None) -> None:
    assert media_type_for(accept) == chosen


def test_a_client_that_takes_no_json_is_told_so(client: Client) -> None:
    assert post(client, OVERVIEW, accept="text/html").status_code == 406


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_taken_so_that_no_form_of_another_site_can_ask(client: Client, content_type: str) -> None:
    assert post(client, OVERVIEW, content_type=content_type).status_code == 415


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"7",
        b'"query"',
        b"{}",
        b'{"query": ""}',
        b'{"query": 7}',
        b'{"query": "{ overview { people } }", "variables": []}',
        b'{"query": "{ overview { people } }", "operationName": 7}',
        b'{"query": "{ overview { people } }", "extensions": "x"}',
        b'{"query": "\xff"}',
        b"[" * 20_000,
        b'{"a":' * 15_000,
        b'[{"query": "{ overview { people } }"}]',
    ],
)
def test_bodies_that_are_no_question_are_400(client: Client, body: bytes) -> None:
    response = post(client, body)
    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith("expected")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("query A { overview { people } } query B { overview { posts } }", None),
        ("query A { overview { people } }", "C"),
        ("fragment F on Overview { people }", None),
        ("subscription { overview { people } }", None),
    ],
)
def test_an_operation_that_cannot_be_chosen_is_refused(client: Client, query: str, name: str | None) -> None:
    refused = post(client, json.dumps({"query": query, "operationName": name}).encode(), accept=GRAPHQL)
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "data" not in refused.json()


def test_the_operation_named_is_run(client: Client) -> None:
    body = {"query": "query A { overview { people } } query B { overview { posts } }", "operationName": "B"}
    assert post(client, json.dumps(body).encode()).json() == {"data": {"overview": {"posts": 13}}}


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(client: Client, method: str) -> None:
    response = client.send(method, "/graphql", params={"query": "{ overview { people } }"})
    assert response.status_code == 405


def test_a_query_may_be_asked_by_get(client: Client) -> None:
    asked = {"query": "query A($n: Int!) { posts(first: $n) { totalCount } }", "variables": '{"n": 1}'}
    response = client.send("GET", "/graphql", params=asked)
    assert (response.status_code, response.json()) == (200, {"data": {"posts": {"totalCount": 13}}})
    for wrong in (
        {},
        {**asked, "variables": "{"},
        {**asked, "variables": "[1]"},
        {"query": "query A { a } query B { b }"},
    ):
        refused = client.send("GET", "/graphql", params=wrong, headers={"accept": GRAPHQL})
        assert (refused.status_code, "data" in refused.json()) == (400, False)


@pytest.mark.parametrize("accept", [JSON, GRAPHQL])
def test_a_get_changes_nothing(own_village: Workspace, accept: str) -> None:
    judge = 'mutation { judge(left: "x:1", right: "x:2", same: true, reason: "told us") { id } }'
    before = own_village.view().seq()
    refused = Client(own_village).send("GET", "/graphql", params={"query": judge}, headers={"accept": accept})
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert refused.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert own_village.view().seq() == before


def test_long_bodies_are_refused_by_what_they_say_and_by_what_comes(client: Client) -> None:
    long = json.dumps({"query": "{ overview { people } }", "variables": {"x": "y" * 100_001}}).encode()
    refused = post(client, long)
    assert refused.status_code == 413
    assert "100,000" in refused.json()["errors"][0]["message"]

    async def chunks() -> Any:
        for start in range(0, len(long), 10_000):
            yield long[start : start + 10_000]

    streamed = client.send("POST", "/graphql", content=chunks(), headers={"content-type": JSON})
    assert streamed.status_code == 413


def test_a_body_that_does_not_come_is_refused_in_time(own_village: Workspace) -> None:
    hurried = Workspace(own_village.settings.model_copy(update={"body_seconds": 0.2}))
    app = create_app(hurried, keep_fresh=False)
    answers: list[Any] = []
    first = {"type": "http.request", "body": OVERVIEW[:5], "more_body": True}

    async def asked(*rest: Any) -> None:
        messages = [first, *rest]

        async def receive() -> Any:
            return messages.pop(0) if messages else await asyncio.sleep(60)

        async def send(message: Any) -> None:
            answers.append(message)

        scope = {"type": "http", "method": "POST", "path": "/graphql", "query_string": b"", "http_version": "1.1"}
        await app(scope | {"headers": [(b"content-type", b"application/json"), (b"host", b"127.0.0.1")]}, receive, send)

    with hurried:
        asyncio.run(asyncio.wait_for(asked(), patience(30)))
        assert answers[0]["status"] == 408
        assert (b"x-content-type-options", b"nosniff") in answers[0]["headers"]
        answers.clear()
        rest = {"type": "http.request", "body": OVERVIEW[5:], "more_body": False}
        asyncio.run(asyncio.wait_for(asked(rest), patience(30)))
        assert answers[0]["status"] == 200


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/livez"), ("POST", "/graphql"), ("GET", "/nowhere")]
)
def test_every_answer_has_the_strict_headers(client: Client, method: str, path: str) -> None:
    headers = client.send(method, path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
