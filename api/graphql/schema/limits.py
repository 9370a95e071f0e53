"""Limits: what one operation may ask for at most, found in one pass whatever its fragments do.

Each fragment is measured once and remembered, so that the time is linear in the document: measured anew at each spread,
18 fragments that spread the next one twice take seconds. Unlike a validation rule, this sees the variables' values.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graphql import (
    ArgumentNode,
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    IntValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

MOST_TOKENS: Final = 1_000
"""Most tokens of a document."""

_LARGE: Final = 10**9
_MOST_ROWS: Final = 5_000
_MULTIPLIERS: Final = {"first": 100, "limit": 200, "k": 5, "size": 100}
"""Arguments that say how many rows come, with the number that is taken when a variable is not given."""

_BY_DEFAULT: Final = {
    "relationshipMap": 200,
    "paths": 5,
    "pathsToCustomers": 5,
    "introductionsTo": 5,
    "shareOfVoice": 50,
}
"""Fields that bring so many rows when no argument says how many; `paths` inside an answer has no arguments."""

UNASKED: Final = {
    "accounts": 2,
    "judgements": 2,
    "communities": 5,
    "parts": 3,
    "byKind": 9,
    "themes": 3,
    "parents": 2,
    "words": 10,
    "distinct": 10,
    "hashtags": 5,
    "links": 5,
    "examples": 3,
    "startedBy": 5,
    "sources": 5,
    "correlations": 200,
    "hops": 6,
    "bursts": 10,
}
"""How many rows lists bring, at most or as a rule, that cannot be asked for fewer."""

COUNTED_LATER: Final = ("volume", "ties", "watches")
"""Lists without `first` whose rows are counted when they are there (`Context.spend`): any number may come.

`watches` is known before, and what is asked of each watch multiplies.
"""

_HEAVY: Final = {
    "brokers": 100,
    "bridgesTo": 100,
    "relationshipMap": 100,
    "paths": 100,
    "pathsToCustomers": 100,
    "introductionsTo": 100,
    "influencers": 100,
    "fallacy": 100,
    "localBridges": 100,
    "shareOfVoice": 100,
    "escalations": 100,
    "bursts": 100,
    "searchPeople": 20,
    "volume": 20,
    "seedSet": 5_000,
}
"""Fields that look at all ties, posts or names; `paths` of an answer that is there already costs as much."""

_OF_SCHEMA: Final = {
    "types": 100,
    "fields": 5,
    "args": 2,
    "inputFields": 5,
    "enumValues": 5,
    "possibleTypes": 3,
    "interfaces": 2,
    "directives": 5,
}
"""How many of these the schema has on average: learning it is a question like any other, and can be made as dear."""

_WRAPPED: Final = "ofType"
"""A chain of these is asked for nine deep by every program, and ends after one or two."""

_COST_OF_SCHEMA: Final = 3
"""Of one of its types, fields or arguments. So the whole schema can be learnt at once, and twice as much can not."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a selection is: its depth, aliases, directives, root fields, and cost (objects it may make)."""

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    fields: int = 0
    cost: int = 0

    def beside(self, other: "Size") -> "Size":
        """Size of two selections side by side."""
        return Size(
            max(self.depth, other.depth),
            min(self.aliases + other.aliases, _LARGE),
            min(self.directives + other.directives, _LARGE),
            min(self.fields + other.fields, _LARGE),
            min(self.cost + other.cost, _LARGE),
        )


MOST: Final = Size(depth=12, aliases=15, directives=20, fields=10, cost=20_000)
"""The limits; depth counts fields inside fields."""

_NOUNS: Final = {
    "depth": "levels of fields inside fields",
    "aliases": "aliases",
    "directives": "directives",
    "fields": "fields at the root",
    "cost": "objects in its answer, by what `first` and `limit` allow",
}


def excess(found: Sequence[Size]) -> str | None:
    """Say in one sentence how operations of these sizes ask for too much; None when they do not."""
    for size in found:
        for limit, noun in _NOUNS.items():
            if getattr(size, limit) > getattr(MOST, limit):
                return f"expected at most {getattr(MOST, limit):,} {noun}, got {getattr(size, limit):,}; ask for less"
    return None


def cost_of(found: Sequence[Size]) -> int:
    """What operations of these sizes cost: the objects an answer may have."""
    return max((size.cost for size in found), default=0)


def sizes(
    document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any] | None, watches: int = 1
) -> list[Size]:
    """How large the operation of this name is, while there are so many watches; all of them without a name."""
    return list(_sizes(document, operation_name, variables, watches))


def _sizes(
    document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any] | None, watches: int
) -> Iterator[Size]:
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        if operation_name is not None and (operation.name is None or operation.name.value != operation_name):
            continue
        size = _Measuring(fragments, _given(operation, variables or {}), watches).of(operation.selection_set)
        yield size.beside(Size(directives=len(operation.directives or ())))


def _given(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the operation's variables, with their defaults."""
    found: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name, default = definition.variable.name.value, definition.default_value
        if name in variables:
            found[name] = variables[name]
        elif isinstance(default, IntValueNode):
            found[name] = int(default.value)
    return found


class _Measuring:
    """Measures the selections of one operation."""

    def __init__(
        self, fragments: Mapping[str, FragmentDefinitionNode], variables: Mapping[str, Any], watches: int
    ) -> None:
        self._fragments = fragments
        self._variables = variables
        self._unasked = UNASKED | {"watches": max(watches, 1)}
        self._known: dict[tuple[str, bool], Size | None] = {}

    def of(self, selections: SelectionSetNode | None, *, schema: bool = False) -> Size:
        """Size of a selection set; `schema` says whether it asks for the schema."""
        size = Size()
        for node in selections.selections if selections else ():
            size = size.beside(self._node(node, schema)).beside(Size(directives=len(node.directives or ())))
        return size

    def _node(self, node: SelectionNode, schema: bool) -> Size:
        if isinstance(node, FieldNode):
            return self._of_schema(node) if schema or node.name.value.startswith("__") else self._field(node)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value, schema)
        return self.of(getattr(node, "selection_set", None), schema=schema)

    def _field(self, node: FieldNode) -> Size:
        name, alias, inside = node.name.value, int(node.alias is not None), self.of(node.selection_set)
        rows, itself = self._rows(node), 1 if node.selection_set else 0
        if rows is None:
            cost = self._unasked.get(name, 1) * (itself + inside.cost) + _HEAVY.get(name, 0)
        else:
            cost = _HEAVY.get(name, itself) + rows * inside.cost
        return Size(1 + inside.depth, alias + inside.aliases, inside.directives, 1, min(cost, _LARGE))

    def _of_schema(self, node: FieldNode) -> Size:
        """Size of a field that asks for the schema; how deep that may be is for validation to say."""
        name, alias = node.name.value, int(node.alias is not None)
        inside = self.of(node.selection_set, schema=True)
        own = _COST_OF_SCHEMA if node.selection_set and name != _WRAPPED else 0
        cost = min(_OF_SCHEMA.get(name, 1) * (own + inside.cost), _LARGE)
        return Size(0, alias + inside.aliases, inside.directives, 1, cost)

    def _fragment(self, name: str, schema: bool) -> Size:
        known = (name, schema)
        if known not in self._known:
            self._known[known] = None  # a fragment that spreads itself is for validation to refuse
            fragment = self._fragments.get(name)
            self._known[known] = self.of(fragment.selection_set, schema=schema) if fragment else Size()
        return self._known[known] or Size()

    def _rows(self, node: FieldNode) -> int | None:
        """How many rows a field brings, by the largest of its arguments that say so; None when it has none."""
        said = [self._said(argument) for argument in node.arguments or () if argument.name.value in _MULTIPLIERS]
        if said:
            return max(1, *said)
        return _BY_DEFAULT.get(node.name.value) if node.arguments else None

    def _said(self, argument: ArgumentNode) -> int:
        """How many rows an argument says; 1 for what is no number, which is for validation to refuse."""
        value = argument.value
        said: object = None
        if isinstance(value, IntValueNode):
            said = int(value.value) if len(value.value) < 10 else _MOST_ROWS
        elif isinstance(value, VariableNode):
            said = self._variables.get(value.name.value)
        elif not isinstance(value, NullValueNode):
            return 1
        if said is None:
            return _MULTIPLIERS[argument.name.value]
        return min(said, _MOST_ROWS) if isinstance(said, int) else 1
