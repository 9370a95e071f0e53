"""Costs: what brings rows or computes something says what it costs, where it is declared."""

import inspect
from collections.abc import Iterator
from types import CodeType
from typing import Any

import pytest
import strawberry
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    get_nullable_type,
    is_composite_type,
    is_list_type,
    parse,
)
from strawberry.types.field import StrawberryField

from api.graphql.schema.building import build_schema
from api.graphql.schema.cost import ASKING, Rows, cost_declared, declarations
from api.graphql.schema.declaring import attribute, field, object_type
from api.graphql.schema.question_size import cost_of, sizes_of
from tests.api.toy_schema import toy_schema

COMPUTING = {"ask_heavy", "run", "run_slow"}


def objects_in(kind: GraphQLOutputType) -> bool:
    """Whether a type is a list of objects."""
    of = get_nullable_type(kind)
    return is_list_type(of) and is_composite_type(get_named_type(of))


def names_in(code: CodeType) -> set[str]:
    """Names that a function uses, those inside it included."""
    inside = (part for part in code.co_consts if isinstance(part, CodeType))
    return set(code.co_names).union(*(names_in(part) for part in inside))


def names_used(resolver: Any) -> set[str]:
    """Names that a resolver uses, or a function of its module that it calls."""
    names = names_in(resolver.__code__)
    beside = (getattr(inspect.getmodule(resolver), name, None) for name in names)
    called = [one for one in beside if inspect.isfunction(one) and one.__module__ == resolver.__module__]
    return names.union(*(names_in(one.__code__) for one in called))


def without_cost(schema: GraphQLSchema) -> Iterator[str]:
    """Fields that bring rows or compute something, and do not say what they cost."""
    for kind in schema.type_map.values():
        if kind.name.startswith("__") or not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            continue
        for name, declared in kind.fields.items():
            definition, cost = declared.extensions["strawberry-definition"], cost_declared(declared)
            assert isinstance(definition, StrawberryField)
            resolver = definition.base_resolver
            used = names_used(resolver.wrapped_func) if resolver else set()
            if resolver and cost is None:
                yield f"{kind.name}.{name} has a resolver: what does it cost?"
            if COMPUTING & used and not (cost and cost.own):
                yield f"{kind.name}.{name} computes something: what does it cost?"
            if objects_in(declared.type) and not set(ASKING) & set(declared.args) and (cost is None or not cost.rows):
                yield f"{kind.name}.{name} is a list without `first`: how many rows does it bring?"
            if cost and cost.rows is Rows.COUNTED_LATER and "spend" not in used:
                yield f"{kind.name}.{name} is to be counted when it is there, and is not"


def test_every_field_says_what_it_costs() -> None:
    assert list(without_cost(build_schema()._schema)) == []


@object_type
class Leaf:
    """A thing."""

    number: int
    """Its number."""


@object_type
class Query:
    """Fields with costs, and fields without."""

    priced: list[Leaf] = attribute(rows=3)
    """Three things, at most."""
    forgotten: list[Leaf]
    """Things whose number nobody knows."""

    @strawberry.field
    def bare(self) -> int:
        """Declared past what asks for a cost."""
        return 1

    @field(cost=0)
    async def cheap(self, info: strawberry.Info[Any, None]) -> int:
        """Computes something, it says for nothing."""
        return int(await _computed(info.context))

    @field(cost=7)
    async def page(self, first: int) -> list[Leaf]:
        """As many as asked for."""
        return [Leaf(number=number) for number in range(first)]

    @field(cost=0, rows=Rows.COUNTED_LATER)
    def endless(self) -> list[Leaf]:
        """Any number, which nobody counts."""
        return []


async def _computed(context: Any) -> int:
    return int(await context.run_slow(lambda: 1))


TOY = toy_schema(Query)._schema


def test_what_says_nothing_is_found() -> None:
    assert sorted(without_cost(TOY)) == [
        "Query.bare has a resolver: what does it cost?",
        "Query.cheap computes something: what does it cost?",
        "Query.endless is to be counted when it is there, and is not",
        "Query.forgotten is a list without `first`: how many rows does it bring?",
    ]


def test_a_resolver_without_a_cost_is_no_field() -> None:
    with pytest.raises(TypeError, match="cost"):
        field()  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("query", "cost"),
    [
        ("{ priced { number } }", 3),
        ("{ page(first: 5) { number } }", 7),
        ("{ a: page(first: 5) { number } priced { number } }", 10),
        ("{ cheap }", 0),
        ("{ ...F } fragment F on Query { page(first: 2) { number } }", 7),
    ],
)
def test_costs_are_added_up(query: str, cost: int) -> None:
    assert cost_of(sizes_of(parse(query), None, None, declarations(TOY))) == cost
