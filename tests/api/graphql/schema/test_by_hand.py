"""Types of the schema that are declared by hand: each says why it does not follow from its answer (`answer_type`)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, fields, is_dataclass
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final, get_args, get_type_hints

import pytest
import strawberry
from graphql import GraphQLObjectType, GraphQLSchema, get_named_type, is_leaf_type
from strawberry.types.field import StrawberryField

import api.answers
from api.graphql.schema.answer_type import FromAnswer
from api.graphql.schema.building import build_schema
from api.graphql.schema.declaring import object_type
from tests.api.toy_schema import toy_schema

PEOPLE: Final = "it holds people, who are read from the store, all of an answer in one read"
TUPLE: Final = "its answer is a tuple, a pair or two ends, without names"

BY_HAND: Final = {
    "Contribution": PEOPLE,
    "Edge": "it holds any row, with the cursor that stands beside it in a page",
    "Engagement": "its numbers are the larger of what a source states and what is counted",
    "Erasure": "its reason is what was said with the request; the store keeps a code",
    "Escalation": PEOPLE,
    "Hop": PEOPLE,
    "InteractionCount": TUPLE,
    "LocalBridge": PEOPLE,
    "MapPerson": PEOPLE,
    "MapTie": "it names two people by their ids; its answer by rows",
    "Membership": PEOPLE,
    "PageInfo": "it tells the first and last of the cursors of a page, not all of them",
    "Path": PEOPLE,
    "PathAnswer": PEOPLE,
    "PersonErasure": "its reason is what was said with the request; the store keeps a code",
    "RankGap": PEOPLE,
    "RankInterval": "its answer is a pair; the algorithms hold arrays of everybody's under the same names",
    "RankingEdge": PEOPLE,
    "SeedPerson": PEOPLE,
    "SeedSet": PEOPLE,
    "SentimentSummary": "it puts the method and the provenance of a question beside a summary",
    "ShareOfVoice": "it holds a watch, whose fields resolve by themselves",
    "SharedMark": TUPLE,
    "ThemeWord": TUPLE,
}
"""Types without a resolver that are declared by hand, with the reason."""

OTHER_VALUES: Final = {"Engagement", "Erasure", "RankInterval", "SharedMark"}
"""Those that name their fields as a dataclass does, and tell other values, as `BY_HAND` says."""


def by_hand(schema: GraphQLSchema) -> dict[str, GraphQLObjectType]:
    """Types that are declared by hand and resolve nothing by themselves, by the names of their classes."""
    return {
        _class_of(kind).__name__: kind
        for kind in schema.type_map.values()
        if isinstance(kind, GraphQLObjectType) and not kind.name.startswith("__") and not _works_itself(kind)
    }


def could_follow(kind: GraphQLObjectType, answers: set[type]) -> list[str]:
    """The dataclasses of which each field of a type is a field of the same name, all of them plain."""
    leaves = all(_is_plain(declared.type) for declared in kind.fields.values())
    names = {_field_of(declared).python_name for declared in kind.fields.values()}
    return sorted(answer.__name__ for answer in answers if leaves and names <= {one.name for one in fields(answer)})


def answers_of_kith() -> set[type]:
    """The dataclasses that the modules of answers, the port and the model hold or name, and those in their fields."""
    import graph.model
    import graph.port

    answers: set[type] = set()
    for package in (api.answers, graph.port, graph.model):
        for module in iter_modules(package.__path__, package.__name__ + "."):
            for value in vars(import_module(module.name)).values():
                _gather(value, answers)
    return answers


def _gather(kind: Any, into: set[type]) -> None:
    if isinstance(kind, type) and is_dataclass(kind) and kind not in into:
        into.add(kind)
        with suppress(NameError):  # it names classes for type checkers alone, so it is no plain answer
            for hint in get_type_hints(kind).values():
                for part in _parts(hint):
                    _gather(part, into)


def _parts(hint: Any) -> Iterator[Any]:
    yield hint
    for part in get_args(hint):
        yield from _parts(part)


def _class_of(kind: Any) -> type:
    definition: Any = kind.extensions["strawberry-definition"]
    origin: type = definition.origin
    return origin


def _field_of(declared: Any) -> StrawberryField:
    definition = declared.extensions["strawberry-definition"]
    assert isinstance(definition, StrawberryField)
    return definition


def _works_itself(kind: GraphQLObjectType) -> bool:
    """Whether a type follows from an answer, resolves a field, or holds what only its resolvers need."""
    declared = [_field_of(field) for field in kind.fields.values()]
    private = {one.name for one in fields(_class_of(kind))} - {one.python_name for one in declared}
    return issubclass(_class_of(kind), FromAnswer) or bool(private) or any(one.base_resolver for one in declared)


def _is_plain(kind: Any) -> bool:
    of = get_named_type(kind)
    return is_leaf_type(of) or issubclass(_class_of(of), FromAnswer)


SCHEMA: Final = build_schema()._schema


def test_what_stays_by_hand_says_why() -> None:
    unsaid = by_hand(SCHEMA).keys() - BY_HAND.keys()
    assert not unsaid, f"make {sorted(unsaid)} follow from their answers with @answer_type, or say here why not"
    assert not BY_HAND.keys() - by_hand(SCHEMA).keys(), "a reason outlives its type"


def test_nothing_stays_by_hand_that_could_follow() -> None:
    answers = answers_of_kith()
    following = {name: could_follow(kind, answers) for name, kind in by_hand(SCHEMA).items()}
    following = {name: dataclasses for name, dataclasses in following.items() if dataclasses}
    assert following.keys() == OTHER_VALUES, f"@answer_type says these once: {following}"


@dataclass(frozen=True, slots=True)
class Stall:
    """A stall as an answer."""

    wares: int
    owner: str
    row: int


@object_type
class StallType:
    """A stall, written by hand though all of it is said already."""

    wares: int
    """How many wares."""
    owner: str
    """Whose it is."""


@object_type
class Resolving:
    """A type with a resolver."""

    wares: int
    """How many wares."""

    @strawberry.field
    def owner(self) -> StallType:
        """Whose it is."""
        return StallType(wares=1, owner="")


@object_type
class Query:
    """What can be asked."""

    @strawberry.field
    def stall(self) -> Resolving:
        """A stall."""
        return Resolving(wares=1)


@pytest.mark.parametrize(("answers", "names"), [({Stall}, ["Stall"]), (set(), [])])
def test_a_type_that_could_follow_is_named(answers: set[type], names: list[str]) -> None:
    hand = by_hand(toy_schema(Query)._schema)
    assert hand.keys() == {"StallType"}
    assert could_follow(hand["StallType"], answers) == names
