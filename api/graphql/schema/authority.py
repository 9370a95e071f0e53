"""Authority: which role each field at the root takes. One that is not listed takes the highest."""

from collections.abc import Iterator, Mapping
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.auth.role import Role
from api.errors import Forbidden

NEEDED: Final[Mapping[str, Mapping[str, Role]]] = {
    "query": dict.fromkeys(
        (
            *("viewer", "overview", "node", "person", "searchPeople", "posts", "influencers", "fallacy"),
            *("communities", "community", "themes", "relationshipMap", "paths", "pathsToCustomers", "introductionsTo"),
            *("watches", "watch", "shareOfVoice", "escalations", "seedSet", "localBridges"),
            *("people", "transactions", "loads", "coordination", "trends"),
        ),
        Role.READER,
    ),
    "mutation": {
        **dict.fromkeys(("judge", "withdrawJudgement", "saveWatch", "deleteWatch"), Role.MEMBER),
        "erase": Role.ADMIN,
        "erasePerson": Role.ADMIN,
    },
    "subscription": {"posts": Role.READER, "findings": Role.READER},
}
"""Which role asking takes, by kind of operation and field."""


def lacking(document: DocumentNode, operation_name: str | None, role: Role) -> Forbidden | None:
    """Why a role may not run an operation of a valid document; None when it may."""
    if role is Role.ADMIN:
        return None
    fragments = {d.name.value: d for d in document.definitions if isinstance(d, FragmentDefinitionNode)}
    for operation in document.definitions:
        if not isinstance(operation, OperationDefinitionNode):
            continue
        if operation_name is not None and (operation.name is None or operation.name.value != operation_name):
            continue
        needed = NEEDED[operation.operation.value]
        for name in _root_fields(operation.selection_set, fragments, set()):
            takes = needed.get(name, Role.ADMIN)
            if not role.includes(takes):
                return Forbidden(f"{name} takes the role {takes.value}, and you have the role {role.value}")
    return None


def _root_fields(
    selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode], seen: set[str]
) -> Iterator[str]:
    """Names of the fields at the root, also those inside fragments, each of which is read once."""
    for node in selections.selections:
        if isinstance(node, FieldNode):
            if not node.name.value.startswith("__"):
                yield node.name.value
        elif isinstance(node, FragmentSpreadNode):
            if node.name.value not in seen:
                seen.add(node.name.value)
                yield from _root_fields(fragments[node.name.value].selection_set, fragments, seen)
        elif isinstance(node, InlineFragmentNode):
            yield from _root_fields(node.selection_set, fragments, seen)
