"""The schema: as committed, described to the last word, and with the names that front ends rely on."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLScalarType,
    find_breaking_changes,
)
from graphql import build_schema as build_schema_of

import api
from api.graphql.schema.building import build_schema

_BUILT_IN = {"String", "Int", "Float", "Boolean", "ID"}


def nameless(name: str) -> bool:
    return name.startswith("__") or name in _BUILT_IN


def undescribed() -> Iterator[str]:
    for name, kind in build_schema()._schema.type_map.items():
        if nameless(name):
            continue
        if not kind.description:
            yield name
        match kind:
            case GraphQLEnumType():
                yield from (f"{name}.{value}" for value, v in kind.values.items() if not v.description)
            case GraphQLInputObjectType():
                yield from (f"{name}.{field}" for field, f in kind.fields.items() if not f.description)
            case GraphQLObjectType() | GraphQLInterfaceType():
                for field, f in kind.fields.items():
                    if not f.description:
                        yield f"{name}.{field}"
                    yield from (f"{name}.{field}({a})" for a, argument in f.args.items() if not argument.description)
            case GraphQLScalarType():
                pass


def test_everything_is_described() -> None:
    assert list(undescribed()) == []


def test_the_committed_schema_is_the_one_that_is_served() -> None:
    committed = Path(api.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
    assert committed == served(), "write it anew: kith schema > api/schema.graphql"


def test_types_that_have_no_name_of_their_own_can_be_asked_whether_one_of_their_fields_is_wanted() -> None:
    query = '{ __type(name: "Query") { isOneOf fields { type { kind isOneOf ofType { kind isOneOf } } } } }'
    result = asyncio.run(build_schema().execute(query))
    assert result.errors is None
    assert result.data is not None
    assert result.data["__type"]["isOneOf"] is None
    assert {field["type"]["isOneOf"] for field in result.data["__type"]["fields"]} == {None}
    asked = asyncio.run(build_schema().execute('{ __type(name: "WatchInput") { isOneOf } }'))
    assert asked.data == {"__type": {"isOneOf": False}}


def test_lists_that_grow_ask_how_many() -> None:
    for name, kind in build_schema()._schema.type_map.items():
        for field, f in getattr(kind, "fields", {}).items():
            if str(getattr(f, "type", "")).removesuffix("!").endswith("Connection"):
                assert str(f.args["first"].type) == "Int!", f"{name}.{field}"
                assert str(f.args["after"].type) == "String", f"{name}.{field}"


def test_the_main_questions_have_the_names_of_the_contract() -> None:
    kinds = build_schema()._schema.type_map
    query = kinds["Query"]
    assert isinstance(query, GraphQLObjectType)
    said = {name: {a: str(x.type) for a, x in field.args.items()} for name, field in query.fields.items()}
    assert said["influencers"] == {
        "first": "Int!",
        "after": "String",
        "measure": "Measure",
        "scope": "RankingScope",
        "filter": "RankingFilter",
        "withUs": "Boolean",
    }
    assert said["paths"] == {"from": "ID!", "to": "ID!", "k": "Int", "maxHops": "Int", "asOf": "DateTime"}
    of_ties = {"asOf": "DateTime"}
    assert said["pathsToCustomers"] == {"from": "ID!", "k": "Int", "maxHops": "Int", "customers": "[ID!]"} | of_ties
    assert said["introductionsTo"] == {"person": "ID!", "k": "Int", "maxHops": "Int"} | of_ties
    around = {"around": "[ID!]!", "depth": "Int", "limit": "Int", "minStrength": "Float"}
    assert said["relationshipMap"] == around | of_ties
    assert said["person"] == {"id": "ID", "handle": "String", "network": "String"}
    tie = kinds["Tie"]
    assert isinstance(tie, GraphQLObjectType)
    assert {"from", "to", "strength", "weak", "bridge", "lastAt", "byKind"} <= set(tie.fields)


def served() -> str:
    """The schema as text, as it is kept in `api/schema.graphql`."""
    return build_schema().as_str().rstrip() + "\n"


def broken(released: str, served: str) -> list[str]:
    """What clients of a released schema could no longer do, in words."""
    changes = find_breaking_changes(build_schema_of(released), build_schema_of(served))
    return [change.description for change in changes]


def test_nothing_of_the_last_release_is_broken() -> None:
    """What is no longer wanted is deprecated in one release and removed in the next; see docs/graphql.md."""
    released = (Path(api.__file__).parent / "schema.released.graphql").read_text(encoding="utf-8")
    assert broken(released, served()) == []


@pytest.mark.parametrize(
    ("was", "became"),
    [
        ("type Query { a: Int }", "type Query { b: Int }"),
        ("type Query { a: Int! }", "type Query { a: Int }"),
        ("type Query { a: Int }", "type Query { a(first: Int!): Int }"),
        ("enum E { A B } type Query { a: E }", "enum E { A } type Query { a: E }"),
    ],
)
def test_what_breaks_clients_is_seen(was: str, became: str) -> None:
    assert len(broken(was, became)) == 1
    assert broken(was, was) == []
