"""The direct executor: answers are those of graphql-core to the byte, whatever the values, errors included."""

import asyncio
import json
import re
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Final, Generic, TypeVar, cast
from unittest.mock import patch

import pytest
import strawberry
from graphql import GraphQLObjectType
from hypothesis import given, settings
from hypothesis import strategies as st
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from api.graphql.schema.direct_executor import DirectExecutor, attributes_of
from api.graphql.schema.scalars import SCALARS, Count
from api.workspace.workspace import Workspace
from tests.api.asking import Client
from tests.api.toy_schema import toy_schema

T = TypeVar("T")
LATER_FIELDS: Final = re.compile("maybeTold|surely")
LATER: Final = "later"
FAILS: Final = "fails"


@strawberry.enum
class Colour(Enum):
    """With values that are not the names."""

    RED = "r"
    BLUE = "b"


@strawberry.interface
class Thing:
    """What has a name."""

    text: str


@strawberry.type
class Box(Generic[T]):
    """Shown as another type for each type inside."""

    inside: T
    many: list[T]


@strawberry.type
class Part(Thing):
    """An object with an attribute of every kind; nothing checks what is put in."""

    maybe: str | None
    key: strawberry.ID
    number: int
    real: float | None
    truth: bool
    colour: Colour
    at: datetime | None
    count: Count | None
    words: list[str]
    parts: list["Part"]
    maybe_parts: list["Part"] | None
    loose_parts: list["Part | None"]
    part: "Part | None"
    box: "Box[Part] | None"
    thing: Thing | None

    @strawberry.field
    def told(self) -> str:
        """Answered by a resolver, which may fail."""
        return self._said()

    @strawberry.field
    async def maybe_told(self) -> str | None:
        """Answered later."""
        await asyncio.sleep(0)
        return self._said()

    @strawberry.field
    async def surely(self, times: int = 1) -> "Part":
        """The part inside, or an error where there is none."""
        if self.text == LATER:
            await asyncio.sleep(0)
        return cast("Part", self.part)

    def _said(self) -> str:
        if self.text == FAILS:
            raise ValueError("told to fail")
        return self.text


@strawberry.type
class Query:
    """Answers with what it is given."""

    @strawberry.field
    def root(self, info: strawberry.Info[Any, None]) -> Part | None:
        """What it is given."""
        return cast("Part", info.context)


class Unlike(Part):
    """A class that Strawberry knows nothing of."""


def made(direct: bool, *extensions: type[SchemaExtension]) -> strawberry.Schema:
    return toy_schema(
        Query,
        types=[Part],
        extensions=extensions,
        execution_context_class=DirectExecutor if direct else None,
        config=StrawberryConfig(scalar_map=SCALARS),
    )


DIRECT, STOCK = made(direct=True), made(direct=False)

ODD: Final[st.SearchStrategy[Any]] = st.sampled_from(
    [None, 1, 2**31, -(2**31) - 1, 2**60, 1.0, 1.5, float("nan"), float("inf"), True, "x", b"x", [], Colour.RED]
)
ODD_TOO = ODD | st.builds(lambda: ValueError("put there"))


def mostly(usual: st.SearchStrategy[Any], odd: st.SearchStrategy[Any] = ODD_TOO) -> st.SearchStrategy[Any]:
    """Most values are as they should be."""
    return st.integers(0, 79).flatmap(lambda dice: odd if dice == 0 else usual)


TEXTS = mostly(st.sampled_from(["a", "", "ü", LATER, FAILS]))
LEAVES: Final[dict[str, st.SearchStrategy[Any]]] = {
    "text": TEXTS,
    "maybe": st.none() | TEXTS,
    "key": mostly(st.sampled_from(["x:1", "7"])),
    "number": mostly(st.integers(-(2**31), 2**31 - 1)),
    "real": mostly(st.none() | st.floats(allow_nan=False, allow_infinity=False)),
    "truth": mostly(st.booleans()),
    "colour": mostly(st.sampled_from(Colour)),
    "at": mostly(st.none() | st.just(datetime(2026, 1, 2, tzinfo=UTC))),
    "count": mostly(st.none() | st.integers(0, 2**53)),
    "words": mostly(st.lists(TEXTS, max_size=2)),
}


NULLS: Final[dict[str, Any]] = dict.fromkeys(LEAVES)


def parts(inside: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Parts that hold other parts, odd ones now and then."""
    one = mostly(inside)
    some = mostly(st.lists(one, max_size=3))
    held = {
        "parts": some,
        "maybe_parts": st.none() | some,
        "loose_parts": mostly(st.lists(st.none() | one, max_size=2)),
    }
    held |= {"part": st.none() | one, "thing": st.none() | one}
    held["box"] = st.none() | mostly(st.builds(Box, inside=one, many=some))
    return st.builds(Part, **LEAVES, **held) | st.builds(Unlike, **LEAVES, **held)


EMPTY: Final[dict[str, Any]] = {
    "parts": [],
    "maybe_parts": None,
    "loose_parts": [],
    "part": None,
    "box": None,
    "thing": None,
}
PARTS = st.recursive(
    st.builds(Part, **LEAVES, **{name: st.just(value) for name, value in EMPTY.items()}), parts, max_leaves=6
)

LEAVES_READ: Final = ("text", "maybe", "key", "number", "real", "truth", "colour", "at", "count")
ALONE: Final = (*LEAVES_READ, "words", "told", "maybeTold", "maybeTold", "__typename")
HOLDING: Final = ("parts", "maybeParts", "looseParts", "part", "surely", "surely(times: 2)")


def selections(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Fields of a part, some that hold others, under other names, in fragments, or left out by a variable."""
    holding = st.builds("{} {{ {} }}".format, st.sampled_from(HOLDING), inside)
    boxed = st.builds("box {{ inside {{ {} }} many {{ {} }} __typename }}".format, inside, inside)
    thing = st.builds("thing {{ text ... on Part {{ {} }} }}".format, inside)
    named = st.builds("n{}: {}".format, st.integers(0, 9), st.sampled_from(ALONE) | holding | boxed | thing)
    asked = st.builds(
        "... on {} @{}(if: $yes) {{ text }}".format,
        st.sampled_from(["Part", "Thing"]),
        st.sampled_from(["skip", "include"]),
    )
    return st.lists(named | asked | st.just("...Known"), min_size=2, max_size=8, unique_by=lambda said: said[:3]).map(
        " ".join
    )


QUERIES = selections(st.recursive(st.just("text number"), selections, max_leaves=6)).map(
    lambda said: (
        f"query ($yes: Boolean!) {{ root {{ {said} ...Known }} }}"
        " fragment Known on Part { k: colour words parts { key } text @skip(if: $yes) }"
    )
)


def answered(schema: strawberry.Schema, query: str, value: object, **variables: Any) -> tuple[Any, list[Any]]:
    """Data and errors."""

    async def ask() -> tuple[Any, list[Any]]:
        result = await schema.execute(query, context_value=value, variable_values=variables)
        for _ in range(10):
            await asyncio.sleep(0)  # what was given up comes to its end
        return result.data, [error.formatted for error in result.errors or ()]

    return asyncio.run(ask())


def by_null(data: Any, errors: list[Any]) -> dict[str, set[str]]:
    """Errors by the null that they left behind.

    When several fields that are awaited side by side fail below one null, GraphQL lets any of them be told of.
    """
    result: dict[str, set[str]] = {}
    for error in errors:
        at, place = data, []
        for step in error["path"]:
            if at is None:
                break
            at = at[step]
            place.append(step)
        assert at is None
        result.setdefault(json.dumps(place), set()).add(json.dumps(error))
    return result


@settings(max_examples=300, deadline=None)
@given(query=QUERIES, value=PARTS, yes=st.booleans())
def test_it_answers_as_graphql_core_does(query: str, value: Part, yes: bool) -> None:
    (data, errors), (expected, wrong) = (answered(schema, query, value, yes=yes) for schema in (DIRECT, STOCK))
    assert json.dumps(data) == json.dumps(expected)  # in the same order
    told, known = by_null(data, errors), by_null(expected, wrong)
    assert told.keys() == known.keys()
    for place, one in told.items():
        assert one == known[place] or (len(one | known[place]) > 1 and LATER_FIELDS.search(query))


def test_what_it_reads_as_such_is_what_it_should() -> None:
    kinds = DIRECT._schema.type_map
    part, box, introspected = (
        attributes_of(cast("GraphQLObjectType", kinds[name])) for name in ("Part", "PartBox", "__Type")
    )
    assert [set(names) for names in part] == [set(LEAVES_READ), {"parts", "maybeParts", "part", "box"}]
    assert [set(names) for names in box] == [set(), {"inside", "many"}]
    assert introspected == ({}, {})


def test_whoever_wants_to_see_every_field_does() -> None:
    seen = []

    class Watching(SchemaExtension):
        def resolve(self, _next: Any, root: Any, info: Any, *arguments: Any, **named: Any) -> Any:
            seen.append(info.field_name)
            return _next(root, info, *arguments, **named)

    answered(made(True, Watching), "{ root { maybe part { text } } }", Part(**NULLS, **EMPTY))
    assert seen == ["root", "maybe", "part"]


@pytest.mark.parametrize("direct", [True, False])
def test_the_service_reads_attributes_as_such_unless_told_not_to(own_village: Workspace, direct: bool) -> None:
    own_village.settings = own_village.settings.model_copy(update={"direct_fields": direct})
    with patch.object(DirectExecutor, "execute_fields", autospec=True, side_effect=RuntimeError) as executed:
        answer = Client(own_village).ask('{ person(id: "x:1") { name } }')
    assert executed.called is direct
    assert ("errors" in answer) is direct
