"""Leaves of an answer: what it tells, by path; and how those of GraphQL are held against those of the command line."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type, is_required_argument

from algorithms.analysis.measure import Measure

IDENTITY: Final = {
    "Person": "id name",
    "Account": "id",
    "Post": "id",
    "Community": "id label",
    "Theme": "id label",
    "Watch": "id name",
}
"""What is selected of a node inside another answer: a node of its own is another question."""

Leaves = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Pair:
    """A question that both answer, and what is told differently, each with its reason.

    `command` is that of the command line, of whose answer `document` names a part. `query` is what is asked of GraphQL,
    in which `Tie{}` stands for all leaves of a type, and `Tie...` for the same without braces; `at` names a part of the
    answer, whose leaves stand below `into`. In paths of leaves `[]` is any place in a list and `*` at the end all
    below; those of `renamed` and `graphql_only` are of GraphQL.
    """

    command: tuple[str, ...]
    query: str
    at: tuple[str | int, ...]
    into: str = ""
    document: str | None = None
    renamed: Mapping[str, str] = field(default_factory=dict)
    graphql_only: Mapping[str, str] = field(default_factory=dict)
    cli_only: Mapping[str, str] = field(default_factory=dict)
    identity: Mapping[str, str] = field(default_factory=dict)


def query_of(schema: GraphQLSchema, pair: Pair) -> str:
    """The query of a pair with all leaves in it."""

    def selected(found: re.Match[str]) -> str:
        fields = selection(schema, found[1], pair.identity)
        return fields if found[2] == "{}" else fields[1:-1]

    return "{ " + re.sub(r"\b([A-Z]\w+)(\{\}|\.\.\.)", selected, pair.query) + " }"


def selection(schema: GraphQLSchema, name: str, identity: Mapping[str, str] | None = None) -> str:
    """Everything that a type tells without being asked for it by an argument, as a selection set."""
    kind = schema.type_map[name]
    assert isinstance(kind, GraphQLObjectType)
    identities = {**IDENTITY, **(identity or {})}
    parts = []
    for called, one in kind.fields.items():
        inner = get_named_type(one.type)
        if any(map(is_required_argument, one.args.values())):
            continue
        if is_leaf_type(inner):
            parts.append(called)
        elif inner.name in identities:
            parts.append(f"{called} {{ {identities[inner.name]} }}")
        else:
            parts.append(f"{called} {selection(schema, inner.name, identity)}")
    return "{ " + " ".join(parts) + " }"


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every leaf of an answer with its path, like `rows[0].name`; an empty list is one, like `rows[]`."""
    match value:
        case {"edges": edges, **rest}:
            yield from leaves([edge["node"] for edge in edges], path)
            yield from leaves(rest, path)
        case {"low": low, "high": high} if len(value) == 2:
            yield from leaves([low, high], path)
        case dict():
            for key, inner in value.items():
                yield from leaves(inner, f"{path}.{_snake(key)}" if path else _snake(key))
        case []:
            yield f"{path}[]", []
        case list():
            for number, inner in enumerate(value):
                yield from leaves(inner, f"{path}[{number}]")
        case str() if path.endswith(("provenance.parameters", "findings.parameters")):
            yield from leaves(json.loads(value), path)
        case _:
            yield path, _comparable(value)


def differences(pair: Pair, graphql: Leaves, cli: Leaves) -> Iterator[str]:
    """Sentences about every leaf that only one tells, or that both tell differently, but for what the pair names."""
    unmatched = dict(cli)
    for path, value in graphql.items():
        pattern, places = _pattern(path), re.findall(r"\[(\d+)\]", path)
        if _matches(pattern, pair.graphql_only):
            continue
        target = pair.renamed.get(pattern, pattern)
        there = target
        for place in places[: target.count("[]")]:
            there = there.replace("[]", f"[{place}]", 1)
        if there not in cli and "provenance." in there:
            there = "provenance." + there.rpartition("provenance.")[2]  # the command line says it once
        if there in cli:
            unmatched.pop(there, None)
            if cli[there] != value:
                yield f"{path} is {value!r} in GraphQL and {cli[there]!r} as {there} on the command line"
        elif value is not None or not _is_within_null(there, cli):
            yield f"{path} ({value!r}) is told by GraphQL alone"
        else:
            unmatched.pop(_null_above(there, cli), None)
    for path, value in unmatched.items():
        if not _matches(_pattern(path), pair.cli_only):
            yield f"{path} ({value!r}) is told by the command line alone"


def named_in_vain(pair: Pair, graphql: Leaves, cli: Leaves) -> set[str]:
    """What a pair says that only one tells, and that one does not tell: a reason that outlived its difference."""
    told = (pair.graphql_only, graphql), (pair.cli_only, cli)
    return {
        name for names, there in told for name in names if not any(_matches(_pattern(path), [name]) for path in there)
    }


def _matches(pattern: str, names: Iterable[str]) -> bool:
    return any(pattern == name or _is_below(pattern, name) for name in names)


def _is_below(pattern: str, name: str) -> bool:
    return name.endswith("*") and pattern.startswith(name[:-1].removesuffix("."))


def _pattern(path: str) -> str:
    return re.sub(r"\[\d+\]", "[]", path)


def _is_within_null(path: str, cli: Leaves) -> bool:
    return _null_above(path, cli) is not None


def _null_above(path: str, cli: Leaves) -> str | None:
    """The path of a null that stands in place of a whole object."""
    while path:
        path = path.rpartition(".")[0]
        if path in cli and cli[path] is None:
            return path
    return None


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower()


def _comparable(value: Any) -> Any:
    """Moments as moments, however they are written; measures by the name that one types."""
    if isinstance(value, str) and value in Measure.__members__:
        return Measure[value].value
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\dT", value):
        return datetime.fromisoformat(value)
    return value
