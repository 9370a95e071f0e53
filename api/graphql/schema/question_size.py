"""Question size: how much one operation asks for, found in one pass whatever its fragments do.

What a field costs is said where it is declared (`Cost`); here it is added up. Each fragment is measured once and
remembered, so that the time is linear in the document: measured anew at each spread, 18 fragments that spread the next
one twice take seconds. Unlike a validation rule, this sees the variables' values.
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
    InlineFragmentNode,
    IntValueNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
)

from api.graphql.limits import MOST_ALIASES, MOST_COST, MOST_DEPTH, MOST_DIRECTIVES, MOST_ROOT_FIELDS, MOST_ROWS
from api.graphql.schema.cost import UNKNOWN, Cost, Declarations, Declared, Rows

_LARGE: Final = 10**9
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


_MOST: Final = {
    "depth": (MOST_DEPTH, "levels of fields inside fields"),
    "aliases": (MOST_ALIASES, "aliases"),
    "directives": (MOST_DIRECTIVES, "directives"),
    "fields": (MOST_ROOT_FIELDS, "fields at the root"),
    "cost": (MOST_COST, "objects in its answer, by what `first` and `limit` allow"),
}


def excess(sizes: Sequence[Size]) -> str | None:
    """Say in one sentence how operations of these sizes ask for too much; None when they do not."""
    for size in sizes:
        for part, (most, noun) in _MOST.items():
            if getattr(size, part) > most:
                return f"expected at most {most:,} {noun}, got {getattr(size, part):,}; ask for less"
    return None


def cost_of(sizes: Sequence[Size]) -> int:
    """What operations of these sizes cost: the objects an answer may have."""
    return max((size.cost for size in sizes), default=0)


def sizes_of(
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any] | None,
    declared: Declarations,
    watches: int = 1,
) -> list[Size]:
    """How large the operation of this name is, while there are so many watches; all of them without a name."""
    return list(_sizes(document, operation_name, variables or {}, declared, watches))


def _sizes(
    document: DocumentNode,
    operation_name: str | None,
    variables: Mapping[str, Any],
    declared: Declarations,
    watches: int,
) -> Iterator[Size]:
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        if operation_name is not None and (operation.name is None or operation.name.value != operation_name):
            continue
        measuring = _Measuring(fragments, _values(operation, variables), declared, watches)
        size = measuring.of(operation.selection_set, operation.operation.value.capitalize())
        yield size.beside(Size(directives=len(operation.directives or ())))


def _values(operation: OperationDefinitionNode, variables: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the operation's variables, with their defaults."""
    values: dict[str, Any] = {}
    for definition in operation.variable_definitions or ():
        name, default = definition.variable.name.value, definition.default_value
        if name in variables:
            values[name] = variables[name]
        elif isinstance(default, IntValueNode):
            values[name] = int(default.value)
    return values


class _Measuring:
    """Measures the selections of one operation."""

    def __init__(
        self,
        fragments: Mapping[str, FragmentDefinitionNode],
        variables: Mapping[str, Any],
        declared: Declarations,
        watches: int,
    ) -> None:
        self._fragments = fragments
        self._variables = variables
        self._declared = declared
        self._watches = max(watches, 1)
        self._known: dict[str, Size | None] = {}

    def of(self, selections: SelectionSetNode | None, kind: str | None) -> Size:
        """Size of a selection of fields of a type; None for a type that is not known."""
        size = Size()
        for node in selections.selections if selections else ():
            size = size.beside(self._node(node, kind)).beside(Size(directives=len(node.directives or ())))
        return size

    def _node(self, node: SelectionNode, kind: str | None) -> Size:
        if isinstance(node, FieldNode):
            declared = self._declared.get(kind, {}).get(node.name.value, UNKNOWN)
            of_schema = (kind or "").startswith("__") or node.name.value.startswith("__")
            return self._of_schema(node, declared) if of_schema else self._field(node, declared)
        if isinstance(node, FragmentSpreadNode):
            return self._fragment(node.name.value)
        assert isinstance(node, InlineFragmentNode)  # noqa: S101  there is no fourth kind
        return self.of(node.selection_set, node.type_condition.name.value if node.type_condition else kind)

    def _field(self, node: FieldNode, declared: Declared) -> Size:
        inside, cost = self.of(node.selection_set, declared.below), declared.cost
        rows, itself = self._asked(node, declared), 1 if node.selection_set else 0
        if rows is None:
            total = self._rows(cost) * (itself + inside.cost) + cost.own
        else:
            total = (cost.own or itself) + rows * inside.cost
        aliases = int(node.alias is not None) + inside.aliases
        return Size(1 + inside.depth, aliases, inside.directives, 1, min(total, _LARGE))

    def _of_schema(self, node: FieldNode, declared: Declared) -> Size:
        """Size of a field that asks for the schema; how deep that may be is for validation to say."""
        name, inside = node.name.value, self.of(node.selection_set, declared.below)
        own = _COST_OF_SCHEMA if node.selection_set and name != _WRAPPED else 0
        cost = min(_OF_SCHEMA.get(name, 1) * (own + inside.cost), _LARGE)
        return Size(0, int(node.alias is not None) + inside.aliases, inside.directives, 1, cost)

    def _fragment(self, name: str) -> Size:
        if name not in self._known:
            self._known[name] = None  # a fragment that spreads itself is for validation to refuse
            fragment = self._fragments.get(name)
            self._known[name] = (
                self.of(fragment.selection_set, fragment.type_condition.name.value) if fragment else Size()
            )
        return self._known[name] or Size()

    def _rows(self, cost: Cost) -> int:
        """How many rows a list brings that has no argument for it."""
        match cost.rows:
            case int(rows):
                return rows
            case Rows.AS_MANY_AS_WATCHES:
                return self._watches
            case _:
                return 1

    def _asked(self, node: FieldNode, declared: Declared) -> int | None:
        """How many rows are asked for, by the largest of the arguments that say so; None when none can."""
        asking = declared.asking
        numbers = [
            self._number(argument, asking[argument.name.value])
            for argument in node.arguments or ()
            if argument.name.value in asking
        ]
        return max(1, *numbers) if numbers else declared.by_default

    def _number(self, argument: ArgumentNode, otherwise: int) -> int:
        """How many rows an argument says; 1 for what is no number, which is for validation to refuse."""
        value = argument.value
        number: object = None
        if isinstance(value, IntValueNode):
            number = int(value.value) if len(value.value) < 10 else MOST_ROWS
        elif isinstance(value, VariableNode):
            number = self._variables.get(value.name.value)
        elif not isinstance(value, NullValueNode):
            return 1
        if number is None:
            return otherwise
        return min(number, MOST_ROWS) if isinstance(number, int) else 1
