"""Loaders: what several ask for is theirs together, whatever becomes of one of them."""

import asyncio
import json

import pytest

from api.graphql.schema.loaders import Loader
from api.workspace.workspace import Workspace
from tests.api.asking import Client

FAILING_BESIDE = """{
  person(id: "x:2") {
    posts(first: 3) {
      edges { node { replyTo { person { name } conversation(first: 0) { totalCount } } root { person { name } } } }
    }
  }
}"""
"""Two fields ask for the same person at once, and one of them is given up for the page of no rows beside it."""


@pytest.mark.parametrize("many", [False, True])
def test_who_gives_up_takes_nothing_from_the_others(many: bool) -> None:
    reads = []

    async def read(keys: list[str]) -> list[str]:
        reads.append(keys)
        await asyncio.sleep(0.01)
        return [key.upper() for key in keys]

    async def ask() -> list[str]:
        loader = Loader(load_fn=read)
        given_up = asyncio.ensure_future(loader.load_many(["a", "b"]) if many else loader.load("a"))
        stays = asyncio.ensure_future(loader.load_many(["a", "b"]))
        await asyncio.sleep(0)
        given_up.cancel()
        return await stays

    assert asyncio.run(ask()) == ["A", "B"]
    assert len(reads) == 1


def test_a_field_that_fails_is_an_error_like_any_other(shared_village: Workspace) -> None:
    client = Client(shared_village)
    for number in range(5):
        body = {"query": FAILING_BESIDE, "variables": {"unused": number}}
        response = client.send("POST", "/graphql", json=body)
        assert response.status_code == 200, response.text
        assert {error["extensions"]["code"] for error in json.loads(response.text)["errors"]} == {"BAD_USER_INPUT"}
