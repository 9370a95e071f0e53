"""Types of the schema that follow from an answer: fields, types and descriptions are those of its dataclass.

For answers of plain data, and of other answers that have a type already. What GraphQL resolves by itself, people and
posts behind their rows, is declared by hand.
"""

from dataclasses import fields, is_dataclass
from types import UnionType
from typing import Annotated, Any, Final, Generic, Self, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry

from api.graphql.schema import enums  # noqa: F401  enums of other rooms are the schema's before a type names them
from api.graphql.schema.declaring import on_one_line, texts_of
from api.graphql.schema.scalars import Count
from graph.model.how_many import COUNTED

A = TypeVar("A")
T = TypeVar("T", bound="FromAnswer[Any]")


class FromAnswer(Generic[A]):
    """The base of a type that follows from the answer `A`."""

    @classmethod
    def of(cls, answer: A) -> Self:
        """Show an answer, and the answers inside it."""
        return cls(**{field.name: _shown(getattr(answer, field.name)) for field in fields(cls)})  # type: ignore[arg-type]


_TYPES: Final[dict[Any, type[FromAnswer[Any]]]] = {}
"""The types that follow from an answer, by its dataclass."""


def answer_type(kind: type[T]) -> type[T]:
    """Make a class on `FromAnswer[A]` an object type that tells every field of A, described by the text below it.

    The class's own docstring describes the type. What its body says of a field counts before what A says: a type, a
    text, or `attribute(rows=…)` for a list. Raises TypeError for a field without a text.
    """
    (answer,) = get_args(kind.__orig_bases__[0])  # type: ignore[attr-defined]
    hints, texts = get_type_hints(answer, include_extras=True), texts_of(answer) | texts_of(kind)
    own = vars(kind).get("__annotations__", {})
    kind.__annotations__ = {field.name: _graphql_type(hints[field.name]) for field in fields(answer)} | own
    for field in fields(answer):
        if field.name not in texts:
            raise TypeError(f"expected a text below {answer.__name__}.{field.name}, which describes it in the schema")
        declared = vars(kind).get(field.name, strawberry.field())
        declared.description = texts[field.name]
        setattr(kind, field.name, declared)
    _TYPES[answer] = strawberry.type(kind, description=on_one_line(kind.__doc__))
    return kind


def _graphql_type(hint: Any) -> Any:
    """The type in GraphQL: counts have a scalar of their own, answers their type. Notes for JSON are left out."""
    parts = get_args(hint)
    match get_origin(hint):
        case origin if origin is Annotated:
            return Count if COUNTED in parts else _graphql_type(parts[0])
        case origin if origin in {Union, UnionType}:
            return Union[tuple(map(_graphql_type, parts))]  # noqa: UP007  made of what is known only now
        case origin if origin is tuple:
            return list[_graphql_type(parts[0])]  # type: ignore[misc]
    if isinstance(hint, type) and is_dataclass(hint) and hint not in _TYPES:
        raise TypeError(f"expected {hint.__name__} to have a type of the schema: declare it with @answer_type before")
    return _TYPES.get(hint, hint)


def _shown(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_shown(entry) for entry in value]
    kind = _TYPES.get(type(value))
    return value if kind is None else kind.of(value)
