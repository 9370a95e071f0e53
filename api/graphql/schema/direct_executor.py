"""Direct executor: fields that are attributes are read as such, everything else is executed as ever.

graphql-core spends on every field what only one with a resolver needs: arguments, an info object, a path, a look at
whether it is awaitable. Most fields of this schema are attributes, filled by one batched read; on a page of 50 people
they are nine of ten. An answer is the same to the byte, errors included: whatever is not as its type says (null where
none may be, a number that is none) is handed to graphql-core, which says what is wrong with it.

This leans on what graphql-core and Strawberry do not promise to keep (`execute_fields`, `handle_field_error`, a field's
definition behind its type). `tests/api/graphql/schema/test_direct_executor.py` holds it against them on made-up queries
and objects, and `KITH_DIRECT_FIELDS=0` turns it off.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache, partial
from math import isfinite
from typing import Any, Final, TypeVar, cast

from graphql import (
    GraphQLBoolean,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    Undefined,
    is_leaf_type,
)
from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet
from graphql.pyutils import Path, gather_with_cancel
from strawberry.schema.schema_converter import CustomGraphQLEnumType
from strawberry.types.base import StrawberryObjectDefinition
from strawberry.types.field import StrawberryField
from typing_extensions import override

from api.graphql.schema.event_executor import EventExecutor

T = TypeVar("T", dict[str, Any], list[Any])

_UNUSUAL: Final = object()
"""Stands for what graphql-core has to look at."""

_LEAST_INT: Final = -(2**31)
_MOST_INT: Final = 2**31 - 1
_DEFINITION: Final = "strawberry-definition"


_Leaf = Callable[[Any], Any]
"""Takes an object and gives what one of its attributes is shown as."""


@dataclass(frozen=True, slots=True)
class _Below:
    """A field that is an attribute which holds an object of a type, or `many` of them."""

    name: str
    declared: GraphQLOutputType
    optional: bool
    of: GraphQLObjectType
    many: bool
    accepted: frozenset[type]
    """Classes that are shown as `of`."""

    def fits(self, value: object) -> bool:
        """Whether a value is what the type says."""
        if self.many:
            return type(value) in (list, tuple) and self.accepted.issuperset(map(type, cast("list[Any]", value)))
        return type(value) in self.accepted


_Plan = list[tuple[str, _Leaf | None, _Below | None, FieldDetailsList]]
"""Names in the answer, and how each is filled; neither way for fields with a resolver."""


class DirectExecutor(EventExecutor):
    """Executes operations; what it is made with is graphql-core's affair."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._plans: dict[tuple[str, int], tuple[GroupedFieldSet, _Plan]] = {}

    @override
    def forget(self) -> None:
        """Forget what is selected below each field, and how it is filled."""
        super().forget()
        self._plans = {}

    @override
    def execute_fields(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        path: Path | None,
        grouped_field_set: GroupedFieldSet,
        position_context: Any,
    ) -> Any:
        """Fill the fields of an object; a dict, or an awaitable of one."""
        results: dict[str, Any] = {}
        waiting: list[str] = []
        try:
            for name, leaf, below, details in self._plan(parent_type, grouped_field_set):
                value = _UNUSUAL if leaf is None else leaf(source_value)
                if value is _UNUSUAL:
                    place = Path(path, name, parent_type.name)
                    value = self._field(parent_type, source_value, below, details, place, position_context)
                    if value is Undefined:
                        continue
                    if self.is_awaitable(value):
                        waiting.append(name)
                results[name] = value
        except Exception:
            self._give_up(results, waiting)
            raise
        return self._whole(results, waiting)

    def _field(
        self,
        parent_type: GraphQLObjectType,
        source_value: Any,
        below: _Below | None,
        details: FieldDetailsList,
        path: Path,
        position_context: Any,
    ) -> Any:
        """Fill one field: what its attribute holds where it is as it should be, else what graphql-core makes of it."""
        if below is not None:
            value = getattr(source_value, below.name, _UNUSUAL)
            if value is None and below.optional:
                return None
            if below.fits(value):
                return self._below(below, details, path, value, position_context)
        return self.execute_field(parent_type, source_value, details, path, position_context)

    def _below(self, below: _Below, details: FieldDetailsList, path: Path, value: Any, position_context: Any) -> Any:
        """Fill an object or a list of them; an error inside is the field's, which is null then if it may be."""
        complete = self._list if below.many else self.collect_and_execute_subfields
        try:
            result = complete(below.of, details, path, value, position_context)
        except Exception as error:
            self.handle_field_error(error, below.declared, details, path)
            return None
        return self._later(result, below, details, path) if self.is_awaitable(result) else result

    async def _later(self, pending: Awaitable[Any], below: _Below, details: FieldDetailsList, path: Path) -> Any:
        try:
            return await pending
        except Exception as error:
            self.handle_field_error(error, below.declared, details, path)
            return None

    def _list(
        self, of: GraphQLObjectType, details: FieldDetailsList, path: Path, value: Sequence[Any], position_context: Any
    ) -> Any:
        results: list[Any] = []
        waiting: list[int] = []
        try:
            for index, item in enumerate(value):
                place = Path(path, index, None)
                result = self.collect_and_execute_subfields(of, details, place, item, position_context)
                results.append(result)
                if self.is_awaitable(result):
                    waiting.append(index)
        except Exception:
            self._give_up(results, waiting)
            raise
        return self._whole(results, waiting)

    def _whole(self, results: T, waiting: list[Any]) -> Any:
        """The results, or an awaitable of them while some are waited for."""
        if not waiting:
            return results

        async def settled() -> T:
            values = await gather_with_cancel(*(results[key] for key in waiting))
            for key, value in zip(waiting, values, strict=True):
                results[key] = value
            return results

        return settled()

    def _give_up(self, results: Any, waiting: list[Any]) -> None:
        """Let what was begun come to its end, though nobody waits for it."""
        if waiting:
            self.settle_in_background([results[key] for key in waiting])

    def _plan(self, parent_type: GraphQLObjectType, grouped: GroupedFieldSet) -> _Plan:
        """How each field of a selection is filled. The selection is kept with it, so that its id stays its own."""
        key = (parent_type.name, id(grouped))
        entry = self._plans.get(key)
        if entry is not None:
            return entry[1]
        watched = self.middleware_manager and self.middleware_manager.middlewares
        leaves, below = ({}, {}) if watched else attributes_of(parent_type)
        names = [(name, details[0].node.name.value, details) for name, details in grouped.items()]
        plan = [(name, leaves.get(field), below.get(field), details) for name, field, details in names]
        self._plans[key] = (grouped, plan)
        return plan


@cache
def attributes_of(kind: GraphQLObjectType) -> tuple[dict[str, _Leaf], dict[str, _Below]]:
    """Fields of a type that are attributes, by their names in the schema: leaves, and those that hold objects.

    None of them for the types of introspection.
    """
    leaves: dict[str, _Leaf] = {}
    below: dict[str, _Below] = {}
    for name, field in kind.fields.items():
        definition = field.extensions.get(_DEFINITION)
        if not isinstance(definition, StrawberryField) or not definition.is_basic_field or field.args:
            continue
        held = _never_null(field.type)
        optional, many = held is field.type, isinstance(held, GraphQLList)
        of = _never_null(held.of_type) if many else held
        if isinstance(of, GraphQLObjectType) and not (many and of is held.of_type):
            below[name] = _Below(definition.python_name, field.type, optional, of, many, _classes_of(of))
        elif is_leaf_type(of) and not many:
            leaves[name] = _leaf(definition.python_name, _writer(of), optional=optional)
    return leaves, below


def _never_null(kind: Any) -> Any:
    return kind.of_type if isinstance(kind, GraphQLNonNull) else kind


def _classes_of(kind: GraphQLObjectType) -> frozenset[type]:
    """Classes whose objects are shown as this type; a generic one is shown as each of its specialisations."""
    definition = kind.extensions.get(_DEFINITION)
    if not isinstance(definition, StrawberryObjectDefinition):
        return frozenset()
    generic = definition.concrete_of
    return frozenset({definition.origin} if generic is None else {definition.origin, generic.origin})


def _leaf(name: str, write: Callable[[Any], Any], *, optional: bool) -> _Leaf:
    if_null = None if optional else _UNUSUAL

    def read(source: Any) -> Any:
        value = getattr(source, name, _UNUSUAL)
        return if_null if value is None else write(value)

    return read


def _writer(kind: GraphQLLeafType) -> Callable[[Any], Any]:
    """What writes a leaf as graphql-core does; what it would refuse, or convert, is unusual."""
    if kind in (GraphQLString, GraphQLID):
        return lambda value: value if type(value) is str else _UNUSUAL
    if kind is GraphQLBoolean:
        return lambda value: value if type(value) is bool else _UNUSUAL
    if kind is GraphQLInt:
        return lambda value: value if type(value) is int and _LEAST_INT <= value <= _MOST_INT else _UNUSUAL
    if kind is GraphQLFloat:
        return lambda value: value if type(value) is float and isfinite(value) else _UNUSUAL
    if isinstance(kind, CustomGraphQLEnumType):
        of = cast("type[Enum]", kind.wrapped_cls)
        names = {member: kind.coerce_output_value(member) for member in of}
        return lambda value: names[value] if type(value) is of else _UNUSUAL
    return partial(_coerced, kind)


def _coerced(kind: GraphQLLeafType, value: Any) -> Any:
    try:
        output = kind.coerce_output_value(value)
    except Exception:  # graphql-core meets it again, and says where
        return _UNUSUAL
    return _UNUSUAL if output is None or output is Undefined else output
