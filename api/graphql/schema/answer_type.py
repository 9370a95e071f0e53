"""Types of the schema that follow from an answer: fields, types and descriptions are those of its dataclass.

For answers of plain data. What GraphQL resolves by itself, people and posts behind their rows, is declared by hand.
"""

from dataclasses import fields
from typing import Annotated, Any, Generic, Self, TypeVar, get_args, get_origin, get_type_hints

import strawberry

from api.answers.document import COUNTED
from api.graphql.schema import enums  # noqa: F401  enums of other rooms are the schema's before a type names them
from api.graphql.schema.declaring import on_one_line, texts_of
from api.graphql.schema.scalars import Count

A = TypeVar("A")
T = TypeVar("T", bound="FromAnswer[Any]")


class FromAnswer(Generic[A]):
    """The base of a type that follows from the answer `A`."""

    @classmethod
    def of(cls, answer: A) -> Self:
        """Show an answer."""
        return cls(**{field.name: getattr(answer, field.name) for field in fields(cls)})  # type: ignore[arg-type]


def answer_type(kind: type[T]) -> type[T]:
    """Make a class on `FromAnswer[A]` an object type that tells every field of A, described by the text below it.

    The class's own docstring describes the type. Raises TypeError for a field without a text.
    """
    (answer,) = get_args(kind.__orig_bases__[0])  # type: ignore[attr-defined]
    hints, texts = get_type_hints(answer, include_extras=True), texts_of(answer)
    kind.__annotations__ = {field.name: _graphql_type(hints[field.name]) for field in fields(answer)}
    for field in fields(answer):
        if field.name not in texts:
            raise TypeError(f"expected a text below {answer.__name__}.{field.name}, which describes it in the schema")
        setattr(kind, field.name, strawberry.field(description=texts[field.name]))
    return strawberry.type(kind, description=on_one_line(kind.__doc__))


def _graphql_type(hint: Any) -> Any:
    """The type in GraphQL: counts are of a scalar of their own; how JSON is told is no matter here."""
    if get_origin(hint) is not Annotated:
        return hint
    plain, *notes = get_args(hint)
    return Count if COUNTED in notes else plain
