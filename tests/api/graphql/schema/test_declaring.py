"""Declaring: what the docstrings say is what the schema says, on one line."""

from typing import Generic, TypeVar

import strawberry
from graphql import GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType

from api.graphql.schema.declaring import attribute, field, input_type, interface_type, object_type
from tests.api.toy_schema import toy_schema

T = TypeVar("T")


@interface_type
class Named:
    """What has a name."""

    name: str
    """What it is
    called."""


@object_type
class Thing(Named):
    """A thing.

    With more to say of it,
    on two lines.
    """

    from_: str = attribute(name="from")
    """Where it comes from."""
    silent: int
    hidden: strawberry.Private[int]

    @field(cost=0)
    def twice(self) -> str:
        """Its name, twice."""
        return 2 * self.name


@object_type
class Box(Generic[T]):
    """Holds something."""

    inside: T
    """What it holds."""


@input_type
class Wish:
    """What is wished for."""

    name: str | None = None
    """By which name."""
    more: list[str] = attribute(default_factory=list)
    """By which others."""


@object_type
class Query:
    """Asks."""

    @field(cost=0)
    def box(self, wish: Wish) -> Box[Thing]:
        """A box."""
        return Box(inside=Thing(name=f"{wish.name}{wish.more}", from_="here", silent=1, hidden=2))


SCHEMA = toy_schema(Query)


def descriptions(kind: str) -> dict[str, str | None]:
    declared = SCHEMA._schema.type_map[kind]
    assert isinstance(declared, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType)
    return {"": declared.description} | {name: one.description for name, one in declared.fields.items()}


def test_types_and_fields_are_described_by_their_docstrings() -> None:
    assert descriptions("Named") == {"": "What has a name.", "name": "What it is called."}
    assert descriptions("Thing") == {
        "": "A thing. With more to say of it, on two lines.",
        "name": "What it is called.",
        "from": "Where it comes from.",
        "silent": None,
        "twice": "Its name, twice.",
    }


def test_what_is_generic_keeps_its_descriptions() -> None:
    assert descriptions("ThingBox") == {"": "Holds something.", "inside": "What it holds."}


def test_inputs_keep_their_defaults() -> None:
    assert descriptions("Wish") == {"": "What is wished for.", "name": "By which name.", "more": "By which others."}
    answer = SCHEMA.execute_sync(
        '{ box(wish: {}) { inside { name from } } b: box(wish: {name: "a"}) { inside { twice } } }'
    )
    assert answer.errors is None
    assert answer.data == {"box": {"inside": {"name": "None[]", "from": "here"}}, "b": {"inside": {"twice": "a[]a[]"}}}
