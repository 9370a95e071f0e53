"""Real clients: what front ends use gets what it asks for, page by page, and errors with their code."""

from collections.abc import Callable
from typing import Any

import pytest

from graph.model.post import Post
from graph.opening import open_store
from graph.port.batch import Batch
from tests.api.village import KETTLE, PAYS, day
from tests.clients.serving import Served

pytestmark = pytest.mark.node


def test_apollo_client_asks_and_pages(node: Callable[..., Any]) -> None:
    told = node("apollo.mjs")
    assert len(told["people"]) == len(set(told["people"])) == 6
    assert set(told["people"][:2]) == {"Ada Hill", "Eve Lark"}  # three pay attention to each
    assert len(PAYS["x:1"]) == len(PAYS["x:5"]) == 3
    assert (told["person"], told["handle"], told["code"]) == ("Ada Hill", "ada", "BAD_USER_INPUT")


def test_urql_asks_pages_and_decides(node: Callable[..., Any]) -> None:
    told = node("urql.mjs")
    assert told["posts"][:2] == ["post:x:30", "post:x:20"]  # newest first
    assert len(told["posts"]) == len(set(told["posts"])) == 6
    assert (told["code"], told["same"], told["withdrawn"]) == ("BAD_USER_INPUT", False, True)


def test_graphql_ws_hears_and_takes_up_again(node: Callable[..., Any], served: Served) -> None:
    """Posts that are there after the one named are heard first, so that nothing has to be timed."""
    kettles = [f"post:x:70{number}" for number in range(4)]
    with open_store(served.workspace.settings.store) as store, store.writer("later") as writer:
        writer.write(Batch([Post(id=name, author="x:2", at=day(-5), text="kettle") for name in kettles]))
    assert node("subscriber.mjs", KETTLE.id, "3", kettles[0]) == kettles[1:]
