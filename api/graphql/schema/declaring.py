"""Declaring: types and fields of the schema, each described by its docstring and with its cost beside it.

A description is the docstring of a class or a resolver, or the text below an attribute, on one line: who reads the code
and who reads the schema read the same sentences.
"""

import ast
from collections.abc import Callable
from dataclasses import MISSING
from functools import cache, wraps
from inspect import getsourcefile
from pathlib import Path
from typing import Any, TypeVar, dataclass_transform

import strawberry
from strawberry.types.field import StrawberryField
from strawberry.types.graphql import OperationType

from api.errors import NotReady
from api.graphql.schema.cost import Cost, Rows
from api.texts_below import texts_below

T = TypeVar("T")


def attribute(
    *,
    name: str | None = None,
    rows: int | Rows | None = None,
    cost: int = 0,
    default_factory: Callable[[], Any] | Any = MISSING,
) -> Any:
    """Declare a field that is an attribute, where its annotation does not say all: a list of objects says its `rows`.

    `cost` is what it takes to compute it, in objects; `name` is its name in the schema, when Python has another use for
    that.
    """
    return strawberry.field(name=name, default_factory=default_factory, metadata={Cost: Cost(cost, rows)})


def field(
    *, cost: int, rows: int | Rows | None = None, instead: Callable[[Any, str], Any] | None = None
) -> Callable[[Callable[..., Any]], Any]:
    """Declare a field with a resolver, and what it costs (`Cost`).

    `instead`, of the object and a reason, makes what stands there below a mutation while findings are not ready: what
    was decided is done, and an error in a field that is never null would take all of its answer away.
    """
    declared = _declared(strawberry.field, Cost(cost, rows))
    return declared if instead is None else lambda resolver: declared(_answered(resolver, instead))


def mutation(*, cost: int) -> Callable[[Callable[..., Any]], Any]:
    """Declare what can be decided, and what it costs."""
    return _declared(strawberry.mutation, Cost(cost))


def subscription(*, cost: int) -> Callable[[Callable[..., Any]], Any]:
    """Declare what can be listened to, and what it costs."""
    return _declared(strawberry.subscription, Cost(cost))


def _answered(resolver: Callable[..., Any], instead: Callable[[Any, str], Any]) -> Callable[..., Any]:
    """A resolver that is later, and answers something below a mutation also when findings are not ready."""

    @wraps(resolver)
    async def answered(parent: Any, *arguments: Any, **named: Any) -> Any:
        try:
            return await resolver(parent, *arguments, **named)
        except NotReady as error:
            if named["info"].context.operation_type != OperationType.MUTATION.value:
                raise
            return instead(parent, str(error))

    return answered


def _declared(declare: Callable[..., Any], cost: Cost) -> Callable[[Callable[..., Any]], Any]:
    def declared(resolver: Callable[..., Any]) -> Any:
        return declare(resolver, description=on_one_line(resolver.__doc__), metadata={Cost: cost})

    return declared


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def object_type(kind: type[T]) -> type[T]:
    """Make a class an object type of the schema."""
    return strawberry.type(_with_texts(kind), description=on_one_line(kind.__doc__))


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def interface_type(kind: type[T]) -> type[T]:
    """Make a class an interface of the schema."""
    return strawberry.interface(_with_texts(kind), description=on_one_line(kind.__doc__))


@dataclass_transform(kw_only_default=True, field_specifiers=(attribute,))
def input_type(kind: type[T]) -> type[T]:
    """Make a class an input type of the schema."""
    return strawberry.input(_with_texts(kind), description=on_one_line(kind.__doc__))


def on_one_line(docstring: str | None) -> str | None:
    """A docstring as a description: its paragraphs and lines, one behind the other.

    >>> on_one_line('''What it is.
    ...
    ...     And what
    ...     else.''')
    'What it is. And what else.'
    """
    return " ".join(docstring.split()) if docstring else None


def texts_of(kind: type) -> dict[str, str]:
    """The texts below the attributes of a class at the top of its module; Python itself does not keep them."""
    return _texts_below(getsourcefile(kind) or "").get(kind.__name__, {})


def _with_texts(kind: type[T]) -> type[T]:
    """The class, with each attribute that has a text below it declared as a field which that text describes."""
    for name, text in texts_of(kind).items():
        value = vars(kind).get(name, MISSING)
        declared = value if isinstance(value, StrawberryField) else strawberry.field(default=value)
        declared.description = text
        setattr(kind, name, declared)
    return kind


@cache
def _texts_below(path: str) -> dict[str, dict[str, str]]:
    """The texts below attributes in a file of source, by class and attribute."""
    classes = (node for node in ast.parse(Path(path).read_bytes()).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(texts_below(node.body)) for node in classes}
