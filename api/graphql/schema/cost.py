"""Costs: what a field says of itself where it is declared, so that limits can add it up."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from graphql import GraphQLField, GraphQLInterfaceType, GraphQLObjectType, GraphQLSchema, get_named_type
from strawberry.types.field import StrawberryField

from api.answers.paging import MOST as MOST_FIRST

ASKING: Final = ("first", "limit", "k", "size")
"""Arguments that say how many rows come."""


OF_HEAVY: Final = 100
"""What looking at all ties or posts costs, in objects."""


class Rows(Enum):
    """How many rows a list brings that has no argument for it, where that is no fixed number."""

    AS_ASKED_ABOVE = auto()
    """As many as the field above was asked for, where they are counted."""

    AS_MANY_AS_WATCHES = auto()
    """As many as there are watches, which is known before."""

    COUNTED_LATER = auto()
    """Any number: they are counted when they are there (`Context.spend`)."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a field costs beside the objects in its answer."""

    own: int = 0
    """What it takes to compute it, in objects: 100 for looking at all ties or posts, 0 for reading what is there."""

    rows: int | Rows | None = None
    """How many rows a list brings, at most or as a rule, that cannot be asked for fewer."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What measuring needs to know of a field: its cost, the type below it, and the arguments that ask for rows."""

    cost: Cost = field(default_factory=Cost)
    below: str | None = None
    asking: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(ASKING, MOST_FIRST))
    """With the number that is taken where a variable is not given."""
    by_default: int | None = None
    """How many rows come when no argument says how many."""


Declarations = Mapping[str | None, Mapping[str, Declared]]
"""Fields by type and name."""

UNKNOWN: Final = Declared()
"""What is not in the schema is for validation to refuse; it is measured all the same, since that comes first."""


def declarations(schema: GraphQLSchema) -> Declarations:
    """What the fields of a schema declare, those of introspection included."""
    kinds = (kind for kind in schema.type_map.values() if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType))
    fields: dict[str | None, dict[str, Declared]] = {
        kind.name: {name: _declared(declared) for name, declared in kind.fields.items()} for kind in kinds
    }
    if schema.query_type:
        fields[schema.query_type.name] |= {"__schema": Declared(below="__Schema"), "__type": Declared(below="__Type")}
    return fields


def cost_declared(declared: GraphQLField) -> Cost | None:
    """What a field says that it costs; None when it says nothing."""
    definition = declared.extensions.get("strawberry-definition")
    return definition.metadata.get(Cost) if isinstance(definition, StrawberryField) else None


def _declared(declared: GraphQLField) -> Declared:
    defaults = {name: a.default_value for name, a in declared.args.items() if name in ASKING}
    numbers = {name: number for name, number in defaults.items() if isinstance(number, int)}
    return Declared(
        cost_declared(declared) or Cost(),
        get_named_type(declared.type).name,
        dict.fromkeys(defaults, MOST_FIRST) | numbers,
        max(numbers.values(), default=None),
    )
