"""The hostile corpus: each question is refused or answered in the words of the closed list, and costs little."""

import inspect
from typing import Any

import pytest

from api import errors
from api.errors import Refusal
from tests.api.asking import Client
from tests.api.hostile import hostile_bodies

BODIES = dict(hostile_bodies())
CODES = {
    kind.code
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, Refusal) and hasattr(kind, "code")
}
OF_LANGUAGE = {"GRAPHQL_PARSE_FAILED", "GRAPHQL_VALIDATION_FAILED"}
ANSWERED = {"a field in many places", "a long comment", "commas"}


@pytest.mark.parametrize("name", BODIES)
def test_a_hostile_question_ends_in_the_closed_list(client: Client, name: str) -> None:
    response = client.send("POST", "/graphql", content=BODIES[name], headers={"content-type": "application/json"})
    assert response.status_code in (200, 400, 413)
    answer: dict[str, Any] = response.json()
    assert len(answer.get("errors", ())) <= 5
    assert {error["extensions"]["code"] for error in answer.get("errors", ())} <= CODES | OF_LANGUAGE
    assert len(response.content) < 300_000


@pytest.mark.parametrize("name", [name for name in BODIES if name.startswith("half a character in")])
def test_lone_surrogates_reach_nothing(client: Client, name: str) -> None:
    response = client.send("POST", "/graphql", content=BODIES[name], headers={"content-type": "application/json"})
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    by_get = {"query": "query ($a: ID!) { node(id: $a) { id } }", "variables": '{"a": "\\ud800"}'}
    assert client.send("GET", "/graphql", params=by_get).status_code == 400


def test_what_is_refused_for_its_size_is_not_run(client: Client) -> None:
    for name in (
        "18 chained fragments",
        "aliases",
        "directives",
        "circles",
        "a page of everything",
        "a map of everything",
        "the schema by aliases",
        "the schema by fifteen aliases",
        "the schema ten times",
        "the schema in all ways",
    ):
        response = client.send("POST", "/graphql", content=BODIES[name], headers={"content-type": "application/json"})
        assert response.json()["errors"][0]["extensions"]["code"] == "TOO_COSTLY", name
